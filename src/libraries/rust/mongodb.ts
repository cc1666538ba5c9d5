/** mongodb: documents, not SQL; what matters is how many of them a call answers. */
import type { Library } from '../library.js';
import { kept } from './kept.js';

export const mongodb: Library = {
  name: 'mongodb',
  language: 'rust',
  mentions: ['mongodb'],
  bases: kept('mongodb.Client', 'mongodb.Database', 'mongodb.Collection'),
  sessions: ['mongodb.Client', 'mongodb.Database', 'mongodb.Collection'],
  calls: {
    'mongodb.Client.with_uri_str': { opens: 0, returns: 'mongodb.Client' }, 'mongodb.Client.with_options': { opens: 0, returns: 'mongodb.Client' },
    'mongodb.Client.database': { from: 'self', returns: 'mongodb.Database' }, 'mongodb.Database.collection': { from: 'self', table: 0, returns: 'mongodb.Collection' },
    'mongodb.Collection.find': { starts: 'select', rows: 'many' }, 'mongodb.Collection.aggregate': { starts: 'select', rows: 'many' }, 'mongodb.Collection.find_one': { starts: 'select', rows: 'one' }, 'mongodb.Collection.count_documents': { starts: 'select', rows: 'scalar' },
    'mongodb.Collection.insert_one': { starts: 'insert', rows: 'none' }, 'mongodb.Collection.insert_many': { starts: 'insert', rows: 'none' }, 'mongodb.Collection.update_one': { starts: 'update', rows: 'none' }, 'mongodb.Collection.update_many': { starts: 'update', rows: 'none' },
    'mongodb.Collection.replace_one': { starts: 'update', rows: 'none' }, 'mongodb.Collection.delete_one': { starts: 'delete', rows: 'none' }, 'mongodb.Collection.delete_many': { starts: 'delete', rows: 'none' },
  },
};
