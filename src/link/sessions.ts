/** Which declared database a session leads to: followed back to its provider, factory, engine, connection string or settings name. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { Settings } from '../rule/settings.js';
import { argumentOf, calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Shape } from './shapes.js';
import type { End, Flow, FlowNode } from './flow.js';
import type { Injections } from './injections.js';
import { placeOf } from './origins.js';

export interface DatabaseUse { readonly name: string; readonly path: readonly Step[] }

const maxDepth = 18;

export class Sessions {
  readonly #matchers: readonly { readonly name: string; readonly words: RegExp; readonly sessions: ReadonlySet<string> }[];

  constructor(readonly flow: Flow, settings: Settings, readonly injections: Injections) {
    this.#matchers = Object.entries(settings.databases).map(([name, one]) => ({
      name,
      words: new RegExp(`(^|[^a-z0-9])${snake(name)}($|[^a-z0-9])`),
      sessions: new Set(one.sessions),
    }));
  }

  /** Every declared database that can be behind a session value, each with the way it came. */
  databasesOf(node: FlowNode): readonly DatabaseUse[] {
    const found = new Map<string, DatabaseUse>();
    if (this.#matchers.length > 0) this.#follow(node, [], new Set(), 0, found);
    return [...found.values()];
  }

  #follow(node: FlowNode, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<string, DatabaseUse>): void {
    const { value } = node;
    if (depth > maxDepth || seen.has(value)) return;
    seen.add(value);
    const go = (next: Value): void => { this.#follow({ ...node, value: next }, path, seen, depth + 1, found); };
    switch (value.kind) {
      case 'text': this.#note(this.#inText(value.text), node, path, found); return;
      case 'joined': value.parts.forEach(go); return;
      case 'name':
        if (this.#note(this.#named(value.name), node, path, found)) return;
        this.#sources(this.flow.ofNameAlone(node, value.name), node, path, seen, depth, found);
        return;
      case 'member':
        if (this.#note(this.#named(value.name), node, path, found)) return;
        this.#sources(this.flow.ofMember(node, value.of, value.name), node, path, seen, depth, found);
        go(value.of);
        return;
      case 'index': go(value.of); go(value.key); return;
      case 'item': go(value.of); return;
      case 'choice': value.options.forEach(go); return;
      case 'list': value.items.forEach(go); return;
      case 'record': value.entries.forEach(entry => { go(entry.value); }); return;
      case 'call': {
        const call = node.file.facts.calls[value.call];
        if (call) this.#followCall({ ...node, fn: call.in }, call, path, seen, depth, found);
        return;
      }
      default: return;
    }
  }

  #followCall(node: FlowNode, call: Call, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<string, DatabaseUse>): void {
    if (this.#note(this.#named(calledName(call)), node, path, found)) return;
    const go = (value: Value | undefined): void => { if (value) this.#follow({ ...node, value }, path, seen, depth + 1, found); };
    const results = this.flow.ofCall(node, call);
    if (results) { for (const result of results) this.#follow(result, path, seen, depth + 1, found); return; }
    const effect = this.flow.evaluator.resolve(node.file, call)?.effect;
    if (effect?.provides !== undefined) {
      const provider = argumentOf(call, effect.provides);
      go(provider);
      this.#followProvider(node, provider, path, seen, depth, found);
      return;
    }
    const same = /^argument (\d+)$/.exec(effect?.returns ?? '');
    if (same) { go(argumentOf(call, Number(same[1]))); return; }
    if (effect?.opens !== undefined && effect.opens !== 'environment') go(argumentOf(call, effect.opens));
    if (effect?.from !== undefined && effect.from !== 'self') go(argumentOf(call, effect.from));
    if (effect?.opens !== undefined) { call.args.forEach(argument => { go(argument.value); }); return; }
    if (call.callee.kind === 'member') go(call.callee.of);
    else if (call.callee.kind === 'name') { go(call.callee); call.args.forEach(argument => { go(argument.value); }); }
  }

  /** `Depends(get_db)` never calls `get_db` in the text: what it returns is the session. */
  #followProvider(node: FlowNode, provider: Value | undefined, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<string, DatabaseUse>): void {
    const shape = provider && this.flow.evaluator.shapeOf(node.file, node.fn, provider);
    if (shape?.kind !== 'function') return;
    for (const one of shape.file.returns.get(shape.fn) ?? []) {
      this.#follow({ file: shape.file, fn: shape.fn, value: one.value, frame: undefined }, path, seen, depth + 1, found);
    }
  }

  #sources(sources: { readonly nodes: readonly FlowNode[]; readonly ends: readonly End[] }, node: FlowNode, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<string, DatabaseUse>): void {
    for (const source of sources.nodes) this.#follow(source, path, seen, depth + 1, found);
    for (const end of sources.ends) {
      if (end.kind === 'param') this.#followParam(end, node, path, seen, depth, found);
      else if (end.kind === 'library') this.#note(this.#named(end.path.split('.').at(-1) ?? ''), node, path, found);
    }
  }

  #followParam(end: End & { kind: 'param' }, node: FlowNode, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<string, DatabaseUse>): void {
    const { file, fn, param } = end;
    if (param.type && this.#note(this.#named(param.type.name.split(/::|\./).at(-1) ?? ''), node, path, found)) return;
    const shape = this.flow.evaluator.shapeOfParam(file, fn, param, end.position);
    if (this.#note(this.#namedClass(shape), node, path, found)) return;
    if (end.callers.length === 0) for (const given of this.injections.forType(shape)) this.#follow({ ...given, frame: undefined }, path, seen, depth + 1, found);
    for (const value of this.#valuesOfType(file, fn, param.type)) this.#follow({ ...value, frame: undefined }, path, seen, depth + 1, found);
    if (param.default) this.#follow({ file, fn: file.functionAt(fn)?.in ?? -1, value: param.default, frame: undefined }, path, seen, depth + 1, found);
    for (const caller of end.callers) {
      const step: Step = { at: placeOf(caller), message: `passed to \`${file.functionAt(fn)?.name ?? ''}\` as \`${param.name}\`` };
      this.#follow(caller, [step, ...path], seen, depth + 1, found);
    }
    const use = this.flow.evaluator.closureUses(file, fn);
    if (use && use.call.callee.kind === 'member') this.#follow({ file, fn: use.call.in, value: use.call.callee.of, frame: undefined }, path, seen, depth + 1, found);
  }

  /** `Annotated[Session, Depends(get_db)]`, written here or behind an alias in another file. */
  #valuesOfType(file: FileIndex, fn: number, type: { readonly name: string; readonly values?: readonly Value[] } | undefined): readonly { file: FileIndex; fn: number; value: Value }[] {
    if (!type) return [];
    const own = (type.values ?? []).map(value => ({ file, fn, value }));
    if (own.length > 0) return own;
    const [first = '', second] = type.name.split(/::|\./);
    const found = this.flow.evaluator.names.define(file, fn, first, Number.MAX_SAFE_INTEGER);
    const definitions = second === undefined ? found.definitions : found.definitions.flatMap(one => (one.kind === 'module' ? this.flow.evaluator.names.exported(one.file, [second]).definitions : []));
    return definitions.flatMap(definition => {
      if (definition.kind !== 'alias' && definition.kind !== 'assignment') return [];
      const alias = definition.kind === 'alias' ? definition.fact : definition.file.facts.aliases.find(one => definition.fact.target.kind === 'name' && one.name === definition.fact.target.name);
      return (alias?.type.values ?? []).map(value => ({ file: definition.file, fn: -1, value }));
    });
  }

  #note(name: string | undefined, node: FlowNode, path: readonly Step[], found: Map<string, DatabaseUse>): boolean {
    if (name === undefined) return false;
    if (!found.has(name)) found.set(name, { name, path: [{ at: placeOf(node), message: `this leads to ${name}` }, ...path] });
    return true;
  }

  /** `PrismaService extends PrismaClient`: the class or a base may be what was declared. */
  #namedClass(shape: Shape): string | undefined {
    if (shape.kind !== 'instance') return undefined;
    const fact = shape.ref.file.classAt(shape.ref.cls);
    for (const name of [fact?.name, ...(fact?.bases ?? []).map(base => base.name.split(/::|\./).at(-1))]) {
      const database = name === undefined ? undefined : this.#named(name);
      if (database !== undefined) return database;
    }
    return undefined;
  }

  /** A declared session's name, or an identifier that spells the database's own name. */
  #named(identifier: string): string | undefined {
    for (const one of this.#matchers) if (one.sessions.has(identifier)) return one.name;
    const words = snake(identifier);
    return this.#matchers.find(one => one.words.test(words))?.name;
  }

  #inText(text: string): string | undefined {
    if (text.length > 500) return undefined;
    const words = text.toLowerCase();
    return this.#matchers.find(one => one.sessions.has(text) || one.words.test(words))?.name;
  }
}

/** `GestionaleSession` and `GESTIONALE_SESSION` read alike. */
function snake(identifier: string): string {
  return identifier.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
