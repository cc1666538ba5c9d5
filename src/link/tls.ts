/** Finds where libraries are told not to check certificates or not to encrypt. */
import type { Argument, Call } from '../facts/structure.js';
import type { Place } from '../facts/span.js';
import type { RecordValue, Value } from '../facts/value.js';
import type { InsecureRow } from '../libraries/library.js';
import type { TlsWeakness } from '../rule/tls.js';
import { argumentOf, calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { Meanings } from './meanings.js';

/** Who asks for it in so many words: a switch of a command line, a setting, a developer's machine. */
const asked = /insecure|skip|verif|disable|allow|self.?signed|ignore|danger|trust|dev|debug|local|unsafe|accept|NODE_ENV|PRODUCTION|test/i;

export class TlsWeaknesses {
  readonly all: readonly TlsWeakness[];

  constructor(readonly graph: CallGraph, readonly tables: (file: FileIndex) => LibraryTables, readonly meanings: Meanings, readonly sourceAt: (place: Place) => string, files: readonly FileIndex[]) {
    this.all = files.flatMap(file => {
      const found = [...file.facts.calls.flatMap(call => this.#inCall(file, call)), ...this.#inMembers(file), ...this.#inOptions(file)];
      return [...new Map(found.map(one => [one.at.start, one])).values()];
    });
  }

  #inCall(file: FileIndex, call: Call): readonly TlsWeakness[] {
    const path = this.graph.evaluator.resolve(file, call)?.path;
    const rows = (path === undefined ? undefined : this.tables(file).insecure(path)) ?? (call.callee.kind === 'member' && !this.graph.calleeOf(call) ? this.tables(file).insecureMethod(calledName(call)) : undefined) ?? [];
    return rows.flatMap(row => {
      if (row.argument === undefined) return this.#weakness(file, call.in, call.block, call.callee, row, call.nameAt, undefined);
      const given = argumentOf(call, row.argument);
      return given ? this.#weakness(file, call.in, call.block, given, row, spanOf(call, given), nameOf(row.argument, call.args, given)) : [];
    });
  }

  #inMembers(file: FileIndex): readonly TlsWeakness[] {
    return file.facts.assignments.flatMap(one => {
      const { target } = one;
      const named = target.kind === 'member' ? target.name : target.kind === 'index' && target.key.kind === 'text' ? target.key.text : undefined;
      if (named === 'NODE_TLS_REJECT_UNAUTHORIZED') return this.#weakness(file, one.in, one.block, one.value, { is: one.value.kind === 'number' ? 0 : '0', what: 'certificates' }, one.at, named);
      if (target.kind !== 'member' || !this.tables(file).mayBeInsecure(target.name)) return [];
      const meaning = this.meanings.of(file, one.in, target);
      const row = meaning.kind === 'library' ? this.tables(file).insecureMember(meaning.path) : undefined;
      // Where certificates are not checked at all, their host names are not either.
      const more = row?.what === 'host names' && file.facts.assignments.some(other => other.in === one.in && other.target.kind === 'member' && other.target.name === 'verify_mode');
      return row && !more ? this.#weakness(file, one.in, one.block, one.value, row, one.at, undefined) : [];
    });
  }

  /** Options keep their names however deep they lie: `ssl: { rejectUnauthorized: false }`. */
  #inOptions(file: FileIndex): readonly TlsWeakness[] {
    const found: TlsWeakness[] = [];
    const look = (whole: Value, fn: number, block: number): void => {
      for (const { part, tests } of recordsIn(whole, [])) {
        for (const { key, value: given } of part.entries) {
          const row = key?.kind === 'text' ? this.tables(file).insecureOption(key.text) : undefined;
          if (row && key?.kind === 'text') found.push(...this.#weakness(file, fn, block, given, row, { start: key.at.start, end: given.at.end }, key.text, tests));
        }
      }
    };
    for (const call of file.facts.calls) for (const argument of call.args) look(argument.value, call.in, call.block);
    for (const one of file.facts.assignments) {
      look(one.value, one.in, one.block);
      const row = one.target.kind === 'member' ? this.tables(file).insecureOption(one.target.name) : undefined;
      if (row) found.push(...this.#weakness(file, one.in, one.block, one.value, row, one.at, undefined));
    }
    for (const one of file.facts.returns) look(one.value, one.in, one.block);
    for (const one of file.facts.exports) look(one.value, -1, -1);
    return found;
  }

  #weakness(file: FileIndex, fn: number, block: number, given: Value, row: InsecureRow, at: { readonly start: number; readonly end: number }, named: string | undefined, around: readonly Value[] = []): readonly TlsWeakness[] {
    const place: Place = { file: file.file, start: at.start, end: at.end };
    const { all, open } = row.is === undefined ? { all: [], open: undefined } : this.meanings.sourcesOf(file, fn, given);
    const off = all.filter(one => isSaid(one.value, row.is));
    if (row.is !== undefined && off.length === 0) return [];
    const tests: Value[] = [...around, ...(given.kind === 'choice' ? given.tests : [])];
    for (let outer = file.facts.blocks[block]; outer; outer = file.facts.blocks[outer.parent]) if (outer.test) tests.push(outer.test);
    const isAsked = tests.some(test => asked.test(this.sourceAt({ file: file.file, start: test.at.start, end: test.at.end })));
    const when = isAsked || off.length < all.length ? 'on request' : open === undefined ? 'always' : 'by default';
    return [{ at: place, what: row.what, when, source: named === undefined ? this.sourceAt(place) : `${named}=${this.sourceAt({ file: file.file, start: given.at.start, end: given.at.end })}` }];
  }
}

/** Records within a value, each with the tests that decide whether it is taken. */
function* recordsIn(value: Value, tests: readonly Value[]): Generator<{ readonly part: RecordValue; readonly tests: readonly Value[] }> {
  if (value.kind === 'choice') { for (const option of value.options) yield* recordsIn(option, [...tests, ...value.tests]); return; }
  if (value.kind === 'record') yield { part: value, tests };
  const inside = value.kind === 'record' ? value.entries.map(entry => entry.value) : value.kind === 'list' ? value.items : value.kind === 'item' ? [value.of] : [];
  for (const one of inside) yield* recordsIn(one, tests);
}

function isSaid(value: Value, is: InsecureRow['is']): boolean {
  if (value.kind === 'boolean') return value.value === is;
  if (value.kind === 'number') return value.value === is;
  if (value.kind === 'text') return value.text === is;
  return (value.kind === 'member' || value.kind === 'name') && value.name === is;
}

function spanOf(call: Call, given: Value): { readonly start: number; readonly end: number } {
  return call.callee.kind === 'member' && given.kind === 'boolean' && call.args.length === 1 ? call.nameAt : given.at;
}

function nameOf(argument: InsecureRow['argument'], args: readonly Argument[], given: Value): string | undefined {
  return typeof argument === 'string' && args.some(one => one.name === argument && one.value === given) ? argument : undefined;
}
