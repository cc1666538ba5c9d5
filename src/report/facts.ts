/** What was understood of a program, as plain rows. */
import type { Known } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { Bound, Origin, Program } from '../rule/program.js';
import { Lines } from './lines.js';

export const factKinds = ['endpoints', 'sql', 'queries', 'sessions'] as const;
export type FactKind = (typeof factKinds)[number];

export type FactRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export function isFactKind(word: string): word is FactKind {
  return factKinds.some(kind => kind === word);
}

export function factRows(kind: FactKind, program: Program, sources: ReadonlyMap<string, string>): readonly FactRow[] {
  const lines = new Lines(sources);
  const at = (place: Place): string => `${place.file}:${lines.of(place.file).positionOf(place.start).line}`;
  switch (kind) {
    case 'endpoints': return program.endpoints.map(endpoint => ({
      method: endpoint.method, path: endpoint.path, kind: endpoint.kind, handler: endpoint.handler.fact.name, at: at(endpoint.at),
      framework: endpoint.framework, mounted: spell(endpoint.mounted),
      guards: endpoint.guards.filter(guard => guard.kind !== 'other').map(guard => `${guard.name} (${guard.kind}, ${guard.where})`),
      queries: program.reachedFrom(endpoint.handler).map(({ query }) => `${query.verb} ${query.tables.join(' ') || '?'}`),
    }));
    case 'sql': return program.sqlTexts.map(text => ({
      at: at(text.at), verbs: text.statements.map(statement => statement.verb), run: text.sink ? at(text.sink) : null,
      holes: text.holes.map(hole => `${hole.source}: ${spellOrigin(hole.origin)}`), source: program.sourceAt(text.at),
    }));
    case 'queries': return program.queries.map(query => ({
      at: at(query.at), verb: query.verb, writes: query.writes, tables: query.tables, built: query.built, rows: query.rows,
      bound: spellBound(query.bound), databases: query.databases().map(database => database.name), in: query.in?.fact.name ?? null,
    }));
    case 'sessions': return sessionRows(program, at);
  }
}

/** Which declared databases are reached, by how many queries, through which openings. */
function sessionRows(program: Program, at: (place: Place) => string): readonly FactRow[] {
  const rows = new Map<string, { queries: number; writes: number; opened: Set<string> }>();
  for (const query of program.queries) {
    for (const { name, path } of query.databases()) {
      const row = rows.get(name) ?? { queries: 0, writes: 0, opened: new Set<string>() };
      rows.set(name, row);
      row.queries++;
      if (query.writes) row.writes++;
      const [opened] = path;
      if (opened) row.opened.add(`${at(opened.at)} ${opened.message}`);
    }
  }
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([database, row]) => ({ database, queries: row.queries, writes: row.writes, opened: [...row.opened].sort() }));
}

function spell(known: Known<string | boolean>): string {
  return known.known ? String(known.value) : `unknown: ${known.because}`;
}

function spellOrigin(origin: Origin): string {
  return `${origin.kind} (${origin.because})`;
}

function spellBound(bound: Bound): string {
  switch (bound.kind) {
    case 'none': return 'none';
    case 'limit': return bound.rows === undefined ? 'limit' : `limit ${bound.rows}`;
    case 'one row': return 'one row';
    case 'children': return `children of ${bound.of}`;
    case 'unknown': return `unknown: ${bound.because}`;
  }
}
