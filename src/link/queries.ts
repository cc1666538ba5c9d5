/** Every place where something is run on a database, from SQL text, a builder or an ORM, with what it touches and how many rows it gives. */
import type { SqlStatement, TableName } from '../facts/sql.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { readSql } from '../languages/sql/read.js';
import type { Effect } from '../libraries/library.js';
import type { Bound, FunctionRef, Query } from '../rule/program.js';
import { argumentOf } from './arguments.js';
import { boundOfBuilt, boundOfStatements } from './bounds.js';
import { builtBy, tableNamed } from './builders.js';
import type { Evaluator, Resolved } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { FlowNode } from './flow.js';
import type { Sessions } from './sessions.js';
import type { Built, Located } from './shapes.js';
import type { Pieces, Texts } from './texts.js';
import { partsOf } from './texts.js';

/** Text handed to a library as SQL. */
export interface Sink { readonly call: Call; readonly file: FileIndex; readonly text: FlowNode; readonly bound: boolean; readonly variants: readonly Pieces[] }

/** A query while its rows are still being looked for. */
type Draft = { -readonly [Key in keyof Query]: Query[Key] };

export class Queries {
  readonly all: Query[] = [];
  readonly sinks: Sink[] = [];
  readonly #byCall = new Map<Call, Draft>();
  readonly #fetched = new Map<Call, Query>();
  readonly #perFunction = new Map<string, Query[]>();

  constructor(readonly evaluator: Evaluator, readonly texts: Texts, readonly sessions: Sessions, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, files: readonly FileIndex[]) {
    for (const file of files) file.facts.calls.forEach((call, index) => { this.#look(file, call, index); });
    for (const file of files) file.facts.calls.forEach(call => { this.#lookForFetch(file, call); });
  }

  /** The query a call runs, or whose rows it fetches. */
  behind(call: Call): Query | undefined { return this.#byCall.get(call) ?? this.#fetched.get(call); }

  ofFunction(file: FileIndex, fn: number): readonly Query[] { return this.#perFunction.get(`${file.file}#${String(fn)}`) ?? []; }

  #look(file: FileIndex, call: Call, index: number): void {
    const resolved = this.evaluator.resolve(file, call);
    const effect = resolved?.effect;
    if (!resolved || !effect) return;
    const text = this.#textOf(file, call, effect);
    if (text) this.#noteSink(file, call, text);
    if (!runsSomething(effect)) return;
    const query = this.#query(file, call, index, resolved, effect, text);
    this.all.push(query);
    this.#byCall.set(call, query);
    const key = `${file.file}#${String(call.in)}`;
    this.#perFunction.set(key, [...(this.#perFunction.get(key) ?? []), query]);
  }

  /** The argument that is SQL text, when it is no already wrapped one. */
  #textOf(file: FileIndex, call: Call, effect: Effect): FlowNode | undefined {
    const ref = effect.text ?? (effect.runs === 'self' ? undefined : effect.runs) ?? effect.raw;
    const value = ref === undefined ? undefined : argumentOf(call, ref);
    if (!value) return undefined;
    const shape = this.evaluator.shapeOf(file, call.in, value);
    if (shape.kind === 'object' && (shape.text || shape.built)) return undefined;
    return { file, fn: call.in, value, frame: undefined };
  }

  #noteSink(file: FileIndex, call: Call, text: FlowNode): void {
    const variants = this.texts.variantsOf(text);
    if (variants.length > 0) this.sinks.push({ call, file, text, bound: call.tagged === true, variants });
  }

  #query(file: FileIndex, call: Call, index: number, resolved: Resolved, effect: Effect, text: FlowNode | undefined): Draft {
    const carried = this.#carried(file, call, effect, resolved);
    const from = text ?? (carried.text && { ...carried.text, frame: undefined });
    const statements = from ? this.#statementsOf(from, call.tagged === true || carried.text?.value.kind === 'call') : [];
    const { built } = carried;
    const verb = verbOf(effect, statements, built);
    const session = this.#sessionOf(file, call, effect, resolved);
    const in_ = this.functionRef(file, call.in);
    let databases: ReturnType<Query['databases']> | undefined;
    return {
      at: { file: file.file, ...call.nameAt },
      call: { file: file.facts, index, fact: call },
      in: in_,
      verb,
      writes: statements.length > 0 ? statements.some(one => one.writes) : isWrite(verb),
      tables: built ? built.tables : [...new Set(statements.flatMap(one => [...one.targets, ...one.sources]).map(nameOf))],
      statements,
      built: from ? 'text' : effect.session ? 'orm' : 'builder',
      bound: this.#boundOf(statements, built),
      rows: effect.rows ?? (isWrite(verb) ? 'none' : 'unknown'),
      databases: () => (databases ??= this.sessions.databasesOf(session)),
    };
  }

  #boundOf(statements: readonly SqlStatement[], built: Built | undefined): Bound {
    if (statements.length > 0) return boundOfStatements(statements);
    if (built) return boundOfBuilt(built);
    return { kind: 'unknown', because: 'the statement could not be followed' };
  }

  /** The built statement or text a run works on: in the receiver, in the argument, or begun by the call itself. */
  #carried(file: FileIndex, call: Call, effect: Effect, resolved: Resolved): { readonly built: Built | undefined; readonly text: Located | undefined } {
    if (effect.runs !== undefined && effect.runs !== 'self') {
      const value = argumentOf(call, effect.runs);
      const shape = value && this.evaluator.shapeOf(file, call.in, value);
      if (shape?.kind === 'object') return { built: shape.built, text: shape.text };
      if (effect.session && value) return { built: this.#builtFromModel(file, call, effect, value), text: undefined };
      return { built: undefined, text: undefined };
    }
    const built = builtBy(this.evaluator, file, call, effect, resolved.owner);
    if (effect.session && !built && call.args[0]) return { built: this.#builtFromModel(file, call, effect, call.args[0].value), text: undefined };
    return { built, text: resolved.owner?.text };
  }

  /** `session.add(Lotto(...))`: the table is the instance's class. */
  #builtFromModel(file: FileIndex, call: Call, effect: Effect, value: Value): Built | undefined {
    const shape = this.evaluator.shapeOf(file, call.in, value);
    const table = shape.kind === 'instance' ? shape.ref.file.classAt(shape.ref.cls)?.name : tableNamed(this.evaluator, file, call.in, value);
    return { verb: effect.session === 'delete' ? 'delete' : 'insert', tables: table === undefined ? [] : [table], single: false, filters: [], raw: [] };
  }

  #statementsOf(text: FlowNode, bound: boolean): readonly SqlStatement[] {
    const variants = this.texts.variantsOf(text);
    const tagged = bound || this.#isTagged(text);
    const [first] = variants;
    return first ? readSql(partsOf(first, tagged)) : [];
  }

