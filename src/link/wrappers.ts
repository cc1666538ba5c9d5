/** Functions of this program that hand a parameter on as SQL text: a call of theirs runs the text it is given, like a library's. */
import type { Call, Param } from '../facts/structure.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';
import { argumentOf, calledName } from './arguments.js';
import { carryingCalls, carryingMethods } from './safe-values.js';

export interface TextParameter { readonly file: FileIndex; readonly fn: number; readonly param: Param; readonly position: number }

/** The parameters a text comes from, when nothing but carrying lies between. */
export function parametersBehind(flow: Flow, node: FlowNode, depth = 0): readonly TextParameter[] {
  if (depth > 8) return [];
  const { file, value } = node;
  switch (value.kind) {
    case 'name': {
      const found = flow.evaluator.names.define(file, node.fn, value.name, value.at.start);
      return found.definitions.flatMap(one => {
        if (one.kind === 'param') return [{ file: one.file, fn: one.fn, param: one.param, position: one.position }];
        if (one.kind === 'assignment' && one.file === file) return parametersBehind(flow, { ...node, fn: one.fact.in, value: one.fact.value }, depth + 1);
        return [];
      });
    }
    case 'choice': return value.options.flatMap(option => parametersBehind(flow, { ...node, value: option }, depth + 1));
    case 'call': {
      const call = file.facts.calls[value.call];
      return call ? behindCall(flow, { ...node, fn: call.in }, call, depth) : [];
    }
    default: return [];
  }
}

function behindCall(flow: Flow, node: FlowNode, call: Call, depth: number): readonly TextParameter[] {
  const [first] = call.args;
  const results = flow.ofCall(node, call);
  if (results) return results.flatMap(result => parametersBehind(flow, { ...result, frame: undefined }, depth + 1).flatMap(parameter => {
    const end = flow.paramEnd(parameter.file, parameter.fn, parameter.param, parameter.position, result.frame);
    return end.kind === 'param' ? end.callers.flatMap(given => parametersBehind(flow, given, depth + 1)) : [];
  }));
  const resolved = flow.evaluator.resolve(node.file, call);
  const text = resolved?.effect?.text === undefined ? undefined : argumentOf(call, resolved.effect.text);
  const carried = text ?? (resolved && carryingCalls.has(resolved.path) ? first?.value : undefined) ?? (call.callee.kind === 'member' && carryingMethods.has(calledName(call)) ? call.callee.of : undefined);
  return carried ? parametersBehind(flow, { ...node, value: carried }, depth + 1) : [];
}
