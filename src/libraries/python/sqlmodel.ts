/** SQLModel: SQLAlchemy's sessions and statements under its own names, with `Session.exec`. */
import type { Library } from '../library.js';
import { onType } from './on-type.js';

export const sqlmodel: Library = {
  name: 'sqlmodel',
  language: 'python',
  mentions: ['sqlmodel'],
  aliases: {
    'sqlmodel.main': 'sqlmodel',
    'sqlmodel.orm.session.Session': 'sqlmodel.Session',
    'sqlmodel.sql.expression': 'sqlmodel',
    'sqlmodel.ext.asyncio.session.AsyncSession': 'sqlmodel.AsyncSession',
    ...Object.fromEntries([
      'select', 'insert', 'update', 'delete', 'text', 'func', 'create_engine', 'literal_column', 'exists', 'Table', 'MetaData', 'and_', 'or_', 'not_', 'desc', 'asc',
      'case', 'cast', 'column', 'table', 'union', 'union_all', 'inspect', 'literal', 'bindparam', 'DDL', 'engine_from_config',
    ].map(name => [`sqlmodel.${name}`, `sqlalchemy.${name}`])),
  },
  bases: {
    'sqlmodel.Session': 'sqlalchemy.orm.Session',
    'sqlmodel.AsyncSession': 'sqlalchemy.ext.asyncio.AsyncSession',
  },
  sessions: ['sqlmodel.Session', 'sqlmodel.AsyncSession'],
  models: ['sqlmodel.SQLModel'],
  attributes: {
    'sqlmodel.SQLModel.metadata': 'sqlalchemy.MetaData',
    'sqlmodel.SQLModel.__table__': 'sqlalchemy.Table',
  },
  calls: {
    // On the base class itself, not on a table derived from it.
    'sqlmodel.SQLModel.metadata.create_all': { starts: 'ddl', rows: 'none', on: [0, 'bind'] },
    'sqlmodel.SQLModel.metadata.drop_all': { starts: 'ddl', rows: 'none', on: [0, 'bind'] },
    'sqlmodel.col': { returns: 'argument 0' },
    'sqlmodel.Session': { returns: 'sqlmodel.Session', from: [0, 'bind', 'binds'] },
    'sqlmodel.AsyncSession': { returns: 'sqlmodel.AsyncSession', from: [0, 'bind', 'binds'] },
    ...onType('sqlmodel.Session', {
      exec: { runs: [0, 'statement'], returns: 'sqlalchemy.ScalarResult', blocks: 'database' },
    }),
    ...onType('sqlmodel.AsyncSession', {
      exec: { runs: [0, 'statement'], returns: 'sqlalchemy.ScalarResult' },
    }),
  },
};
