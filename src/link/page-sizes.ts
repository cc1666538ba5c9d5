/** How many rows the client can ask for: a query's limit followed back to the handler's parameters, with every maximum met on the way. */
import type { Place } from '../facts/span.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import { calledName, entryOf, passedAs } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import { keyOf } from './call-graph.js';
import { both, uncapped, type Cap, Caps } from './caps.js';
import { cappedBefore, cappedOption } from './cap-tests.js';
import { isClientsParam } from './client-values.js';
import { dependencyOf } from './dependencies.js';
import type { FileIndex } from './file-index.js';
import type { End, Flow, FlowNode, Sources } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import { placeOf } from './origins.js';

/** A number of rows a handler's client chooses, with the bounds seen between the two. */
export interface ClientNumber { readonly handler: FunctionAt; readonly name: string; readonly cap: Cap; readonly path: readonly Step[] }

interface Walk {
  readonly cap: Cap;
  readonly path: readonly Step[];
  readonly seen: ReadonlySet<Value>;
  /** Where the value is used, while it is followed inside one function. */
  readonly usedAt: number;
  /** What is taken out of the value, outermost first: `req` with `query`, `limit`. */
  readonly fields: readonly string[];
  /** Functions run for a handler by injection: what they are given comes from its client. */
  readonly injected: ReadonlyMap<string, FunctionAt>;
}

const maxDepth = 30;
const spaces = /^(Math|cmp|std|_|lodash|np|builtins|Number|Value)$/;
const carrying = /^(parseInt|parseFloat|Number|int|str|String|Some|from|try_from|floor|ceil|round|trunc|abs|cast|BigInt|toNumber|Integer|text)$/;
const parsing = /^(parse|safeParse|parseAsync|safeParseAsync|validate|validateAsync|validateSync|cast|Parse|Decode|model_validate|parse_obj|load|attempt|create|assert|plainToInstance|plainToClass)$/;
const unwrapping = /^(unwrap\w*|expect|ok|map_err|into|try_into|parse|clone|copied|cloned|as_\w+|to_\w+|toString|valueOf|get|filter|and_then|map|into_inner|trim|toNumber|query|param|header|header|abs|isdigit|model_dump|dict|value|or|then|floor|ceil|round)$/;

