/** Sequelize: finders on models, `query` and `literal` with SQL text. */
import type { Library } from '../library.js';
import { deletes, each, inserts, readsMany, readsOne, readsScalar, updates } from './rows.js';

const model = 'sequelize.Model';

export const sequelize: Library = {
  name: 'sequelize',
  language: 'typescript',
  mentions: ['sequelize', 'Sequelize'],
  aliases: { 'sequelize-typescript.Sequelize': 'sequelize.Sequelize', '@sequelize/core.Sequelize': 'sequelize.Sequelize', 'sequelize.ModelStatic': model, 'sequelize.ModelCtor': model },
  bases: { 'sequelize': 'sequelize.Sequelize', 'sequelize-typescript.Model': model, 'sequelize.Rows.item': model, 'sequelize.Model.item': model, '@sequelize/core.Model': model },
  calls: {
    'sequelize': { opens: 0, returns: 'sequelize.Sequelize' },
    'sequelize.Sequelize': { opens: 0, returns: 'sequelize.Sequelize' },
    'sequelize.Sequelize.query': { runs: ['query', 0], rows: 'many', tuple: true },
    'sequelize.Sequelize.define': { table: 0, returns: model, from: 'self' },
    'sequelize.Sequelize.model': { table: 0, returns: model, from: 'self' },
    'sequelize.Sequelize.transaction': { session: 'begin', passes: 'sequelize.Transaction', returns: 'sequelize.Transaction' },
    'sequelize.Transaction.commit': { session: 'commit' },
    'sequelize.Transaction.rollback': { session: 'rollback' },
    'sequelize.Sequelize.close': { session: 'close' },
    'sequelize.Sequelize.escape': { quotes: true },
    'sequelize.Sequelize.literal': { text: 0, returns: 'sequelize.Literal' },
    'sequelize.literal': { text: 0, returns: 'sequelize.Literal' },
    ...each('sequelize.Sequelize', 'fn col where cast json', { returns: 'sequelize.Fn' }),
    ...each('sequelize', 'fn col where cast json', { returns: 'sequelize.Fn' }),
    ...each(model, 'findAll', { ...readsMany, limit: 'limit', returns: 'sequelize.Rows' }),
    ...each(model, 'findAndCountAll', { ...readsMany, limit: 'limit' }),
    // What is found or created is an instance, with `update`, `save` and `destroy` of its own.
    ...each(model, 'findOne findByPk', { ...readsOne, returns: 'self' }),
    ...each(model, 'count sum max min aggregate', readsScalar),
    ...each(model, 'create', { ...inserts, returns: 'self' }),
    ...each(model, 'findOrCreate findCreateFind findOrBuild bulkCreate', { ...inserts, returns: 'sequelize.Rows' }),
    ...each(model, 'update upsert increment decrement restore save', updates),
    ...each(model, 'destroy truncate', deletes),
    ...each(model, 'reload', readsOne),
    ...each(model, 'scope unscoped schema build', { returns: 'self' }),
    ...each(model, 'init hasMany hasOne belongsTo belongsToMany addScope addHook sync', {}),
    ...each('sequelize.QueryInterface', 'createTable addColumn addIndex addConstraint dropTable removeColumn renameTable renameColumn changeColumn removeIndex removeConstraint', { starts: 'ddl', table: 0, runs: 'self', rows: 'none' }),
    'sequelize.QueryInterface.bulkInsert': { starts: 'insert', table: 0, runs: 'self', rows: 'none' },
    'sequelize.QueryInterface.bulkUpdate': { starts: 'update', table: 0, runs: 'self', rows: 'none' },
    'sequelize.QueryInterface.bulkDelete': { starts: 'delete', table: 0, runs: 'self', rows: 'none' },
  },
  attributes: {
    [`${model}.sequelize`]: 'sequelize.Sequelize',
    'sequelize.QueryInterface.sequelize': 'sequelize.Sequelize',
    'sequelize.Sequelize.models': 'sequelize.Models',
    'sequelize.Models.*': model,
  },
  sessions: ['sequelize.Sequelize', model, 'sequelize.QueryInterface'],
  models: [model],
};
