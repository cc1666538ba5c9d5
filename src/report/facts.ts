/** What was understood of a program, as plain rows. */
import type { Known } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { Bound, FunctionRef, Origin, Program } from '../rule/program.js';
import type { SummarizedEffect } from '../rule/summary.js';
import { Lines } from './lines.js';
import { appRow, replyRows } from './http-rows.js';
import { tableRows } from './table-rows.js';

export const factKinds = ['endpoints', 'sql', 'queries', 'sessions', 'functions', 'tables', 'apps', 'replies'] as const;
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
    case 'tables': return tableRows(program.schema, at);
    case 'apps': return program.apps.map(app => appRow(app, at));
    case 'replies': return replyRows(program, at);
    case 'functions': return program.files.flatMap(file => program.functionsOf(file)).flatMap(fn => functionRow(fn, program, at));
  }
}

/** Functions that do something, by themselves or through calls; closures are part of what they stand in. */
function functionRow(fn: FunctionRef, program: Program, at: (place: Place) => string): readonly FactRow[] {
  const summary = program.summaryOf(fn);
  if (fn.fact.kind === 'closure' && fn.fact.in >= 0) return [];
  if (summary.effects.length === 0 && summary.receivesSession.length === 0 && summary.parametersIntoSql.length === 0) return [];
  const named = (positions: readonly number[]): readonly string[] => positions.map(position => fn.fact.params[position]?.name ?? String(position));
  return [{
    name: fn.fact.name, at: at(program.place(fn.file, fn.fact.nameAt)), answers: summary.answers, effects: summary.effects.map(one => spellEffect(one, at)),
    sessions: named(summary.receivesSession), 'into SQL': named(summary.parametersIntoSql), 'unknown calls': summary.unknownCalls,
  }];
}

function spellEffect(effect: SummarizedEffect, at: (place: Place) => string): string {
  const what = effect.table === undefined ? effect.what : [effect.database, effect.table].filter(one => one !== undefined).join('.');
  return `${effect.kind} ${what}${effect.bounded === false ? ' unbounded' : ''} at ${at(effect.at)}${effect.calls > 0 ? ` through ${effect.calls} call${effect.calls === 1 ? '' : 's'}` : ''}`;
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