export class PageSizes {
  readonly #caps: Caps;

  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly isHandler: (file: FileIndex, fn: number) => boolean, readonly routesOf: (handler: FunctionAt) => readonly { readonly file: FileIndex; readonly call: Call }[], readonly sourceAt: (place: Place) => string) {
    this.#caps = new Caps(flow);
  }

  chosenBy(node: FlowNode): readonly ClientNumber[] {
    return this.#follow(node, { cap: uncapped, path: [], seen: new Set(), usedAt: node.value.at.start, fields: [], injected: new Map() });
  }

  #follow(node: FlowNode, before: Walk): readonly ClientNumber[] {
    const { value, file } = node;
    if (before.seen.has(value) || before.seen.size > maxDepth) return [];
    const walk = { ...before, seen: new Set(before.seen).add(value) };
    const go = (next: Value, along: Walk = walk): readonly ClientNumber[] => this.#follow({ ...node, value: next }, along);
    switch (value.kind) {
      case 'name': {
        const capped = this.#checked(node, walk);
        if ((value.name === 'self' || value.name === 'this') && node.frame?.call.callee.kind === 'member') {
          const { frame } = node;
          return this.#follow({ file: frame.file, fn: frame.fn, value: node.frame.call.callee.of, frame: frame.outer }, { ...capped, usedAt: frame.call.at.start });
        }
        return this.#sources(this.flow.ofNameAlone(node, value.name), node, capped);
      }
      case 'member': return this.#member(node, value.of, value.name, this.#checked(node, walk));
      case 'index': return value.key.kind === 'text' ? this.#member(node, value.of, value.key.text, this.#checked(node, walk)) : go(value.of);
      case 'item': return go(value.of);
      case 'choice': return value.options.flatMap((option, index) => go(option, value.operator ? walk : { ...walk, cap: both(walk.cap, cappedOption(this.#caps, node, option, index, value.options.length, value.tests)) }));
      case 'operation': return this.#operation(node, value.operator, value.operands, walk);
      case 'record': {
        const [field, ...rest] = walk.fields;
        const entry = field === undefined ? undefined : entryOf(value, field);
        if (entry) return go(entry, { ...walk, fields: rest });
        return field === undefined ? [] : value.entries.flatMap(one => (one.spread ? go(one.value) : []));
      }
      case 'call': {
        const call = file.facts.calls[value.call];
        return call ? this.#call({ ...node, fn: call.in }, call, walk) : [];
      }
      default: return [];
    }
  }

  /** Bounds found out before the place where the value is used. */
  #checked(node: FlowNode, walk: Walk): Walk {
    return { ...walk, cap: both(walk.cap, cappedBefore(this.#caps, node, walk.usedAt)) };
  }

  #operation(node: FlowNode, operator: string, operands: readonly Value[], walk: Walk): readonly ClientNumber[] {
    if (/^([<>]=?|[!=]==?|in|not in|!|not|is|is not)$/.test(operator)) return [];
    const [left, right] = operands;
    if (operator === '%' && right) return left ? this.#follow({ ...node, value: left }, { ...walk, cap: both(walk.cap, { upper: this.#caps.numberOf({ ...node, value: right }) ?? 0, lower: false }) }) : [];
    // A sum of two chosen numbers is a position, not a size.
    const moving = operands.filter(one => one.kind !== 'number');
    return moving.length === 1 && moving[0] ? this.#follow({ ...node, value: moving[0] }, walk) : [];
  }

  #sources(sources: Sources, node: FlowNode, walk: Walk): readonly ClientNumber[] {
    const here = (one: FlowNode): Walk => (one.file === node.file && one.fn === node.fn ? walk : { ...walk, usedAt: one.value.at.start });
    return [...sources.nodes.flatMap(one => this.#follow(one, here(one))), ...sources.ends.flatMap(end => this.#end(end, node, walk))];
  }

  #end(end: End, node: FlowNode, walk: Walk): readonly ClientNumber[] {
    if (end.kind === 'library') return this.#isRequest(node.file, { kind: 'library', path: end.path }) ? this.#handlersAround(node).flatMap(handler => this.#chosen(handler, walk.fields.at(-1) ?? '', walk)) : [];
    if (end.kind === 'loop variable') return this.#follow(end.of, walk);
    return end.kind === 'param' ? this.#param(end, walk) : [];
  }

  #param(end: End & { kind: 'param' }, walk: Walk): readonly ClientNumber[] {
    const { file, fn, param } = end;
    const handler = this.isHandler(file, fn) ? { file, fn } : walk.injected.get(keyOf(file, fn));
    if (handler) {
      const dependency = dependencyOf(this.flow.evaluator, file, fn, param);
      const shape = dependency?.kind === 'value' ? this.flow.evaluator.shapeOf(dependency.file, dependency.fn, dependency.value) : dependency?.shape;
      if (shape?.kind === 'function') return this.#returned(shape, handler, walk);
      const type = shape?.kind === 'class' || shape?.kind === 'instance' ? shape : this.flow.evaluator.shapeOfParam(file, fn, param, end.position);
      const field = walk.fields.at(-1);
      if (dependency && type.kind !== 'class' && type.kind !== 'instance') return [];
      if (type.kind === 'class' || type.kind === 'instance') {
        if (field === undefined) return [];
        const { ref } = type;
        const constructor = this.flow.evaluator.methodOf(ref, file.facts.language === 'python' ? '__init__' : 'constructor');
        if (dependency && constructor) {
          const stored = this.flow.ofMember({ file, fn, value: { kind: 'name', name: param.name, at: param.at }, frame: undefined }, { kind: 'name', name: param.name, at: param.at }, field).nodes;
          const within: Walk = { ...walk, fields: [], injected: new Map([...walk.injected, [keyOf(constructor.file, constructor.fn), handler]]) };
          return stored.flatMap(one => this.#follow(one, { ...within, usedAt: one.value.at.start }));
        }
        return this.#chosen(handler, field, { ...walk, cap: both(walk.cap, this.#caps.ofField(ref, field)) }, end);
      }
      return this.#chosen(handler, field ?? param.name, { ...walk, cap: both(walk.cap, this.#caps.ofParam(file, fn, param)) }, end);
    }
    return end.callers.flatMap(caller => {
      const step: Step = { at: placeOf(caller), message: passedAs(this.sourceAt(placeOf(caller)), param.name) };
      return this.#follow(caller, { ...walk, path: [step, ...walk.path], usedAt: caller.value.at.start });
    });
  }

  /** What a dependency of a handler returns: its own parameters are the client's too. */
  #returned(provider: FunctionAt, handler: FunctionAt, walk: Walk): readonly ClientNumber[] {
    const within: Walk = { ...walk, injected: new Map([...walk.injected, [keyOf(provider.file, provider.fn), handler]]) };
    return (provider.file.returns.get(provider.fn) ?? []).flatMap(one => this.#follow({ ...provider, value: one.value, frame: undefined }, { ...within, usedAt: one.value.at.start }));
  }

  #chosen(handler: FunctionAt, name: string, walk: Walk, end?: End & { kind: 'param' }): readonly ClientNumber[] {
    if (end && !isClientsParam(this.tables(end.file), end.file, end.fn, end.param, walk.fields)) return [];
    const field = walk.fields.at(-1) ?? name;
    const declared = this.routesOf(handler).flatMap(({ file, call }) => call.args.flatMap(argument => (argument.value.kind === 'function' ? [] : this.#caps.ofNamed({ file, fn: call.in, value: argument.value, frame: undefined }, field) ?? [])));
    return [{ handler, name: field, cap: both(walk.cap, ...declared), path: walk.path }];
  }

  #member(node: FlowNode, of: Value, name: string, walk: Walk): readonly ClientNumber[] {
    const shape = this.flow.evaluator.shapeOf(node.file, node.fn, of);
    const own = shape.kind === 'instance' || shape.kind === 'class' ? this.#caps.ofField(shape.ref, name) : uncapped;
    const capped: Walk = { ...walk, cap: both(walk.cap, own) };
    const throughParam = this.#follow({ ...node, value: of }, { ...capped, fields: [name, ...walk.fields] });
    if (throughParam.length > 0) return throughParam;
    return this.flow.ofMember(node, of, name).nodes.flatMap(one => this.#follow(one, { ...capped, usedAt: one.value.at.start }));
  }

  #call(node: FlowNode, call: Call, walk: Walk): readonly ClientNumber[] {
    const name = calledName(call);
    const results = this.flow.ofCall(node, call);
    if (results && results.length > 0) {
      const step: Step = { at: placeOf({ file: node.file, value: call.callee }), message: `\`${name}\` is called here` };
      return results.flatMap(one => this.#follow(one, { ...walk, path: [step, ...walk.path], usedAt: one.value.at.start }));
    }
    const here = (value: Value): FlowNode => ({ ...node, value });
    const [field, ...rest] = walk.fields;
    const filled = field === undefined ? undefined : call.args.find(argument => argument.name === field);
    const made = filled && this.flow.evaluator.shapeOf(node.file, call.in, call.callee);
    if (filled && made?.kind === 'class') return this.#follow(here(filled.value), { ...walk, fields: rest, cap: both(walk.cap, this.#caps.ofField(made.ref, filled.name ?? '')) });
    const receiver = call.callee.kind === 'member' ? call.callee.of : undefined;
    const [first] = call.args;
    const own = receiver && !(receiver.kind === 'name' && (receiver.path === true || spaces.test(receiver.name))) && receiver.kind !== 'member' || (receiver?.kind === 'member' && !isSpace(receiver)) ? receiver : undefined;
    if (name === 'min' || name === 'max') return this.#smallest(name, [...(own ? [own] : []), ...call.args.map(argument => argument.value)].map(here), walk);
    if (/^(clamp|clip)$/i.test(name)) {
      const [value, , most] = [...(own ? [own] : []), ...call.args.map(argument => argument.value)];
      const upper = most && this.#caps.numberOf(here(most));
      return value ? this.#follow(here(value), { ...walk, cap: both(walk.cap, { upper: upper ?? 0, lower: true }) }) : [];
    }
    const effect = this.flow.evaluator.resolve(node.file, call)?.effect;
    if (effect?.request && receiver === undefined) return this.#handlersAround(node).flatMap(handler => this.#chosen(handler, walk.fields.at(-1) ?? (first?.value.kind === 'text' ? first.value.text : name), walk));
    const given = first?.value.kind === 'text' ? [first.value.text] : [];
    if (parsing.test(name) && (call.args.length > 0 || receiver)) {
      const asked = walk.fields.findLast(one => one !== 'data' && one !== 'value');
      const schemas = [...(receiver ? [receiver] : []), ...call.args.map(argument => argument.value)];
      const found = asked === undefined ? [] : schemas.flatMap(one => this.#caps.ofNamed(here(one), asked) ?? []);
      const along: Walk = { ...walk, cap: both(walk.cap, ...found), fields: asked === undefined ? [] : [asked] };
      const through = call.args.flatMap(argument => this.#follow(here(argument.value), along));
      if (through.length > 0 || !receiver) return through;
    }
    if (receiver && (unwrapping.test(name) || given.length > 0)) {
      const through = this.#follow(here(receiver), { ...walk, fields: [...(given.length > 0 ? [name, ...given] : []), ...walk.fields] });
      if (through.length > 0) return through;
    }
    return carrying.test(name) ? call.args.slice(0, 1).flatMap(argument => this.#follow(here(argument.value), walk)) : [];
  }

  /** `min(limit, 100)`: what the client has no hand in is the maximum. */
  #smallest(name: 'min' | 'max', nodes: readonly FlowNode[], walk: Walk): readonly ClientNumber[] {
    const followed = nodes.map(one => ({ one, found: this.#follow(one, walk) }));
    const fixed = followed.filter(one => one.found.length === 0).map(({ one }) => this.#caps.numberOf(one));
    if (fixed.length === 0) return followed.flatMap(one => one.found);
    const cap: Cap = name === 'min' ? { upper: Math.min(...fixed.map(one => one ?? 0)), lower: false } : { lower: fixed.some(one => (one ?? -1) >= 0) };
    return followed.flatMap(({ found }) => found.map(one => ({ ...one, cap: both(one.cap, cap) })));
  }

  #isRequest(file: FileIndex, shape: { readonly kind: 'library'; readonly path: string }): boolean {
    return this.tables(file).isRequest(shape.path);
  }

  /** The handlers a place runs for: the one it stands in, the one it was entered from, or those that call it. */
  #handlersAround(node: FlowNode): readonly FunctionAt[] {
    let outermost: { readonly file: FileIndex; readonly fn: number } = node;
    for (let frame = node.frame; frame; frame = frame.outer) outermost = frame;
    const found = new Map<string, FunctionAt>();
    const look = (file: FileIndex, fn: number, depth: number): void => {
      for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) {
        if (!this.isHandler(file, at)) continue;
        found.set(keyOf(file, at), { file, fn: at });
        return;
      }
      if (depth < 4) for (const caller of this.flow.graph.callersOf(file, fn)) look(caller.file, caller.fn, depth + 1);
    };
    look(outermost.file, outermost.fn, 0);
    return [...found.values()];
  }
}

/** `std::cmp`, `core.cmp`. */
function isSpace(value: Value): boolean {
  return value.kind === 'member' && (value.name === 'cmp' || isSpace(value.of));
}
