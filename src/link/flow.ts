/**
 * Follows a value backwards, one step at a time: names to what was assigned, parameters to what callers pass, calls to what
 * they return, members to what was stored. Each analysis (origins of holes, databases of sessions, rows in an answer) decides where to stop.
 */
import type { Call, Param } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { givenTo } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import { isProperty } from './members.js';
import type { FileIndex } from './file-index.js';
import type { Definition } from './names.js';
import type { ClassRef, Located } from './shapes.js';

/** The calls entered on the way: returning to a parameter goes back to the argument of the call it was entered by. */
export interface Frame { readonly call: Call; readonly file: FileIndex; readonly fn: number; readonly entered: FileIndex; readonly enteredFn: number; readonly outer: Frame | undefined; readonly depth: number }

export interface FlowNode extends Located { readonly frame: Frame | undefined }

/** Where a step could not go on to another value. */
export type End =
  | { readonly kind: 'param'; readonly file: FileIndex; readonly fn: number; readonly param: Param; readonly position: number; readonly callers: readonly FlowNode[] }
  | { readonly kind: 'library'; readonly path: string }
  | { readonly kind: 'class'; readonly ref: ClassRef }
  | { readonly kind: 'function'; readonly file: FileIndex; readonly fn: number }
  | { readonly kind: 'loop variable'; readonly of: FlowNode }
  | { readonly kind: 'unknown'; readonly because: string };

export interface Sources { readonly nodes: readonly FlowNode[]; readonly ends: readonly End[] }

const maxFrames = 8;

export class Flow {
  constructor(readonly evaluator: Evaluator, readonly graph: CallGraph) {}

  /** What a name stands for, and what was put into it since. */
  ofName(node: FlowNode, name: string): Sources {
    const { nodes, ends } = this.ofNameAlone(node, name);
    const added: FlowNode[] = [];
    // A closure reads its enclosing function's variables: what was added to them counts too.
    for (let scope = node.fn; ; scope = node.file.functionAt(scope)?.in ?? -1) {
      for (const one of node.file.additions.get(scope)?.get(name) ?? []) added.push({ file: node.file, fn: scope, value: one.value, frame: node.frame });
      if (scope < 0) break;
    }
    return { nodes: [...nodes, ...added], ends };
  }

  /** What a name stands for alone: a session is not what was added to it. */
  ofNameAlone(node: FlowNode, name: string): Sources {
    const found = this.evaluator.names.define(node.file, node.fn, name, node.value.at.start);
    if (found.definitions.length === 0) {
      const shape = this.evaluator.shapeOf(node.file, node.fn, node.value);
      return { nodes: [], ends: [shape.kind === 'library' ? shape : { kind: 'unknown', because: `nothing tells what ${name} is` }] };
    }
    if (found.rest.length > 0) return { nodes: [], ends: [{ kind: 'unknown', because: `${name} is followed no further` }] };
    const nodes: FlowNode[] = [];
    const ends: End[] = [];
    for (const definition of found.definitions) this.#followDefinition(node, definition, nodes, ends);
    return { nodes, ends };
  }

