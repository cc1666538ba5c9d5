/** Whether what goes into a token says when it ends: `exp` in a record, a class, or what is added to either. */
import { argumentOf, calledName } from './arguments.js';
import type { Flow, FlowNode } from './flow.js';

type Answer = 'yes' | 'no' | 'unknown';

const copies = /^(?:copy|dict|model_dump|to_dict|toJSON|clone|asdict|jsonable_encoder|deepcopy|json|to_value)$/;

export function saysItsEnd(flow: Flow, node: FlowNode, depth = 0): Answer {
  const { value, file } = node;
  if (depth > 8) return 'unknown';
  const go = (next: FlowNode): Answer => saysItsEnd(flow, next, depth + 1);
  switch (value.kind) {
    case 'record': {
      if (value.entries.some(entry => entry.key?.kind === 'text' && /^exp(?:$|ir)/i.test(entry.key.text))) return 'yes';
      const own = value.type === undefined ? 'no' : ofClass(flow, node);
      const spreads = value.entries.flatMap(entry => (entry.spread ? [go({ ...node, value: entry.value })] : []));
      return own === 'yes' ? 'yes' : spreads.includes('yes') ? 'yes' : spreads.includes('unknown') || own === 'unknown' || value.entries.some(entry => !entry.spread && entry.key?.kind !== 'text') ? 'unknown' : 'no';
    }
    case 'name': {
      for (const one of file.additions.get(node.fn)?.get(value.name) ?? []) {
        if (one.key?.kind === 'text' && one.key.text === 'exp') return 'yes';
        if (one.method !== undefined && go({ ...node, value: one.value }) === 'yes') return 'yes';
      }
      if (file.facts.assignments.some(one => one.in === node.fn && one.target.kind === 'member' && one.target.name === 'exp' && one.target.of.kind === 'name' && one.target.of.name === value.name)) return 'yes';
      if (file.facts.calls.some(call => call.in === node.fn && calledName(call) === 'update' && call.callee.kind === 'member' && call.callee.of.kind === 'name' && call.callee.of.name === value.name && call.args.some(one => one.name === 'exp'))) return 'yes';
      const typed = ofClass(flow, node);
      if (typed === 'yes' || (typed === 'no' && file.facts.language === 'rust')) return typed;
      const { nodes, ends } = flow.ofNameAlone(node, value.name);
      const callers = ends.flatMap(end => (end.kind === 'param' ? end.callers : []));
      const answers = [...nodes, ...callers].map(go);
      if (answers.length === 0 || ends.some(end => end.kind !== 'param' || end.callers.length === 0)) return 'unknown';
      return all(answers);
    }
    case 'choice': return all(value.options.map(option => go({ ...node, value: option })));
    case 'call': {
      const call = file.facts.calls[value.call];
      if (!call) return 'unknown';
      const here = { ...node, fn: call.in };
      const results = flow.ofCall(here, call);
      if (results && results.length > 0) return all(results.map(go));
      if (call.args.some(one => one.name === 'exp')) return 'yes';
      const name = calledName(call);
      const [first] = call.args;
      if (name === 'dict' && call.callee.kind === 'name') return first && first.name === undefined ? go({ ...here, value: first.value }) : call.args.some(one => one.name === '**') ? 'unknown' : 'no';
      if (name === 'assign') { const parts = call.args.map(one => go({ ...here, value: one.value })); return parts.includes('yes') ? 'yes' : parts.includes('unknown') ? 'unknown' : 'no'; }
      if (copies.test(name)) { const given = call.callee.kind === 'member' && call.args.length === 0 ? call.callee.of : argumentOf(call, 0); return given ? go({ ...here, value: given }) : 'unknown'; }
      return ofClass(flow, node);
    }
    case 'member': return ofClass(flow, node);
    default: return 'unknown';
  }
}

/** A class whose objects are the claims. */
function ofClass(flow: Flow, node: FlowNode): Answer {
  const { value } = node;
  const shape = value.kind === 'record' ? value.type === undefined ? undefined : flow.evaluator.types.named(node.file, node.fn, value.type.replaceAll('::', '.')) : flow.evaluator.shapeOf(node.file, node.fn, value);
  const ref = shape?.kind === 'instance' || shape?.kind === 'class' ? shape.ref : undefined;
  const fact = ref?.file.classAt(ref.cls);
  if (!fact || fact.fields.length === 0) return 'unknown';
  if (fact.fields.some(field => field.name === 'exp' || field.decorators.some(one => one.args.some(argument => argument.value.kind === 'text' && argument.value.text === 'exp')))) return 'yes';
  return fact.bases.length > 0 && fact.kind !== 'struct' || fact.fields.some(field => field.decorators.length > 0) || fact.kind === 'interface' ? 'unknown' : 'no';
}

function all(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.length > 0 && answers.every(one => one === 'yes') ? 'yes' : 'unknown';
}
