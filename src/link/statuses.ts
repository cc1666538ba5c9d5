/** The HTTP statuses a value can be: numbers, libraries' constants, parameters through the call they were entered by. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import { statusNamed } from '../libraries/http-statuses.js';
import type { Flow, FlowNode } from './flow.js';

const maxDepth = 10;

/** Several where a choice decides. */
export function statusesOf(flow: Flow, node: FlowNode, depth = 0): readonly Known<number>[] {
  const { value } = node;
  if (depth > maxDepth) return [unknown('the status is followed no further')];
  const through = (nodes: readonly FlowNode[]): readonly Known<number>[] => (nodes.length > 0 ? nodes.flatMap(one => statusesOf(flow, one, depth + 1)) : [unknown('the status could not be followed')]);
  switch (value.kind) {
    case 'number': return [known(value.value)];
    case 'text': return /^\d{3}\b/.test(value.text) ? [known(Number(value.text.slice(0, 3)))] : [unknown('the status is a text')];
    case 'choice': return value.options.flatMap(option => statusesOf(flow, { ...node, value: option }, depth + 1));
    case 'name': {
      const constant = constantOf(flow, node);
      if (constant !== undefined) return [known(constant)];
      const sources = flow.ofName(node, value.name);
      return through([...sources.nodes, ...sources.ends.flatMap(end => (end.kind === 'param' ? end.callers : []))]);
    }
    case 'member': {
      const constant = constantOf(flow, node);
      if (constant !== undefined) return [known(constant)];
      // `HTTPStatus.CREATED.value`, `StatusCode::CREATED.as_u16()`.
      if (/^(value|code)$/.test(value.name)) return statusesOf(flow, { ...node, value: value.of }, depth + 1);
      return through(enumMember(flow, node) ?? flow.ofMember(node, value.of, value.name).nodes);
    }
    case 'call': {
      const call = node.file.facts.calls[value.call];
      if (!call) return [unknown('the status could not be followed')];
      const [first] = call.args;
      if (first && call.callee.kind === 'name' && call.callee.name === 'int') return statusesOf(flow, { ...node, value: first.value }, depth + 1);
      if (call.callee.kind === 'member' && /^(as_u16|from_u16|valueOf|unwrap|into)$/.test(call.callee.name)) return statusesOf(flow, { ...node, value: first && call.callee.name === 'from_u16' ? first.value : call.callee.of }, depth + 1);
      return through(flow.ofCall({ ...node, fn: call.in }, call) ?? []);
    }
    default: return [unknown('the status is computed')];
  }
}

function constantOf(flow: Flow, node: FlowNode): number | undefined {
  const shape = flow.evaluator.shapeOf(node.file, node.fn, node.value);
  if (shape.kind === 'library') return statusNamed(shape.path);
  if (shape.kind === 'method') return statusNamed(shape.path);
  return undefined;
}

/** A variant of an enum of this program: `Http.NotFound = 404`. */
function enumMember(flow: Flow, { file, fn, value }: FlowNode): readonly FlowNode[] | undefined {
  if (value.kind !== 'member') return undefined;
  const owner = flow.evaluator.shapeOf(file, fn, value.of);
  const field = owner.kind === 'class' ? owner.ref.file.classAt(owner.ref.cls)?.fields.find(one => one.name === value.name) : undefined;
  return owner.kind === 'class' && field?.value ? [{ file: owner.ref.file, fn: -1, value: field.value, frame: undefined }] : undefined;
}
