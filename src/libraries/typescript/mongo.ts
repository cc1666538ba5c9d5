/** mongoose, the MongoDB driver and MarsDB, which speaks like it: no SQL, but lists that may have no end. */
import type { Library } from '../library.js';
import { deletes, each, inserts, readsMany, readsOne, readsScalar, updates } from './rows.js';

const model = 'mongoose.Model';
const query = 'mongoose.Query';
const collection = 'mongodb.Collection';
const cursor = 'mongodb.FindCursor';

export const mongo: Library = {
  name: 'mongo',
  language: 'typescript',
  mentions: ['mongoose', 'mongodb', 'marsdb'],
  aliases: { 'mongodb.AggregationCursor': cursor },
  calls: {
    'mongoose.connect': { opens: 0 },
    'mongoose.createConnection': { opens: 0, returns: 'mongoose.Connection' },
    'mongoose.model': { table: 0, returns: model },
    'mongoose.Connection.model': { table: 0, returns: model, from: 'self' },
    [`${model}.find`]: { starts: 'select', table: 'self', returns: query },
    [`${model}.aggregate`]: { starts: 'select', table: 'self', returns: query },
    ...each(model, 'findOne findById', { ...readsOne, returns: 'self' }),
    ...each(model, 'exists', readsOne),
    ...each(model, 'populate select lean exec orFail', { returns: 'self' }),
    ...each(model, 'countDocuments estimatedDocumentCount count', readsScalar),
    [`${model}.distinct`]: readsMany,
    ...each(model, 'create', { ...inserts, returns: 'self' }),
    ...each(model, 'insertMany bulkWrite save', inserts),
    ...each(model, 'updateOne updateMany findOneAndUpdate findByIdAndUpdate replaceOne findOneAndReplace', updates),
    ...each(model, 'deleteOne deleteMany findOneAndDelete findByIdAndDelete remove', deletes),
    [`${query}.*`]: { returns: 'self' },
    [`${query}.limit`]: { adds: 'limit', limit: 0, returns: 'self' },
    [`${query}.exec`]: { runs: 'self', rows: 'many' },
    'mongodb.MongoClient': { opens: 0, returns: 'mongodb.MongoClient' },
    'mongodb.MongoClient.connect': { returns: 'self' },
    'mongodb.MongoClient.db': { opens: 0, returns: 'mongodb.Db', from: 'self' },
    'mongodb.Db.collection': { table: 0, returns: collection, from: 'self' },
    [`${collection}.find`]: { starts: 'select', returns: cursor },
    [`${collection}.aggregate`]: { starts: 'select', returns: cursor },
    [`${collection}.findOne`]: { starts: 'select', adds: 'aggregate', runs: 'self', rows: 'one' },
    ...each(collection, 'countDocuments estimatedDocumentCount', { starts: 'select', adds: 'aggregate', runs: 'self', rows: 'scalar' }),
    ...each(collection, 'insertOne insertMany bulkWrite', { starts: 'insert', runs: 'self', rows: 'none' }),
    ...each(collection, 'updateOne updateMany replaceOne findOneAndUpdate', { starts: 'update', runs: 'self', rows: 'none' }),
    ...each(collection, 'deleteOne deleteMany findOneAndDelete', { starts: 'delete', runs: 'self', rows: 'none' }),
    [`${cursor}.*`]: { returns: 'self' },
    [`${cursor}.limit`]: { adds: 'limit', limit: 0, returns: 'self' },
    [`${cursor}.toArray`]: { runs: 'self', rows: 'many' },
    // MarsDB's cursors are promises.
    'marsdb.Collection': { table: 0, returns: 'marsdb.Collection' },
    'marsdb.Collection.find': { starts: 'select', runs: 'self', rows: 'many', returns: 'marsdb.Cursor' },
    'marsdb.Collection.findOne': { starts: 'select', adds: 'aggregate', runs: 'self', rows: 'one' },
    'marsdb.Collection.count': { starts: 'select', adds: 'aggregate', runs: 'self', rows: 'scalar' },
    'marsdb.Collection.insert': { starts: 'insert', runs: 'self', rows: 'none' },
    'marsdb.Collection.insertAll': { starts: 'insert', runs: 'self', rows: 'none' },
    'marsdb.Collection.update': { starts: 'update', runs: 'self', rows: 'none' },
    'marsdb.Collection.remove': { starts: 'delete', runs: 'self', rows: 'none' },
    'marsdb.Cursor.limit': { adds: 'limit', limit: 0, returns: 'self' },
    'marsdb.Cursor.sort': { adds: 'order', returns: 'self' },
    'marsdb.Cursor.skip': { adds: 'offset', returns: 'self' },
  },
  runsWhenAwaited: [query],
  sessions: [model, 'mongoose.Connection', 'mongodb.Db', collection, 'marsdb.Collection'],
  models: [model],
};
