/** Where sessions, connections, pools and engines are opened, and which opening is behind a session that is used elsewhere. */
import { partsOfValue } from '../facts/parts.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionRef } from '../rule/program.js';
import type { Opening, Openings } from '../rule/transactions.js';
import { argumentOf } from './arguments.js';
import { dependencyOf } from './dependencies.js';
import type { FileIndex } from './file-index.js';
import type { End, Flow, FlowNode } from './flow.js';
import type { Injections } from './injections.js';
import type { LibraryTables } from './library-tables.js';
import type { Queries } from './queries.js';

/** Types that hand out sessions or connections, or pool them behind one object. */
const engines = /(?:Engine|Pool|sessionmaker|DataSource|ConnectionPool|PrismaClient|Sequelize|Sequelize\.Sequelize|DatabaseConnection|Database|Knex|Sql|Kysely|scoped_session|SQLAlchemy|Db|DatabaseSync|Session\.registry)$/;
/** What works on a session that is open already. */
const parts = /(?:Cursor|Repository|BaseEntity|Model|Collection|Request|PreparedStatement|QueryInterface|EntityManager|Executor|ConnectionTrait|Acquire|Savepoint)$/;
const maxDepth = 20;

export class OpeningPlaces {
  readonly #scoped = new Map<FileIndex, ReadonlySet<number>>();
  #all: readonly Opening[] | undefined;

  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly queries: Queries, readonly injections: Injections, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly files: readonly FileIndex[]) {}

  get all(): readonly Opening[] {
    return (this.#all ??= this.files.flatMap(file => file.facts.calls.flatMap((call, index) => this.#openingAt(file, call, index) ?? [])));
  }

  /** The openings behind what a call works on: the receiver of `session.commit()`, the session of a statement. */
  behind(file: FileIndex, call: Call): Openings {
    const query = this.queries.ranBy(call);
    const session = query && this.queries.madeOf(query)?.session.value;
    const value = session ?? (call.callee.kind === 'member' ? call.callee.of : call.callee);
    const walk = new Walk(this);
    walk.follow({ file, fn: call.in, value, frame: undefined }, 0);
    const all = walk.found;
    return { all, open: walk.open ?? (all.length === 0 ? 'where the session is opened could not be told' : undefined) };
  }

  /** The opening a call is, when what it gives is a session, connection, pool or engine that was not there before. */
  openingOf(file: FileIndex, index: number): Opening | undefined {
    const call = file.facts.calls[index];
    return call && this.#openingAt(file, call, index);
  }

  #openingAt(file: FileIndex, call: Call, index: number): Opening | undefined {
    const resolved = this.flow.evaluator.resolve(file, call);
    const { effect } = resolved ?? {};
    if (!resolved || !effect || (effect.opens === undefined && effect.from === undefined)) return undefined;
    const shape = this.flow.evaluator.shapeOf(file, call.in, { kind: 'call', call: index, at: call.at });
    const type = shape.kind === 'object' ? this.tables(file).canonical(shape.type) : undefined;
    if (type === undefined || !this.tables(file).isSession(type) || parts.test(type)) return undefined;
    // A transaction on what is open already.
    if (effect.opens === undefined && resolved.owner && this.tables(file).isSession(resolved.owner.type) && !engines.test(this.tables(file).canonical(resolved.owner.type))) return undefined;
    return {
      at: { file: file.file, start: call.nameAt.start, end: call.nameAt.end }, call: { file: file.facts, index, fact: call }, in: this.functionRef(file, call.in),
      opens: engines.test(type) ? 'engine' : 'session', type, scoped: this.#scopedIn(file).has(index) || file.facts.language === 'rust', name: this.#keptIn(file, index),
    };
  }

  #keptIn(file: FileIndex, index: number): string | undefined {
    const kept = file.facts.assignments.find(one => one.value.kind === 'call' && one.value.call === index);
    return kept?.target.kind === 'name' ? kept.target.name : undefined;
  }

  /** Called for in the head of a `with`, which closes what it gives. */
  isScoped(file: FileIndex, call: number): boolean { return this.#scopedIn(file).has(call); }

  /** The calls in the head of a `with`, and what is kept in a name that stands there. */
  #scopedIn(file: FileIndex): ReadonlySet<number> {
    const known = this.#scoped.get(file);
    if (known) return known;
    const found = new Set<number>();
    const take = (value: Value): void => {
      for (const part of partsOfValue(value)) {
        if (part.kind === 'call') {
          found.add(part.call);
          for (const argument of file.facts.calls[part.call]?.args ?? []) if (argument.value.kind === 'call') found.add(argument.value.call);
        }
      }
    };
    for (const block of file.facts.blocks) {
      if (block.kind !== 'with' || !block.over) continue;
      take(block.over);
      for (const part of partsOfValue(block.over)) {
        if (part.kind !== 'name') continue;
        for (const one of file.facts.assignments) if (one.in === block.in && one.target.kind === 'name' && one.target.name === part.name) take(one.value);
      }
    }
    for (const call of file.facts.calls) if (call.callee.kind === 'member' && /^enter_(?:async_)?context$/.test(call.callee.name)) for (const argument of call.args) take(argument.value);
    this.#scoped.set(file, found);
    return found;
  }
}

