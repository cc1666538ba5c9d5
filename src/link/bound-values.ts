/** What is bound to a placeholder of a statement: by name, by number, or by its place among the values the driver is given. */
import type { Argument, Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf, calledName } from './arguments.js';
import type { Flow, FlowNode } from './flow.js';

/** A placeholder as written, with the number of others around it. */
export interface Placeholder { readonly name: string; readonly before: number; readonly after: number }

/** Values in order; `whole` when nothing unseen stands before or among them. */
interface Values { readonly items: readonly FlowNode[]; readonly whole: boolean; readonly named: ReadonlyMap<string, FlowNode> }

const nothing: Values = { items: [], whole: true, named: new Map() };
const unseen: Values = { items: [], whole: false, named: new Map() };

const binds = /^(bind|bind_value|push_bind)$/;
const namedBinds = /^(bindparams|params|setParameter|setParameters|input)$/;
const lists = /^(params|named_params|params_from_iter|tuple|list|vec|from|to_sql)$/;
const holders: ReadonlySet<string> = new Set(['replacements', 'bind', 'values', 'params', 'parameters', 'binds', 'args', 'vars']);
const maxDepth = 6;

export function boundTo(flow: Flow, node: FlowNode, call: Call, text: Value | undefined, placeholder: Placeholder): FlowNode | undefined {
  const values = valuesOf(flow, { ...node, fn: call.in }, call, text);
  const name = /(\w+)\W*(?:\)[a-z])?$/.exec(placeholder.name.replace(/\)[sdif]$/, ''))?.[1] ?? '';
  const number = /^(?:[$?:]|@[pP])(\d+)$/.exec(placeholder.name)?.[1];
  if (number !== undefined) return values.whole ? values.items[Number(number) - 1] : undefined;
  const named = /^[:@$%]/.test(placeholder.name) ? values.named.get(name) : undefined;
  if (named) return named;
  const together = placeholder.before + placeholder.after + 1;
  if (values.whole && values.items.length === together) return values.items[placeholder.before];
  // Conditions collected before come first: the end is where the limit is added.
  return !values.whole || values.items.length > together ? values.items.at(-1 - placeholder.after) : undefined;
}

function valuesOf(flow: Flow, node: FlowNode, call: Call, text: Value | undefined): Values {
  const found: Values[] = [];
  let at: Call | undefined = call;
  let scope = node;
  for (let turn = 0; at && turn < 40; turn++) {
    const step: Call = at;
    found.unshift(inCall(flow, scope, step, text));
    const of: Value | undefined = step.callee.kind === 'member' ? step.callee.of : undefined;
    const [next, value] = chained(flow, scope, of);
    scope = next;
    at = value?.kind === 'call' ? scope.file.facts.calls[value.call] : undefined;
    // `query = query.bind(x)` in a branch: more was bound before.
    if (!at && of?.kind === 'name' && value === undefined && binds.test(calledName(step))) found.unshift(unseen);
  }
  return found.reduce(together, nothing);
}

/** The call a chain goes on with: the receiver itself, or what the receiver's name was assigned. */
function chained(flow: Flow, node: FlowNode, of: Value | undefined): readonly [FlowNode, Value | undefined] {
  if (of?.kind !== 'name') return [node, of];
  const definitions = flow.evaluator.names.define(node.file, node.fn, of.name, of.at.start).definitions;
  const [first] = definitions;
  return definitions.length === 1 && first?.kind === 'assignment' && first.file === node.file ? [{ ...node, fn: first.fact.in }, first.fact.value] : [node, undefined];
}

function inCall(flow: Flow, node: FlowNode, call: Call, text: Value | undefined): Values {
  const name = calledName(call);
  const here = (value: Value): FlowNode => ({ ...node, fn: call.in, value });
  const [first] = call.args;
  if (binds.test(name)) return first ? { ...nothing, items: [here(first.value)] } : nothing;
  if (namedBinds.test(name) && first?.value.kind === 'text' && call.args.length > 1) {
    const last = call.args.at(-1);
    return last ? { ...nothing, named: new Map([[first.value.text, here(last.value)]]) } : nothing;
  }
  // What stands before the text says what the rows are, or what it is run on.
  const after = call.args.findLastIndex(argument => isText(argument, text)) + 1;
  const on = flow.evaluator.resolve(node.file, call)?.effect?.on;
  const executor = on === undefined ? undefined : argumentOf(call, on);
  return call.args.slice(after).filter(argument => argument.value.kind !== 'function' && argument.value !== executor).map(argument => given(flow, here(argument.value), argument)).reduce(together, nothing);
}

