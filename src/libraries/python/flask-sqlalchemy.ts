/** Flask-SQLAlchemy: one `db` object with the session, the models' base, and `Model.query`. */
import type { Library } from '../library.js';
import { onType } from './on-type.js';

export const flaskSqlalchemy: Library = {
  name: 'flask_sqlalchemy',
  language: 'python',
  mentions: ['flask_sqlalchemy'],
  aliases: {
    'flask_sqlalchemy.extension.SQLAlchemy': 'flask_sqlalchemy.SQLAlchemy',
    'flask_sqlalchemy.model.Model': 'flask_sqlalchemy.Model',
    'flask_sqlalchemy.query.Query': 'flask_sqlalchemy.Query',
    'flask_sqlalchemy.BaseQuery': 'flask_sqlalchemy.Query',
    ...Object.fromEntries([
      'select', 'insert', 'update', 'delete', 'text', 'func', 'literal_column', 'Table', 'and_', 'or_', 'not_', 'desc', 'asc', 'case', 'cast', 'exists', 'union', 'inspect',
    ].map(name => [`flask_sqlalchemy.SQLAlchemy.${name}`, `sqlalchemy.${name}`])),
  },
  bases: {
    'flask_sqlalchemy.Query': 'sqlalchemy.orm.Query',
    'flask_sqlalchemy.Model': 'sqlalchemy.orm.DeclarativeBase',
  },
  sessions: ['flask_sqlalchemy.SQLAlchemy'],
  models: ['flask_sqlalchemy.Model'],
  attributes: {
    'flask_sqlalchemy.SQLAlchemy.session': 'sqlalchemy.orm.scoped_session',
    'flask_sqlalchemy.SQLAlchemy.Model': 'flask_sqlalchemy.Model',
    'flask_sqlalchemy.SQLAlchemy.engine': 'sqlalchemy.Engine',
    'flask_sqlalchemy.SQLAlchemy.metadata': 'sqlalchemy.MetaData',
    'flask_sqlalchemy.Model.query': 'flask_sqlalchemy.Query',
  },
  calls: {
    'flask_sqlalchemy.SQLAlchemy': { opens: 'environment', returns: 'flask_sqlalchemy.SQLAlchemy' },
    ...onType('flask_sqlalchemy.SQLAlchemy', {
      init_app: {},
      create_all: { starts: 'ddl', rows: 'none' },
      drop_all: { starts: 'ddl', rows: 'none' },
      paginate: { adds: 'limit', rows: 'many', returns: 'flask_sqlalchemy.Pagination' },
      get_or_404: { starts: 'select', table: 0, rows: 'one', returns: 'instance 0' },
      first_or_404: { runs: 0, rows: 'one' },
      one_or_404: { runs: 0, rows: 'one' },
    }),
    // `Model.query` begins the statement without saying so.
    ...onType('flask_sqlalchemy.Query', {
      all: { starts: 'select', table: 'self', rows: 'many', blocks: 'database' },
      first: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      one: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      one_or_none: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      get: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      count: { starts: 'select', table: 'self', rows: 'scalar', adds: 'aggregate', blocks: 'database' },
      delete: { starts: 'delete', table: 'self', rows: 'none', blocks: 'database' },
      update: { starts: 'update', table: 'self', rows: 'none', blocks: 'database' },
      get_or_404: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      first_or_404: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      one_or_404: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      paginate: { starts: 'select', table: 'self', adds: 'limit', rows: 'many', returns: 'flask_sqlalchemy.Pagination', blocks: 'database' },
    }),
  },
};
