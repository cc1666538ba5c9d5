/** Which bounds a number has where it is declared: `Query(le=500)`, `Field(le=..)`, `@Max(100)`, `z.number().max(100)`, `range(max = 100)`, `maximum: 100`, an unsigned type. */
import type { Decorator, Field, Param, TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';
import type { ClassRef } from './shapes.js';
import { transparentTypes } from './transparent-types.js';

/** `upper`: the most it can be, 0 when a maximum is there whose number cannot be told; `lower`: it cannot be negative. */
export interface Cap { readonly upper?: number; readonly lower: boolean }

export const uncapped: Cap = { lower: false };
export const somehowCapped: Cap = { upper: 0, lower: true };

export function both(...caps: readonly Cap[]): Cap {
  const uppers = caps.flatMap(one => (one.upper === undefined ? [] : [one.upper]));
  return { ...(uppers.length > 0 && { upper: Math.min(...uppers) }), lower: caps.some(one => one.lower) };
}

const uppers: ReadonlySet<string> = new Set(['le', 'max', 'maximum', 'lte', 'max_value', 'maxvalue', 'lessorequal']);
const strictUppers: ReadonlySet<string> = new Set(['lt', 'less', 'exclusivemaximum', 'exclusive_maximum']);
const lowers: ReadonlySet<string> = new Set(['ge', 'gt', 'min', 'minimum', 'gte', 'greater', 'min_value', 'minvalue', 'exclusiveminimum']);
const positive: ReadonlySet<string> = new Set(['positive', 'nonnegative', 'ispositive', 'positiveint', 'nonnegativeint', 'unsigned']);
const closed: ReadonlySet<string> = new Set(['enum', 'isin', 'isenum', 'oneof', 'choices', 'valid', 'literal', 'nativeenum']);
const maxDepth = 8;

export class Caps {
  constructor(readonly flow: Flow) {}

  ofParam(file: FileIndex, fn: number, param: Param): Cap {
    const outer = file.functionAt(fn)?.in ?? -1;
    return both(
      param.default ? this.ofValue({ file, fn: outer, value: param.default, frame: undefined }) : uncapped,
      ...param.decorators.map(one => this.#ofDecorator(file, outer, one)),
      param.type ? this.ofType(file, outer, param.type) : uncapped,
    );
  }

  /** What a class says about one of its fields, also by a validator of that field. */
  ofField(ref: ClassRef, name: string, depth = 0): Cap {
    const fact = ref.file.classAt(ref.cls);
    if (!fact || depth > maxDepth) return uncapped;
    const field = fact.fields.find(one => one.name === name);
    if (field) return both(this.#ofField(ref.file, field), this.#ofValidators(ref, name));
    const bases = this.flow.evaluator.basesOf(ref).flatMap(base => (base.kind === 'class' ? [this.ofField(base.ref, name, depth + 1)] : []));
    return both(uncapped, ...bases);
  }

  #ofField(file: FileIndex, field: Field): Cap {
    return both(
      field.value ? this.ofValue({ file, fn: -1, value: field.value, frame: undefined }) : uncapped,
      ...field.decorators.map(one => this.#ofDecorator(file, -1, one)),
      field.type ? this.ofType(file, -1, field.type) : uncapped,
    );
  }

  /** `@field_validator('limit')` */
  #ofValidators(ref: ClassRef, name: string): Cap {
    const methods = ref.file.methods.get(ref.file.classAt(ref.cls)?.name ?? '') ?? new Map<string, number[]>();
    const validators = [...methods.values()].flat().filter(fn => ref.file.functionAt(fn)?.decorators.some(one => one.args.some(argument => argument.value.kind === 'text' && argument.value.text === name)));
    return validators.some(fn => this.compares(ref.file, fn)) ? somehowCapped : uncapped;
  }

  #ofDecorator(file: FileIndex, fn: number, decorator: Decorator): Cap {
    const name = decorator.path.split('.').at(-1)?.toLowerCase() ?? '';
    const [first] = decorator.args;
    return both(this.#named(name, first && { file, fn, value: first.value, frame: undefined }), ...decorator.args.map(argument => this.#ofArgument({ file, fn, value: argument.value, frame: undefined }, argument.name, 0)));
  }

  ofType(file: FileIndex, fn: number, type: TypeRef, depth = 0): Cap {
    if (depth > maxDepth) return uncapped;
    const last = type.name.split(/::|\./).at(-1) ?? '';
    if (/^(u8)$/.test(last)) return { upper: 255, lower: true };
    if (/^(u\d+|usize)$/.test(last) || positive.has(last.toLowerCase())) return { lower: true };
    if (last === 'Literal' || (last === '|' && type.args.length > 0 && type.args.every(one => /^(\d+|undefined|null)$/.test(one.name)))) return somehowCapped;
    const values = (type.values ?? []).map(value => this.ofValue({ file, fn, value, frame: undefined }));
    const args = transparentTypes.has(last) || last === 'Annotated' ? type.args.map(one => this.ofType(file, fn, one, depth + 1)) : [];
    const alias = this.flow.evaluator.aliasOf(file, fn, type);
    return both(uncapped, ...values, ...args, alias && alias.type !== type ? this.ofType(alias.file, -1, alias.type, depth + 1) : uncapped);
  }

  /** What a schema or a declaring call says: its keywords, options, and the calls chained to it. */
  ofValue(node: FlowNode, depth = 0): Cap {
    if (depth > maxDepth) return uncapped;
    const { value, file } = node;
    switch (value.kind) {
      case 'name': return both(uncapped, ...this.flow.ofNameAlone(node, value.name).nodes.map(one => this.ofValue(one, depth + 1)));
      case 'member': return both(uncapped, ...this.flow.ofMember(node, value.of, value.name).nodes.map(one => this.ofValue(one, depth + 1)));
      case 'record': return both(uncapped, ...value.entries.map(entry => (entry.key?.kind === 'text' ? this.#ofArgument({ ...node, value: entry.value }, entry.key.text, depth) : entry.spread ? this.ofValue({ ...node, value: entry.value }, depth + 1) : uncapped)));
      case 'function': return this.compares(file, value.function) ? somehowCapped : uncapped;
      case 'call': {
        const call = file.facts.calls[value.call];
        if (!call) return uncapped;
        const [first] = call.args;
        const own = this.#named(calledName(call).toLowerCase(), first && { ...node, value: first.value });
        const shape = this.flow.evaluator.shapeOf(file, call.in, call.callee);
        const pipe = shape.kind === 'class' ? this.flow.evaluator.methodOf(shape.ref, 'transform') : undefined;
        return both(own, pipe && this.compares(pipe.file, pipe.fn) ? somehowCapped : uncapped, ...call.args.map(argument => this.#ofArgument({ ...node, value: argument.value }, argument.name, depth)), call.callee.kind === 'member' ? this.ofValue({ ...node, value: call.callee.of }, depth + 1) : uncapped);
      }
      default: return uncapped;
    }
  }

  #ofArgument(node: FlowNode, name: string | undefined, depth: number): Cap {
    const own = name === undefined ? uncapped : this.#named(name.toLowerCase(), node);
    const { kind } = node.value;
    return kind === 'call' || kind === 'record' || kind === 'function' || kind === 'name' ? both(own, this.ofValue(node, depth + 1)) : own;
  }

  #named(name: string, given: FlowNode | undefined): Cap {
    if (positive.has(name)) return { lower: true };
    if (closed.has(name)) return somehowCapped;
    if (!given || given.value.kind === 'nothing') return uncapped;
    if (uppers.has(name)) return { upper: this.numberOf(given) ?? 0, lower: false };
    if (strictUppers.has(name)) return { upper: (this.numberOf(given) ?? 1) - 1, lower: false };
    return lowers.has(name) ? { lower: (this.numberOf(given) ?? 0) >= 0 } : uncapped;
  }

  /** What is declared about a name anywhere inside a schema, a route's options or its middleware; undefined when it is not mentioned. */
  ofNamed(node: FlowNode, name: string, depth = 0): Cap | undefined {
    if (depth > maxDepth) return undefined;
    const { value, file } = node;
    const go = (next: Value): Cap | undefined => this.ofNamed({ ...node, value: next }, name, depth + 1);
    const all = (found: readonly (Cap | undefined)[]): Cap | undefined => {
      const caps = found.flatMap(one => one ?? []);
      return caps.length > 0 ? both(...caps) : undefined;
    };
    switch (value.kind) {
      case 'name': {
        const sources = this.flow.ofNameAlone(node, value.name);
        const fields = sources.ends.flatMap(end => (end.kind === 'class' && end.ref.file.classAt(end.ref.cls)?.fields.some(one => one.name === name) ? [this.ofField(end.ref, name)] : []));
        return all([...sources.nodes.map(one => this.ofNamed(one, name, depth + 1)), ...fields]);
      }
      case 'member': return all(this.flow.ofMember(node, value.of, value.name).nodes.map(one => this.ofNamed(one, name, depth + 1)));
      case 'list': return all(value.items.map(go));
      case 'record': return all(value.entries.map(entry => (entry.key?.kind === 'text' && entry.key.text === name ? this.ofValue({ ...node, value: entry.value }) : go(entry.value))));
      case 'call': {
        const call = file.facts.calls[value.call];
        if (!call) return undefined;
        // `query('limit').isInt({ max: 100 })`
        if (rootArgument(file, value) === name) return this.ofValue(node);
        return all([...call.args.map(argument => go(argument.value)), call.callee.kind === 'member' ? go(call.callee.of) : undefined]);
      }
      default: return undefined;
    }
  }

  numberOf(node: FlowNode, depth = 0): number | undefined {
    const { value } = node;
    if (value.kind === 'number') return value.value;
    if (depth > 4) return undefined;
    const nodes = value.kind === 'name' ? this.flow.ofNameAlone(node, value.name).nodes : value.kind === 'member' ? this.flow.ofMember(node, value.of, value.name).nodes : value.kind === 'operation' && value.operands.length === 1 ? value.operands.map(one => ({ ...node, value: one })) : [];
    const numbers = nodes.map(one => this.numberOf(one, depth + 1));
    const sign = value.kind === 'operation' && value.operator === '-' ? -1 : 1;
    const known = numbers.filter(one => one !== undefined);
    return known.length > 0 && known.length === numbers.length ? sign * Math.max(...known) : undefined;
  }

  /** It compares what it is given, or takes the smaller of two. */
  compares(file: FileIndex, fn: number): boolean {
    const comparing = (value: Value | undefined): boolean => value !== undefined && ((value.kind === 'operation' && (/^[<>]=?$/.test(value.operator) || value.operands.some(comparing))) || (value.kind === 'choice' && [...value.options, ...value.tests].some(comparing)));
    return file.facts.blocks.some(block => block.in === fn && comparing(block.test)) || (file.returns.get(fn) ?? []).some(one => comparing(one.value)) || (file.calls.get(fn) ?? []).some(index => { const call = file.facts.calls[index]; return call !== undefined && /^(min|clamp|clip)$/.test(calledName(call)); });
  }
}

function rootArgument(file: FileIndex, value: Value): string | undefined {
  for (let at: Value | undefined = value; at;) {
    const call: { readonly callee: Value; readonly args: readonly { readonly value: Value }[] } | undefined = at.kind === 'call' ? file.facts.calls[at.call] : undefined;
    if (!call) return undefined;
    const [first] = call.args;
    if (call.callee.kind === 'name' && first?.value.kind === 'text') return first.value.text;
    at = call.callee.kind === 'member' ? call.callee.of : undefined;
  }
  return undefined;
}