function isText(argument: Argument, text: Value | undefined): boolean {
  const { value } = argument;
  return value.kind === 'text' || value.kind === 'joined' || (text !== undefined && value.at.start <= text.at.start && text.at.end <= value.at.end);
}

function given(flow: Flow, node: FlowNode, argument: Argument): Values {
  const spelt = inValue(flow, node, 0);
  if (argument.spread) return spelt ?? unseen;
  if (argument.name !== undefined && !holders.has(argument.name)) return { ...nothing, named: new Map([[argument.name, node]]) };
  return spelt ?? { ...nothing, items: [node] };
}

/** What a list or table of values holds; undefined for a single value. */
function inValue(flow: Flow, node: FlowNode, depth: number): Values | undefined {
  if (depth > maxDepth) return undefined;
  const { value } = node;
  const go = (next: Value): Values | undefined => inValue(flow, { ...node, value: next }, depth + 1);
  switch (value.kind) {
    case 'list': return value.items.map(item => (item.kind === 'item' ? go(item.of) ?? unseen : { ...nothing, items: [{ ...node, value: item }] })).reduce(together, nothing);
    case 'record': return value.entries.map((entry): Values => {
      if (entry.key?.kind !== 'text') return entry.spread ? go(entry.value) ?? nothing : nothing;
      const name = entry.key.text;
      const held = { ...nothing, named: new Map([[name.replace(/^\W/, ''), { ...node, value: entry.value }]]) };
      return holders.has(name) ? together(held, go(entry.value) ?? nothing) : held;
    }).reduce(together, nothing);
    case 'operation': return value.operator === '+' ? value.operands.map(operand => go(operand) ?? unseen).reduce(together, nothing) : value.operands.length === 1 && value.operands[0] ? go(value.operands[0]) : undefined;
    case 'call': {
      const call = node.file.facts.calls[value.call];
      if (!call) return undefined;
      const name = calledName(call);
      if (name === 'concat' && call.callee.kind === 'member') return [call.callee.of, ...call.args.map(argument => argument.value)].map(one => go(one) ?? unseen).reduce(together, nothing);
      if (name === 'dict') return call.args.map(argument => given(flow, { ...node, value: argument.value }, argument)).reduce(together, nothing);
      if (!lists.test(name)) return undefined;
      const [only] = call.args;
      return (call.args.length === 1 && only ? go(only.value) : undefined) ?? { ...nothing, items: call.args.map(argument => ({ ...node, value: argument.value })) };
    }
    case 'name': return inName(flow, node, value.name, depth);
    default: return undefined;
  }
}

/** A list kept in a name, with what was added to it since. */
function inName(flow: Flow, node: FlowNode, name: string, depth: number): Values | undefined {
  const definitions = flow.evaluator.names.define(node.file, node.fn, name, node.value.at.start).definitions;
  const starts = definitions.flatMap(one => (one.kind === 'assignment' && one.fact.operator === '=' ? [inValue(flow, { ...node, file: one.file, fn: one.fact.in, value: one.fact.value }, depth + 1)] : []));
  const [first] = starts;
  const added = (node.file.additions.get(node.fn)?.get(name) ?? []).filter(one => one.start < node.value.at.start).flatMap(one => {
    const addition: FlowNode = { ...node, value: one.value };
    if (one.method === undefined) return one.key?.kind === 'text' ? [{ ...nothing, named: new Map([[one.key.text, addition]]) }] : [];
    return [/^(extend|concat|update)$/.test(one.method) ? inValue(flow, addition, depth + 1) ?? unseen : { ...nothing, items: [addition] }];
  });
  if (!first && added.length === 0) return undefined;
  return [starts.length === 1 && first ? first : unseen, ...added].reduce(together, nothing);
}

function together(a: Values, b: Values): Values {
  return { items: b.whole ? [...a.items, ...b.items] : b.items, whole: a.whole && b.whole, named: new Map([...a.named, ...b.named]) };
}