  #followDefinition(node: FlowNode, definition: Definition, nodes: FlowNode[], ends: End[]): void {
    switch (definition.kind) {
      case 'assignment': nodes.push({ file: definition.file, fn: definition.fact.in, value: definition.fact.value, frame: definition.file === node.file ? node.frame : undefined }); return;
      case 'value': nodes.push({ file: definition.file, fn: -1, value: definition.value, frame: undefined }); return;
      case 'param': ends.push(this.paramEnd(definition.file, definition.fn, definition.param, definition.position, node.frame)); return;
      case 'class': ends.push({ kind: 'class', ref: definition }); return;
      case 'function': ends.push({ kind: 'function', file: definition.file, fn: definition.fn }); return;
      case 'library': ends.push({ kind: 'library', path: definition.path }); return;
      case 'alias': case 'module': ends.push({ kind: 'unknown', because: 'a type or module' }); return;
      case 'unknown': ends.push(definition); return;
    }
  }

  /** A parameter, with the values its callers pass: only the one call it was entered by, when it was. */
  paramEnd(file: FileIndex, fn: number, param: Param, position: number, frame: Frame | undefined): End {
    const entered = frameOf(frame, file, fn);
    const callers: FlowNode[] = [];
    if (entered) {
      const given = givenTo(entered.call, file, fn, param, position);
      if (given) callers.push({ file: entered.file, fn: entered.fn, value: given, frame: entered.outer });
      else if (param.default) callers.push({ file, fn: file.functionAt(fn)?.in ?? -1, value: param.default, frame: undefined });
    } else {
      for (const caller of this.graph.callersOf(file, fn)) {
        const call = caller.value.kind === 'call' ? caller.file.facts.calls[caller.value.call] : undefined;
        const given = call && givenTo(call, file, fn, param, position);
        if (given) callers.push({ file: caller.file, fn: caller.fn, value: given, frame: undefined });
        else if (call && param.default) callers.push({ file, fn: file.functionAt(fn)?.in ?? -1, value: param.default, frame: undefined });
      }
    }
    return { kind: 'param', file, fn, param, position, callers };
  }

  /** What a call gives: the values its function returns. Undefined when it runs no function of this program. */
  ofCall(node: FlowNode, call: Call): readonly FlowNode[] | undefined {
    const callee = this.graph.calleeOf(call);
    if (!callee) return undefined;
    if ((node.frame?.depth ?? 0) >= maxFrames) return [];
    for (let frame = node.frame; frame; frame = frame.outer) if (frame.call === call) return []; // recursion
    const frame: Frame = { call, file: node.file, fn: node.fn, entered: callee.file, enteredFn: callee.fn, outer: node.frame, depth: (node.frame?.depth ?? 0) + 1 };
    return (callee.file.returns.get(callee.fn) ?? []).map(one => ({ file: callee.file, fn: callee.fn, value: one.value, frame }));
  }

  /** One element of the lists a value can be: `text, params = build(v)`. */
  itemsAt(node: FlowNode, index: number, depth = 0): readonly FlowNode[] {
    if (depth > maxFrames) return [];
    const go = (nodes: readonly FlowNode[]): readonly FlowNode[] => nodes.flatMap(one => this.itemsAt(one, index, depth + 1));
    const { value } = node;
    switch (value.kind) {
      case 'list': {
        const item = value.items.slice(0, index + 1).some(one => one.kind === 'item') ? undefined : value.items[index];
        return item ? [{ ...node, value: item }] : [];
      }
      case 'choice': return go(value.options.map(option => ({ ...node, value: option })));
      case 'name': return go(this.ofName(node, value.name).nodes);
      case 'call': {
        const call = node.file.facts.calls[value.call];
        return call ? go(this.ofCall({ ...node, fn: call.in }, call) ?? []) : [];
      }
      default: return [];
    }
  }

  /** What was stored in `owner.name`: entries of object literals, assignments through `self`, a class's fields, another module's names. */
  ofMember(node: FlowNode, of: Value, name: string, depth = 0): Sources {
    const { file, fn } = node;
    const nodes: FlowNode[] = [];
    const ends: End[] = [];
    const shape = this.evaluator.shapeOf(file, fn, of);
    if (shape.kind === 'instance' || shape.kind === 'class') this.#membersOfClass(shape.ref, name, nodes, ends, 0);
    else if (shape.kind === 'module') {
      const found = this.evaluator.names.exported(shape.file, [name]);
      for (const definition of found.definitions) this.#followDefinition({ ...node, file: shape.file, fn: -1 }, definition, nodes, ends);
    } else if (shape.kind === 'library') ends.push({ kind: 'library', path: `${shape.path}.${name}` });
    if (nodes.length > 0 || ends.length > 0) return { nodes, ends };
    for (const record of this.#recordsBehind(node, of, depth)) {
      if (record.value.kind !== 'record') continue;
      const entry = record.value.entries.find(one => one.key?.kind === 'text' && one.key.text === name);
      if (entry) nodes.push({ ...record, value: entry.value });
    }
    if (nodes.length > 0) return { nodes, ends };
    return { nodes, ends: [{ kind: 'unknown', because: `nothing tells what ${name} holds` }] };
  }

  #membersOfClass(ref: ClassRef, name: string, nodes: FlowNode[], ends: End[], depth: number): void {
    const fact = ref.file.classAt(ref.cls);
    if (!fact || depth > 6) return;
    if (fact.kind === 'enum') { ends.push({ kind: 'class', ref }); return; }
    const field = fact.fields.find(one => one.name === name);
    if (field?.value) nodes.push({ file: ref.file, fn: -1, value: field.value, frame: undefined });
    for (const assigned of ref.file.members.get(name) ?? []) {
      const around = ref.file.classAround(assigned.in);
      if (around === ref.cls || ref.file.classAt(around)?.name === fact.name) nodes.push({ file: ref.file, fn: assigned.in, value: assigned.value, frame: undefined });
    }
    const getter = this.evaluator.methodOf(ref, name);
    if (getter && nodes.length === 0 && isProperty(getter.file.functionAt(getter.fn))) {
      for (const one of getter.file.returns.get(getter.fn) ?? []) nodes.push({ file: getter.file, fn: getter.fn, value: one.value, frame: undefined });
    }
    const constructor = this.evaluator.methodOf(ref, 'constructor');
    const position = constructor ? constructor.file.functionAt(constructor.fn)?.params.findIndex(param => param.name === name) ?? -1 : -1;
    const param = constructor && constructor.file.functionAt(constructor.fn)?.params[position];
    if (constructor && param && nodes.length === 0) ends.push(this.paramEnd(constructor.file, constructor.fn, param, position, undefined));
    if (nodes.length === 0 && ends.length === 0) nodes.push(...this.graph.givenToField(ref, name).map(one => ({ ...one, frame: undefined })));
    if (nodes.length > 0 || ends.length > 0) return;
    if (field) { ends.push({ kind: 'unknown', because: `${fact.name}.${name} is set elsewhere` }); return; }
    for (const base of this.evaluator.basesOf(ref)) {
      if (base.kind === 'class') this.#membersOfClass(base.ref, name, nodes, ends, depth + 1);
      else if (base.kind === 'library' && /(^|\.)(Str|Int)?Enum$/.test(base.path)) ends.push({ kind: 'class', ref });
    }
  }

  #recordsBehind(node: FlowNode, value: Value, depth: number): readonly FlowNode[] {
    if (depth > 4) return [];
    switch (value.kind) {
      case 'record': return [{ ...node, value }];
      case 'name': return this.ofName({ ...node, value }, value.name).nodes.flatMap(one => this.#recordsBehind(one, one.value, depth + 1));
      case 'member': return this.ofMember({ ...node, value }, value.of, value.name, depth + 1).nodes.flatMap(one => this.#recordsBehind(one, one.value, depth + 1));
      case 'choice': return value.options.flatMap(option => this.#recordsBehind(node, option, depth + 1));
      default: return [];
    }
  }
}

function frameOf(frame: Frame | undefined, file: FileIndex, fn: number): Frame | undefined {
  for (let at = frame; at; at = at.outer) if (at.entered === file && at.enteredFn === fn) return at;
  return undefined;
}
