/** Where a pasted value comes from: proven safe, the client, a parameter, somebody's data, or not to be told. */
import type { Place } from '../facts/span.js';
import type { Call, TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { Origin } from '../rule/program.js';
import { calledName, passedAs } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { End, Flow, FlowNode } from './flow.js';
import { keysOf } from './keys.js';
import type { LibraryTables } from './library-tables.js';
import { admitsOnlyListed, checkedOptions, isCheckedAgainstList } from './guards.js';
import type { Shape } from './shapes.js';
import { carryingCalls, carryingMethods, flowingArguments, numberTypes, safeCallPrefixes, safeCalls, safeMethods, safeTypes } from './safe-values.js';
import { emptyTypes, transparentTypes } from './transparent-types.js';
import { safe, unknownOrigin, worst } from './verdicts.js';

const maxDepth = 24;

export class Origins {
  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly isHandler: (file: FileIndex, fn: number) => boolean, readonly sourceAt: (place: Place) => string) {}

  originOf(node: FlowNode): Origin {
    return this.#of(node, new Set(), 0);
  }

  #of(node: FlowNode, seen: Set<Value>, depth: number): Origin {
    if (depth > maxDepth) return unknownOrigin('the chain is too long to follow');
    if (seen.has(node.value)) return safe('it repeats itself');
    const inner = new Set(seen).add(node.value);
    const { value } = node;
    const go = (next: Value): Origin => this.#of({ ...node, value: next }, inner, depth + 1);
    switch (value.kind) {
      case 'text': case 'number': case 'boolean': case 'nothing': return safe('a constant');
      case 'joined': return worst(value.parts.map(go), 'text made of constants');
      case 'function': return safe('a function');
      case 'list': return worst(value.items.map(go), 'a list of constants');
      case 'record': return worst(value.entries.map(entry => go(entry.value)), 'a table of constants');
      case 'choice': {
        const checked = value.operator ? [] : checkedOptions(node, value.options, value.tests, this.flow, list => go(list).kind === 'request');
        return worst(value.options.map((option, index) => (checked[index] ? safe('checked against a list') : go(option))), 'chosen from constants');
      }
      case 'each': return go(value.element);
      case 'item': return this.#ofItem(node, value.of, value.index, inner, depth);
      case 'operation': return this.#ofOperation(node, value.operator, value.operands, inner, depth);
      case 'index': return this.#ofIndex(node, value.of, value.key, inner, depth);
      case 'name': return this.#ofName(node, value.name, inner, depth);
      case 'member': return this.#ofMember(node, value.of, value.name, inner, depth);
      case 'call': return this.#ofCall(node, value.call, inner, depth);
      case 'unknown': return unknownOrigin(value.because);
    }
  }

  #ofOperation(node: FlowNode, operator: string, operands: readonly Value[], seen: Set<Value>, depth: number): Origin {
    if (operator === 'number') return safe('converted to a number');
    if (/^(==|!=|===|!==|<|>|<=|>=|in|not in|not|!|is|is not|instanceof|-|\/|\/\/|\*\*|\^|<<|>>)$/.test(operator)) return safe('a number or a truth value');
    const arithmetic = node.file.facts.language !== 'typescript' || operator !== '+';
    if (arithmetic && /^[+*%]$/.test(operator) && operands.some(one => one.kind === 'number') && !operands.some(one => one.kind === 'text' || one.kind === 'joined' || one.kind === 'list')) return safe('a number');
    return worst(operands.map(one => this.#of({ ...node, value: one }, seen, depth + 1)), 'made of constants');
  }

  #ofItem(node: FlowNode, of: Value, index: number | undefined, seen: Set<Value>, depth: number): Origin {
    const pair = of.kind === 'item' && of.of.kind === 'call' ? node.file.facts.calls[of.of.call] : undefined;
    if (pair && index !== undefined) {
      const known = this.#ofPair(node, pair, index, seen, depth);
      if (known) return known;
    }
    return this.#ofKeys({ ...node, value: of }, seen, depth) ?? this.#of({ ...node, value: of }, seen, depth + 1);
  }

  /** `for i, x in enumerate(xs)`, `.enumerate()`, `table.items()`: the first of each pair is a count, or a key. */
  #ofPair(node: FlowNode, call: Call, index: number, seen: Set<Value>, depth: number): Origin | undefined {
    const name = calledName(call);
    if (name === 'enumerate' && index === 0) return safe('a count');
    if ((name !== 'items' && name !== 'entries') || index !== 0) return undefined;
    const source = call.callee.kind === 'member' && call.args.length === 0 ? call.callee.of : call.args[0]?.value;
    return source && this.#ofKeys({ ...node, value: source }, seen, depth);
  }

  #ofKeys(node: FlowNode, seen: Set<Value>, depth: number): Origin | undefined {
    const keys = keysOf(this.flow, node);
    return keys && worst(keys.map(key => this.#of(key, seen, depth + 1)), 'a key of a table made here');
  }

  #ofIndex(node: FlowNode, of: Value, key: Value, seen: Set<Value>, depth: number): Origin {
    if (key.kind === 'text') return this.#ofMember(node, of, key.text, seen, depth);
    return this.#of({ ...node, value: of }, seen, depth + 1);
  }

  #ofName(node: FlowNode, name: string, seen: Set<Value>, depth: number): Origin {
    if (this.#isChecked(node, seen, depth)) return safe('checked against a list');
    const sources = this.flow.ofName(node, name);
    const origins = [
      ...sources.nodes.map(source => this.#ofAssigned(source, node, seen, depth)),
      ...sources.ends.map(end => this.#ofEnd(end, seen, depth)),
    ];
    return worst(origins, 'constants');
  }

  #ofAssigned(source: FlowNode, from: FlowNode, seen: Set<Value>, depth: number): Origin {
    const declared = source.file.facts.assignments.find(one => one.value === source.value)?.type;
    const because = declared && source.file.facts.language !== 'python' && this.#safeType(source.file, source.fn, declared);
    if (because) return safe(because);
    const origin = this.#of(source, seen, depth + 1);
    if (source.file === from.file || origin.kind === 'safe') return origin;
    return this.#withStep(origin, source, 'it comes from here');
  }

  #ofEnd(end: End, seen: Set<Value>, depth: number): Origin {
    switch (end.kind) {
      case 'library': return unknownOrigin(`${end.path} comes from a library`);
      case 'class': case 'function': return safe('a name in the code');
      case 'loop variable': return this.#of(end.of, seen, depth + 1);
      case 'unknown': return unknownOrigin(end.because);
      case 'param': return this.#ofParam(end, seen, depth);
    }
  }

  #ofParam(end: End & { kind: 'param' }, seen: Set<Value>, depth: number): Origin {
    const { file, fn, param } = end;
    const handler = this.isHandler(file, fn);
    // Python's annotations promise nothing, except where the framework validates them.
    const because = param.type && (file.facts.language !== 'python' || handler) ? this.#safeType(file, fn, param.type) : param.type && this.#closedType(file, fn, param.type);
    if (because) return safe(because);
    if (handler) return { kind: 'request', because: `the client chooses \`${param.name}\``, path: [] };
    const use = this.flow.evaluator.closureUses(file, fn);
    if (use) return this.#ofClosureParam(end, use.call, seen, depth);
    const shape = this.flow.evaluator.shapeOfParam(file, fn, param, end.position);
    if (this.#isRequest(file, shape)) return { kind: 'request', because: `the client chooses \`${param.name}\``, path: [] };
    const origins = end.callers.map(caller => ({ caller, origin: this.#of(caller, seen, depth + 1) }));
    if (origins.length === 0) {
      if (param.default && isConstant(param.default) && !file.functionAt(fn)?.public) return safe('only its default is ever used');
      return { kind: 'parameter', because: `\`${param.name}\` is a parameter and no caller was seen`, callers: 'none seen', path: [] };
    }
    const guilty = origins.find(one => one.origin.kind === 'request') ?? origins.find(one => one.origin.kind === 'data') ?? origins.find(one => one.origin.kind === 'parameter') ?? origins.find(one => one.origin.kind === 'unknown');
    if (!guilty || guilty.origin.kind === 'safe') return safe(`every caller passes a constant as \`${param.name}\``);
    const step: Step = { at: placeOf(guilty.caller), message: passedAs(this.sourceAt(placeOf(guilty.caller)), param.name) };
    if (guilty.origin.kind === 'request' || guilty.origin.kind === 'data') return { ...guilty.origin, path: [...guilty.origin.path, step] };
    const callers = guilty.origin.kind === 'parameter' ? guilty.origin.callers : 'unsafe';
    return guilty.origin.kind === 'unknown' ? { ...guilty.origin, path: [...guilty.origin.path, step] } : { kind: 'parameter', because: guilty.origin.because, callers, path: [...guilty.origin.path, step] };
  }

  #ofClosureParam(end: End & { kind: 'param' }, call: Call, seen: Set<Value>, depth: number): Origin {
    if (end.position === 1 && end.file.facts.language === 'typescript') return safe('a position in a list');
    if (call.callee.kind !== 'member') return unknownOrigin(`\`${end.param.name}\` is given by a callback`);
    return this.#of({ file: end.file, fn: call.in, value: call.callee.of, frame: undefined }, seen, depth + 1);
  }

  #isChecked(node: FlowNode, seen: Set<Value>, depth: number): boolean {
    return isCheckedAgainstList(node, this.flow, list => this.#of({ ...node, value: list }, seen, depth + 1).kind === 'request');
  }

  #ofMember(node: FlowNode, of: Value, name: string, seen: Set<Value>, depth: number): Origin {
    if (this.#isChecked(node, seen, depth)) return safe('checked against a list');
    if (of.kind === 'item' && /^\d$/.test(name) && of.of.kind === 'call') {
      const pair = node.file.facts.calls[of.of.call];
      const known = pair && this.#ofPair(node, pair, Number(name), seen, depth);
      if (known) return known;
    }
    if (name === '__tablename__' || name === '__name__' || name === 'length') return safe('a name in the code');
    const { file, fn } = node;
    const shape = this.flow.evaluator.shapeOf(file, fn, of);
    if (this.#isRequest(file, shape)) return { kind: 'request', because: `the client sends \`${name}\``, path: [] };
    const held = this.flow.evaluator.shapeOf(file, fn, node.value);
    if (held.kind === 'object' && numberTypes.has(held.type)) return safe('a number');
    if (shape.kind === 'instance' || shape.kind === 'class') {
      const field = shape.ref.file.classAt(shape.ref.cls)?.fields.find(one => one.name === name);
      const because = field?.type && this.#safeType(shape.ref.file, -1, field.type);
      if (because && (file.facts.language !== 'python' || this.#validates(shape.ref))) return safe(because);
      if (this.#derivesFrom(shape.ref, /(^|\.)BaseSettings$/)) return unknownOrigin(`\`${name}\` is set in the environment`);
      if (shape.kind === 'class' && shape.ref.file.classAt(shape.ref.cls)?.kind === 'enum') return safe('an enum member');
    }
    if (name === 'value' && this.#isEnum(node, of)) return safe('an enum member');
    const sources = this.flow.ofMember(node, of, name);
    const ends = sources.ends.filter(end => end.kind !== 'unknown');
    if (sources.nodes.length > 0 || ends.length > 0) {
      return worst([...sources.nodes.map(source => this.#ofAssigned(source, node, seen, depth)), ...ends.map(end => this.#ofEnd(end, seen, depth))], 'constants');
    }
    const owner = this.#of({ ...node, value: of }, seen, depth + 1);
    // What a constant object holds under an unknown name is as constant as the object only when the object is a literal.
    return owner.kind === 'safe' && shape.kind === 'unknown' && of.kind !== 'record' && owner.because === 'a name in the code' ? unknownOrigin(`nothing tells what ${name} holds`) : owner;
  }

  #ofCall(node: FlowNode, index: number, seen: Set<Value>, depth: number): Origin {
    const { file } = node;
    const call = file.facts.calls[index];
    if (!call) return unknownOrigin('the call was not recorded');
    const results = this.flow.ofCall(node, call);
    if (results) {
      const because = this.#safeResult(file, call);
      if (because) return safe(because);
      return results.length === 0 ? unknownOrigin(`\`${calledName(call)}\` returns nothing that was seen`) : worst(results.map(result => this.#of(result, seen, depth + 1)), 'a function of constants');
    }
    const resolved = this.flow.evaluator.resolve(file, call);
    const effect = resolved?.effect;
    const go = (value: Value): Origin => this.#of({ ...node, fn: call.in, value }, seen, depth + 1);
    if (effect?.quotes || effect?.number) return safe(effect.quotes ? 'quoted by the library' : 'a number');
    if (effect?.request) return { kind: 'request', because: `\`${calledName(call)}\` gives what the client sent`, path: [] };
    const path = resolved?.path ?? '';
    const name = calledName(call);
    if (safeCalls.has(path) || safeCallPrefixes.some(prefix => path.startsWith(prefix)) || (call.callee.kind === 'member' && safeMethods.has(name))) return safe('a number or an identifier made here');
    const table = name === 'keys' ? (path === 'globalThis.Object.keys' ? call.args[0]?.value : call.callee.kind === 'member' ? call.callee.of : undefined) : undefined;
    const keys = table && this.#ofKeys({ ...node, fn: call.in, value: table }, seen, depth);
    if (keys) return keys;
    if (carryingCalls.has(path)) return worst(call.args.map(argument => go(argument.value)), 'made of constants');
    if (call.callee.kind === 'member' && (name === 'map' || name === 'flatMap' || name === 'filter_map')) return this.#ofMapped(node, call, seen, depth);
    if (path === 'builtins.map' || path === 'builtins.enumerate') return worst(call.args.map(argument => go(argument.value)), 'made of constants');
    if (call.callee.kind === 'member' && name === 'fill') return worst(call.args.map(argument => go(argument.value)), 'made of constants');
    if (name === 'filter' && admitsOnlyListed(file, call.args[0]?.value, this.flow, list => go(list).kind === 'request')) return safe('filtered by a list');
    if (call.callee.kind === 'member' && carryingMethods.has(name)) return worst([go(call.callee.of), ...this.#flowingArguments(call, name).map(go)], 'made of constants');
    if (call.macro && call.args.length > 0 && (name === 'vec' || name === 'concat' || name === 'format')) return worst(call.args.map(argument => go(argument.value)), 'made of constants');
    if (effect?.text !== undefined && call.args[0]) return go(call.args[0].value);
    if (resolved) return { kind: 'data', because: `it is what \`${name}\` gives`, path: [] };
    return unknownOrigin(`\`${name}\` could not be followed`);
  }

  /** What else ends up in the result: `a.replace(b, c)` carries c, `table.get(key, fallback)` only the fallback. */
  #flowingArguments(call: Call, name: string): readonly Value[] {
    const values = call.args.map(argument => argument.value);
    if (name === 'get') return values.slice(1);
    return flowingArguments.has(name) ? values : [];
  }

  /** `ids.map((_, i) => '$' + (i + 1))`: what the callback returns. */
  #ofMapped(node: FlowNode, call: Call, seen: Set<Value>, depth: number): Origin {
    const go = (value: Value): Origin => this.#of({ ...node, fn: call.in, value }, seen, depth + 1);
    const callback = call.args[0]?.value;
    if (callback?.kind !== 'function') return callback && call.callee.kind === 'member' ? worst([go(callback), go(call.callee.of)], 'made of constants') : unknownOrigin('the callback could not be followed');
    const returns = node.file.returns.get(callback.function) ?? [];
    return worst(returns.map(one => this.#of({ file: node.file, fn: callback.function, value: one.value, frame: node.frame }, seen, depth + 1)), 'made of constants');
  }

  #safeResult(file: FileIndex, call: Call): string | undefined {
    const callee = this.flow.graph.calleeOf(call);
    const returns = callee && callee.file.functionAt(callee.fn)?.returns;
    return returns && file.facts.language !== 'python' ? this.#safeType(callee.file, callee.fn, returns) : undefined;
  }

  /** Why a type's values cannot carry SQL; undefined when they can. */
  #safeType(file: FileIndex, fn: number, type: TypeRef): string | undefined {
    const last = type.name.split(/::|\./).at(-1) ?? '';
    if (safeTypes[file.facts.language].has(last)) return `its type is ${last}`;
    return this.#closedType(file, fn, type);
  }

  /** Enums and unions of literals. */
  #closedType(file: FileIndex, fn: number, type: TypeRef): string | undefined {
    const last = type.name.split(/::|\./).at(-1) ?? '';
    if (last === 'Literal' || /^['"`]/.test(type.name)) return 'one of a few literals';
    if (transparentTypes.has(last) && type.args.length > 0) {
      const meaningful = type.args.filter(argument => !emptyTypes.has(argument.name));
      const considered = last === '|' ? meaningful : meaningful.slice(0, 1);
      const reasons = considered.map(argument => this.#safeType(file, fn, argument));
      return reasons.length > 0 && reasons.every(reason => reason !== undefined) ? reasons[0] : undefined;
    }
    const shape = this.flow.evaluator.shapeOfType(file, fn, type);
    if (shape.kind === 'instance' && this.#isEnumClass(shape.ref)) return 'an enum member';
    const alias = this.flow.evaluator.aliasOf(file, fn, type);
    return alias && alias.type !== type ? this.#safeType(alias.file, -1, alias.type) : undefined;
  }

  #isEnumClass(ref: { readonly file: FileIndex; readonly cls: number }): boolean {
    if (ref.file.classAt(ref.cls)?.kind === 'enum') return true;
    return this.flow.evaluator.basesOf(ref).some(base => base.kind === 'library' && /(^|\.)(Str|Int)?Enum$/.test(base.path));
  }

  #isEnum(node: FlowNode, value: Value): boolean {
    const shape = this.flow.evaluator.shapeOf(node.file, node.fn, value);
    return (shape.kind === 'instance' || shape.kind === 'class') && this.#isEnumClass(shape.ref);
  }

  #isRequest(file: FileIndex, shape: Shape): boolean {
    return (shape.kind === 'object' && this.tables(file).isRequest(shape.type)) || (shape.kind === 'library' && this.tables(file).isRequest(shape.path));
  }

  #validates(ref: { readonly file: FileIndex; readonly cls: number }): boolean {
    return this.#derivesFrom(ref, /^(pydantic|sqlmodel|pydantic_settings)\./);
  }

  #derivesFrom(ref: { readonly file: FileIndex; readonly cls: number }, base: RegExp): boolean {
    return this.flow.evaluator.basesOf(ref).some(one => (one.kind === 'library' && base.test(one.path)) || (one.kind === 'class' && this.#derivesFrom(one.ref, base)));
  }

  #withStep(origin: Origin, node: FlowNode, message: string): Origin {
    return origin.kind === 'safe' ? origin : { ...origin, path: [...origin.path, { at: placeOf(node), message }] };
  }
}

export function placeOf(node: { readonly file: FileIndex; readonly value: Value }): Place {
  return { file: node.file.file, start: node.value.at.start, end: node.value.at.end };
}

function isConstant(value: Value): boolean {
  return value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'nothing';
}
