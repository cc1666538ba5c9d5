/** The calls that made a client, followed back from a request: through builders, variables, fields, parameters and functions. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { End, Flow, FlowNode } from './flow.js';

const maxDepth = 14;

/** `hidden`: a way ends at somebody's value that was not read. */
export interface Clients { readonly calls: readonly Call[]; readonly hidden: boolean }

interface Found { readonly calls: Set<Call>; hidden: boolean }

export function clientsBehind(flow: Flow, node: FlowNode): Clients {
  const found: Found = { calls: new Set(), hidden: false };
  follow(flow, node, new Set(), 0, found);
  return { calls: [...found.calls], hidden: found.hidden };
}

function follow(flow: Flow, node: FlowNode, seen: Set<Value>, depth: number, found: Found): void {
  const { value } = node;
  if (depth > maxDepth || seen.has(value)) return;
  seen.add(value);
  const go = (next: Value): void => { follow(flow, { ...node, value: next }, seen, depth + 1, found); };
  const all = (sources: { readonly nodes: readonly FlowNode[]; readonly ends: readonly End[] }): void => {
    for (const source of sources.nodes) follow(flow, source, seen, depth + 1, found);
    for (const end of sources.ends) {
      if (end.kind === 'param') for (const caller of end.callers) follow(flow, caller, seen, depth + 1, found);
      if (end.kind === 'unknown' || (end.kind === 'param' && end.callers.length === 0)) found.hidden = true;
    }
  };
  switch (value.kind) {
    case 'name': all(flow.ofName(node, value.name)); return;
    case 'member': {
      const sources = flow.ofMember(node, value.of, value.name);
      all(sources);
      if (sources.nodes.length === 0) go(value.of);
      return;
    }
    case 'choice': value.options.forEach(go); return;
    case 'item': case 'index': go(value.of); return;
    case 'call': {
      const call = node.file.facts.calls[value.call];
      if (!call) return;
      const at = { ...node, fn: call.in };
      if (flow.evaluator.resolve(node.file, call)?.effect?.client) { found.calls.add(call); return; }
      const results = flow.ofCall(at, call);
      if (results && results.length > 0) { for (const result of results) follow(flow, result, seen, depth + 1, found); return; }
      if (call.callee.kind === 'member') follow(flow, { ...at, value: call.callee.of }, seen, depth + 1, found);
      const [first] = call.args;
      if (first && first.value.kind !== 'function') follow(flow, { ...at, value: first.value }, seen, depth + 1, found);
      // `Lazy::new(|| Client::new())`: what the closure gives.
      if (first?.value.kind === 'function') for (const one of node.file.returns.get(first.value.function) ?? []) follow(flow, { file: node.file, fn: first.value.function, value: one.value, frame: undefined }, seen, depth + 1, found);
      return;
    }
    default: return;
  }
}
