/** Endpoints that change something stored, with the write and the way to it. */
import type { Endpoint, Program, Reached } from './program.js';
import { kindOf } from './endpoint-kinds.js';

export interface WritingEndpoint { readonly endpoint: Endpoint; readonly write: Reached; readonly writes: readonly Reached[] }

const reads = /^(?:GET|HEAD|OPTIONS)(?:\||$)/;

/** In production; endpoints that only read by their method are left out: counting a visit is no change of theirs. */
export function writingEndpoints(program: Program, kinds: readonly Endpoint['kind'][]): readonly WritingEndpoint[] {
  const seen = new Set<string>();
  return program.endpoints.flatMap(endpoint => {
    const key = `${endpoint.at.file}@${String(endpoint.at.start)}`;
    if (seen.has(key) || !kinds.includes(endpoint.kind) || program.roleAt(endpoint.at) !== 'production' || (endpoint.kind === 'http' && (reads.test(endpoint.method) || kindOf(endpoint, program) === 'webhook'))) return [];
    const writes = program.reachedFrom(endpoint.handler).filter(one => one.query.writes && one.query.verb !== 'ddl' && one.query.verb !== 'commit' && one.query.verb !== 'rollback' && !isUpkeep(one));
    const [write] = writes;
    if (!write) return [];
    seen.add(key);
    return [{ endpoint, write, writes }];
  });
}

/** `VACUUM`, `PRAGMA`, `SET`: nothing stored becomes another. */
function isUpkeep({ query }: Reached): boolean { return query.built === 'text' && query.tables.length === 0 && query.verb === 'other'; }
