/** SeaORM: entities build selects that run on a connection given last; raw SQL comes as a `Statement`. */
import type { Effect, Library } from '../library.js';
import { kept } from './kept.js';

const select: Effect = { starts: 'select', table: 'self', returns: 'sea_orm.Select' };
const filter: Effect = { adds: 'filter', returns: 'self' };
const runsOn = (rows: NonNullable<Effect['rows']>): Effect => ({ runs: 'self', on: 0, rows });

export const seaOrm: Library = {
  name: 'sea-orm',
  language: 'rust',
  mentions: ['sea_orm', 'sea-orm'],
  aliases: {
    'sea_orm.entity.prelude.EntityTrait': 'sea_orm.EntityTrait', 'sea_orm.DbConn': 'sea_orm.DatabaseConnection', 'sea_orm.prelude.DatabaseConnection': 'sea_orm.DatabaseConnection',
    'sea_orm.entity.prelude.DatabaseConnection': 'sea_orm.DatabaseConnection', 'sea_orm.DatabaseBackend': 'sea_orm.DbBackend', 'sea_orm.entity.prelude.Statement': 'sea_orm.Statement', 'sea_orm.query.Statement': 'sea_orm.Statement',
  },
  bases: { 'sea_orm.DatabaseTransaction': 'sea_orm.DatabaseConnection', 'sea_orm.ConnectionTrait': 'sea_orm.DatabaseConnection', 'sea_orm.TransactionTrait': 'sea_orm.DatabaseConnection', ...kept('sea_orm.DatabaseConnection', 'sea_orm.Select') },
  sessions: ['sea_orm.DatabaseConnection', 'sea_orm.DatabaseTransaction', 'sea_orm.ConnectionTrait'],
  models: ['sea_orm.EntityTrait'],
  derives: { DeriveEntityModel: { Entity: 'sea_orm.EntityTrait', ActiveModel: 'sea_orm.ActiveModelTrait' } },
  calls: {
    'sea_orm.Database.connect': { opens: 0, returns: 'sea_orm.DatabaseConnection' }, 'sea_orm.ConnectOptions.new': { opens: 0, returns: 'sea_orm.ConnectOptions' }, 'sea_orm.ConnectOptions.*': { returns: 'self' },
    'sea_orm.EntityTrait.find': select, 'sea_orm.EntityTrait.find_by_id': { ...select, adds: 'key' }, 'sea_orm.EntityTrait.find_related': select,
    'sea_orm.EntityTrait.insert': { starts: 'insert', table: 'self', returns: 'sea_orm.Write' }, 'sea_orm.EntityTrait.insert_many': { starts: 'insert', table: 'self', returns: 'sea_orm.Write' },
    'sea_orm.EntityTrait.update': { starts: 'update', table: 'self', returns: 'sea_orm.Write' }, 'sea_orm.EntityTrait.update_many': { starts: 'update', table: 'self', returns: 'sea_orm.Write' },
    'sea_orm.EntityTrait.delete': { starts: 'delete', table: 'self', returns: 'sea_orm.Write' }, 'sea_orm.EntityTrait.delete_many': { starts: 'delete', table: 'self', returns: 'sea_orm.Write' }, 'sea_orm.EntityTrait.delete_by_id': { starts: 'delete', table: 'self', adds: 'key', returns: 'sea_orm.Write' },
    'sea_orm.ActiveModelTrait.insert': { starts: 'insert', table: 'self', on: 0, rows: 'one' }, 'sea_orm.ActiveModelTrait.save': { starts: 'update', table: 'self', on: 0, rows: 'one' },
    'sea_orm.ActiveModelTrait.update': { starts: 'update', table: 'self', on: 0, rows: 'one' }, 'sea_orm.ActiveModelTrait.delete': { starts: 'delete', table: 'self', on: 0, rows: 'none' },
    'sea_orm.Select.filter': filter, 'sea_orm.Select.having': filter, 'sea_orm.Select.limit': { adds: 'limit', limit: 0, returns: 'self' }, 'sea_orm.Select.offset': { adds: 'offset', returns: 'self' },
    'sea_orm.Select.order_by': { adds: 'order', returns: 'self' }, 'sea_orm.Select.order_by_asc': { adds: 'order', returns: 'self' }, 'sea_orm.Select.order_by_desc': { adds: 'order', returns: 'self' }, 'sea_orm.Select.group_by': { adds: 'group', returns: 'self' },
    'sea_orm.Select.all': runsOn('many'), 'sea_orm.Select.one': runsOn('one'), 'sea_orm.Select.stream': runsOn('many'), 'sea_orm.Select.count': runsOn('scalar'),
    'sea_orm.Select.paginate': { on: 0, adds: 'limit', limit: 1, returns: 'sea_orm.Paginator' }, 'sea_orm.Paginator.fetch_page': { runs: 'self', rows: 'many' }, 'sea_orm.Paginator.fetch': { runs: 'self', rows: 'many' }, 'sea_orm.Paginator.num_items': { runs: 'self', rows: 'scalar' }, 'sea_orm.Paginator.num_pages': { runs: 'self', rows: 'scalar' },
    'sea_orm.Select.*': { returns: 'self' },
    'sea_orm.Write.exec': runsOn('none'), 'sea_orm.Write.exec_with_returning': runsOn('one'), 'sea_orm.Write.filter': filter, 'sea_orm.Write.*': { returns: 'self' },
    'sea_orm.Statement.from_string': { text: 1, returns: 'sea_orm.Statement' }, 'sea_orm.Statement.from_sql_and_values': { text: 1, returns: 'sea_orm.Statement' },
    'sea_orm.DatabaseConnection.execute': { runs: 0, rows: 'none' }, 'sea_orm.DatabaseConnection.execute_unprepared': { runs: 0, rows: 'none' },
    'sea_orm.DatabaseConnection.query_one': { runs: 0, rows: 'one' }, 'sea_orm.DatabaseConnection.query_all': { runs: 0, rows: 'many' }, 'sea_orm.DatabaseConnection.stream': { runs: 0, rows: 'many' },
    'sea_orm.DatabaseConnection.begin': { from: 'self', session: 'begin', returns: 'sea_orm.DatabaseTransaction' }, 'sea_orm.DatabaseConnection.transaction': { from: 'self', session: 'begin', passes: 'sea_orm.DatabaseTransaction' },
    'sea_orm.DatabaseTransaction.commit': { session: 'commit' }, 'sea_orm.DatabaseTransaction.rollback': { session: 'rollback' },
  },
};
