/** What a query does: by what its call is known for, else by its statements or its builder. */
import type { SqlStatement } from '../facts/sql.js';
import type { Effect } from '../libraries/library.js';
import type { Query } from '../rule/program.js';
import type { Built } from './shapes.js';

/** Whether a call with such an effect is a query. */
export function runsSomething(effect: Effect): boolean {
  return effect.runs !== undefined || (effect.rows !== undefined && !effect.fetches) || (effect.session !== undefined && effect.session !== 'begin' && effect.session !== 'close');
}

export function verbOf(effect: Effect, statements: readonly SqlStatement[], built: Built | undefined): Query['verb'] {
  if (effect.session === 'commit' || effect.session === 'rollback') return effect.session;
  if (effect.session === 'write' || effect.session === 'flush') return 'insert';
  if (effect.session === 'delete') return 'delete';
  const [first] = statements;
  if (!first) return built?.verb ?? 'other';
  switch (first.verb) {
    case 'select': case 'insert': case 'update': case 'delete': case 'commit': case 'rollback': return first.verb;
    case 'merge': case 'replace': return 'insert';
    case 'create': case 'alter': case 'drop': case 'truncate': case 'rename': return 'ddl';
    case 'execute': return 'execute';
    default: return 'other';
  }
}

export function isWrite(verb: Query['verb']): boolean {
  return verb === 'insert' || verb === 'update' || verb === 'delete' || verb === 'ddl' || verb === 'execute' || verb === 'commit';
}