  #isTagged(text: FlowNode): boolean {
    return text.value.kind === 'call' && text.file.facts.calls[text.value.call]?.tagged === true;
  }

  #sessionOf(file: FileIndex, call: Call, effect: Effect, resolved: Resolved): FlowNode {
    const on = effect.on === undefined ? undefined : argumentOf(call, effect.on);
    const value = on ?? (call.callee.kind === 'member' ? call.callee.of : resolved.ownerValue?.value ?? call.callee);
    return { file, fn: call.in, value, frame: undefined };
  }

  /** `result.scalars().all()`, `cursor.fetchone()`: the rows of what was run before. */
  #lookForFetch(file: FileIndex, call: Call): void {
    const resolved = this.evaluator.resolve(file, call);
    if (!resolved?.effect?.fetches) return;
    const ran = resolved.owner?.ran?.fact ?? this.#lastRunOn(file, call);
    const query = ran && this.#byCall.get(ran);
    if (!query) return;
    this.#fetched.set(call, query);
    const rows = resolved.effect.rows;
    if (rows && (query.rows === 'unknown' || query.rows === 'many')) query.rows = rows;
  }

  /** A cursor keeps what it ran: the last `execute` before this on the same name. */
  #lastRunOn(file: FileIndex, call: Call): Call | undefined {
    const receiver = call.callee.kind === 'member' && call.callee.of.kind === 'name' ? call.callee.of.name : undefined;
    if (receiver === undefined) return undefined;
    let last: Call | undefined;
    for (const index of file.calls.get(call.in) ?? []) {
      const one = file.facts.calls[index];
      if (!one || one.at.start >= call.at.start || !this.#byCall.has(one)) continue;
      if (one.callee.kind === 'member' && one.callee.of.kind === 'name' && one.callee.of.name === receiver && (!last || one.at.start > last.at.start)) last = one;
    }
    return last;
  }

  /** The query whose rows are read by iterating over a cursor or result called `name`. */
  iteratedAs(node: FlowNode, name: string): Query | undefined {
    let last: Query | undefined;
    for (const query of this.ofFunction(node.file, node.fn)) {
      const { callee } = query.call.fact;
      if (query.at.start < node.value.at.start && callee.kind === 'member' && callee.of.kind === 'name' && callee.of.name === name) last = query;
    }
    return last;
  }
}

function runsSomething(effect: Effect): boolean {
  return effect.runs !== undefined || (effect.rows !== undefined && !effect.fetches) || (effect.session !== undefined && effect.session !== 'begin' && effect.session !== 'close');
}

function verbOf(effect: Effect, statements: readonly SqlStatement[], built: Built | undefined): Query['verb'] {
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

function isWrite(verb: Query['verb']): boolean {
  return verb === 'insert' || verb === 'update' || verb === 'delete' || verb === 'ddl' || verb === 'execute' || verb === 'commit';
}

export function nameOf(table: TableName): string {
  return table.name;
}