class Walk {
  readonly #found = new Map<Call, Map<Call | undefined, Opening>>();
  readonly #seen = new Map<Call | undefined, Set<Value>>();
  /** The call by which it was asked for, when another function opens it; `scoped`: in the head of a `with`, which closes it whoever made it. */
  #asked: { readonly call: Call; readonly in: FunctionRef | undefined; readonly scoped: boolean } | undefined;
  open: string | undefined;

  constructor(readonly places: OpeningPlaces) {}

  get found(): readonly Opening[] { return [...this.#found.values()].flatMap(ways => [...ways.values()]); }

  follow(node: FlowNode, depth: number): void {
    const { value } = node;
    const seen = this.#seen.get(this.#asked?.call) ?? new Set<Value>();
    if (seen.has(value)) return;
    this.#seen.set(this.#asked?.call, seen.add(value));
    if (depth > maxDepth) { this.open ??= 'the session is followed no further'; return; }
    const go = (next: Value): void => { this.follow({ ...node, value: next }, depth + 1); };
    const { flow } = this.places;
    switch (value.kind) {
      case 'name': this.#sources(flow.ofNameAlone(node, value.name), depth); return;
      case 'member': {
        const sources = flow.ofMember(node, value.of, value.name);
        // `session.query`, `cursor.connection`, `prisma.user`: a part of the session.
        if (sources.nodes.length === 0 && sources.ends.every(end => end.kind === 'unknown') && this.#isSession(node, value.of)) go(value.of);
        else this.#sources(sources, depth);
        return;
      }
      case 'index': case 'item': go(value.of); return;
      case 'choice': value.options.forEach(go); return;
      case 'call': this.#call(node, value.call, depth); return;
      case 'nothing': return;
      default: this.open ??= 'where the session comes from could not be told';
    }
  }

  #call(node: FlowNode, index: number, depth: number): void {
    const { flow } = this.places;
    const call = node.file.facts.calls[index];
    if (!call) return;
    const opening = this.places.openingOf(node.file, index);
    if (opening) { this.#note(call, opening); return; }
    const results = flow.ofCall({ ...node, fn: call.in }, call);
    if (results && results.length > 0) {
      const before = this.#asked;
      this.#asked ??= { call, in: this.places.functionRef(node.file, call.in), scoped: this.places.isScoped(node.file, index) };
      for (const result of results) this.follow(result, depth + 1);
      this.#asked = before;
      return;
    }
    const effect = flow.evaluator.resolve(node.file, call)?.effect;
    if (effect?.provides !== undefined) { this.#provider(node, argumentOf(call, effect.provides), depth); return; }
    if (call.callee.kind === 'member') this.follow({ ...node, fn: call.in, value: call.callee.of }, depth + 1);
    else if (call.callee.kind === 'name' && effect) this.follow({ ...node, fn: call.in, value: call.callee }, depth + 1);
    else this.open ??= 'where the session comes from could not be told';
  }

  #note(call: Call, opening: Opening): void {
    const asked = this.#asked;
    const ways = this.#found.get(call) ?? new Map<Call | undefined, Opening>();
    this.#found.set(call, ways.set(asked?.call, asked ? { ...opening, scoped: opening.scoped || asked.scoped, ...(asked.in && { takenIn: asked.in }) } : opening));
  }

  #provider(node: FlowNode, provider: Value | undefined, depth: number): void {
    const shape = provider && this.places.flow.evaluator.shapeOf(node.file, node.fn, provider);
    if (shape?.kind !== 'function') { this.open ??= 'the dependency could not be followed'; return; }
    for (const one of shape.file.returns.get(shape.fn) ?? []) this.follow({ file: shape.file, fn: shape.fn, value: one.value, frame: undefined }, depth + 1);
  }

  #sources({ nodes, ends }: { readonly nodes: readonly FlowNode[]; readonly ends: readonly End[] }, depth: number): void {
    for (const source of nodes) this.follow(source, depth + 1);
    for (const end of ends) {
      if (end.kind === 'param') this.#param(end, depth);
      else this.open ??= end.kind === 'unknown' ? end.because : 'where the session comes from could not be told';
    }
  }

  #param(end: End & { kind: 'param' }, depth: number): void {
    const { file, fn, param, position } = end;
    const { evaluator } = this.places.flow;
    const given = dependencyOf(evaluator, file, fn, param);
    if (given?.kind === 'value') { this.#provider({ file: given.file, fn: given.fn, value: given.value, frame: undefined }, given.value, depth); return; }
    for (const caller of end.callers) this.follow(caller, depth + 1);
    if (end.callers.length > 0) return;
    const injected = this.places.injections.forType(evaluator.shapeOfParam(file, fn, param, position));
    for (const one of injected) this.follow({ ...one, frame: undefined }, depth + 1);
    const use = evaluator.closureUses(file, fn);
    if (use?.call.callee.kind === 'member') this.follow({ file, fn: use.call.in, value: use.call.callee.of, frame: undefined }, depth + 1);
    else if (injected.length === 0) this.open ??= `nobody is seen to pass \`${param.name}\``;
  }

  #isSession(node: FlowNode, value: Value): boolean {
    const shape = this.places.flow.evaluator.shapeOf(node.file, node.fn, value);
    return shape.kind === 'object' || (shape.kind === 'instance' || shape.kind === 'unknown' ? false : shape.kind === 'method');
  }
}
