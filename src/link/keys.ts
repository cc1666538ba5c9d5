/** The keys of a table made here: of an object literal, of what was set in it, of a model's fields. Columns are often named by them. */
import { calledName } from './arguments.js';
import type { Flow, FlowNode } from './flow.js';

const maxDepth = 8;
/** A model's fields are named in the code. */
const fieldTables: ReadonlySet<string> = new Set(['dict', 'model_dump', 'asdict']);

/** Undefined when they cannot be told: the client's own object, a library's row. */
export function keysOf(flow: Flow, node: FlowNode, depth = 0): readonly FlowNode[] | undefined {
  if (depth > maxDepth) return undefined;
  const { file, value } = node;
  const all = (nodes: readonly FlowNode[]): readonly FlowNode[] | undefined => {
    const found = nodes.map(one => keysOf(flow, one, depth + 1));
    return nodes.length > 0 && found.every(one => one !== undefined) ? found.flat() : undefined;
  };
  switch (value.kind) {
    case 'record': {
      const found = value.entries.map(entry => (entry.key ? [{ ...node, value: entry.key }] : keysOf(flow, { ...node, value: entry.value }, depth + 1)));
      return found.every(one => one !== undefined) ? found.flat() : undefined;
    }
    case 'choice': return all(value.options.map(option => ({ ...node, value: option })));
    case 'name': {
      const { nodes, ends } = flow.ofNameAlone(node, value.name);
      const given = ends.map(end => (end.kind === 'param' ? end.callers : []));
      if (given.some(callers => callers.length === 0)) return undefined;
      const known = all([...nodes, ...given.flat()]);
      const added = (file.additions.get(node.fn)?.get(value.name) ?? []).map(one => (one.key ? [{ ...node, value: one.key }] : one.method === 'update' ? keysOf(flow, { ...node, value: one.value }, depth + 1) : undefined));
      return known && added.every(one => one !== undefined) ? [...known, ...added.flat()] : undefined;
    }
    case 'call': {
      const call = file.facts.calls[value.call];
      if (!call) return undefined;
      const results = flow.ofCall({ ...node, fn: call.in }, call);
      if (results) return all(results);
      if (flow.evaluator.resolve(file, call)?.effect?.request) return undefined;
      return fieldTables.has(calledName(call)) && (call.callee.kind === 'member') === (calledName(call) !== 'asdict') ? [] : undefined;
    }
    default: return undefined;
  }
}
