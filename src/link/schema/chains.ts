/** A chain of builder calls taken apart: the call it begins with and what is called on its result, also where a function of this program or a name holds the beginning. */
import type { FlowNode } from '../flow.js';
import type { CallHere, Reading } from './reading.js';

export interface Chain { readonly base: CallHere; readonly steps: readonly CallHere[] }

const maxDepth = 6;

export function chainOf(reading: Reading, node: FlowNode | undefined, depth = 0): Chain | undefined {
  if (!node || depth > maxDepth) return undefined;
  const { value, file } = node;
  const only = (nodes: readonly FlowNode[]): Chain | undefined => (nodes.length === 1 ? chainOf(reading, nodes[0], depth + 1) : undefined);
  if (value.kind === 'name') return only(reading.flow.ofNameAlone(node, value.name).nodes);
  if (value.kind === 'member') return only(reading.flow.ofMember(node, value.of, value.name).nodes);
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (!call) return undefined;
  const here: CallHere = { file, call, frame: node.frame };
  if (call.callee.kind === 'member' && call.callee.of.kind === 'call') {
    const inner = chainOf(reading, { ...node, value: call.callee.of }, depth);
    return inner && { base: inner.base, steps: [...inner.steps, here] };
  }
  const returned = reading.flow.ofCall({ ...node, fn: call.in }, call);
  return only(returned ?? []) ?? { base: here, steps: [] };
}

export function stepNamed(chain: Chain, ...names: readonly string[]): CallHere | undefined {
  return chain.steps.find(({ call }) => call.callee.kind === 'member' && names.includes(call.callee.name));
}
