/** What a call's arguments say about how long it may wait. */
import type { Call, Param } from '../facts/structure.js';
import type { ArgumentRef } from '../libraries/library.js';
import { argumentOf } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';

/** `endless`: a limit is taken away on purpose; `nothing`: nobody says anything; `unknown`: options that cannot be seen. */
export type Given = 'limit' | 'endless' | 'unknown' | 'nothing';

const maxDepth = 6;

/** `params` collects parameters that hold the options: their callers decide. */
export function givenTimeout(flow: Flow, file: FileIndex, call: Call, ref: ArgumentRef, params: Param[] = []): Given {
  const own = argumentOf(call, ref);
  if (own) return meaning(flow, { file, fn: call.in, value: own, frame: undefined }, 0);
  const keys = new Set((Array.isArray(ref) ? ref : [ref]).filter((one): one is string => typeof one === 'string'));
  let found: Given = 'nothing';
  for (const argument of call.args) {
    if (argument.name !== undefined && argument.spread !== true) continue;
    const isOptions = argument.spread === true || file.facts.language === 'typescript';
    const given = isOptions ? inOptions(flow, { file, fn: call.in, value: argument.value, frame: undefined }, keys, argument.spread === true, 0, params) : 'nothing';
    if (given !== 'nothing') found = given;
    if (found === 'limit') return found;
  }
  return found;
}

/** What one caller hands to a parameter that holds options. */
export function givenToParam(flow: Flow, file: FileIndex, call: Call, param: Param, position: number, ref: ArgumentRef, params: Param[]): Given {
  // `**options` are the caller's own keywords.
  if (param.keywords) return givenTimeout(flow, file, call, ref, params);
  const value = argumentOf(call, [param.name, position]);
  const keys = new Set((Array.isArray(ref) ? ref : [ref]).filter((one): one is string => typeof one === 'string'));
  if (!value) return call.args.some(argument => argument.spread) ? 'unknown' : 'nothing';
  return inOptions(flow, { file, fn: call.in, value, frame: undefined }, keys, true, 0, params);
}

/** Looks for the option in an object put together elsewhere; only something that may hold options is `unknown`. */
function inOptions(flow: Flow, node: FlowNode, keys: ReadonlySet<string>, spread: boolean, depth: number, params: Param[]): Given {
  const { file, value } = node;
  if (depth > maxDepth) return 'unknown';
  switch (value.kind) {
    case 'record': {
      for (const entry of value.entries) if (entry.key?.kind === 'text' && keys.has(entry.key.text)) return meaning(flow, { ...node, value: entry.value }, depth + 1);
      return best(value.entries.filter(entry => entry.spread).map(entry => inOptions(flow, { ...node, value: entry.value }, keys, true, depth + 1, params)));
    }
    case 'choice': return best(value.options.map(option => inOptions(flow, { ...node, value: option }, keys, spread, depth + 1, params)));
    case 'name': {
      const sources = flow.ofName(node, value.name);
      const set = file.facts.assignments.some(one => (one.target.kind === 'member' ? keys.has(one.target.name) : one.target.kind === 'index' && one.target.key.kind === 'text' && keys.has(one.target.key.text)) && (one.target.kind === 'member' || one.target.kind === 'index') && one.target.of.kind === 'name' && one.target.of.name === value.name);
      if (set) return 'limit';
      if (sources.ends.some(end => end.kind === 'param') && (spread || mayBeOptions(value.name))) {
        for (const end of sources.ends) if (end.kind === 'param') params.push(end.param);
        return 'unknown';
      }
      return best(sources.nodes.map(source => inOptions(flow, source, keys, spread, depth + 1, params)));
    }
    case 'member': return spread || mayBeOptions(value.name) ? best(['nothing', ...flow.ofMember(node, value.of, value.name).nodes.map(source => inOptions(flow, source, keys, spread, depth + 1, params)), ...(flow.ofMember(node, value.of, value.name).nodes.length === 0 ? ['unknown' as const] : [])]) : 'nothing';
    case 'call': {
      const call = file.facts.calls[value.call];
      const results = call && flow.ofCall({ ...node, fn: call.in }, call);
      if (results && results.length > 0) return best(results.map(result => inOptions(flow, result, keys, spread, depth + 1, params)));
      return spread ? 'unknown' : 'nothing';
    }
    default: return 'nothing';
  }
}

function mayBeOptions(name: string): boolean {
  return /opt|conf|init|args|params|settings|request|req$/i.test(name);
}

/** The most reassuring of several ways. */
function best(given: readonly Given[]): Given {
  for (const one of ['limit', 'unknown', 'endless'] as const) if (given.includes(one)) return one;
  return 'nothing';
}

/** `None`, `0`, `Timeout(None)` and `ClientTimeout(total=None)` limit nothing. */
function meaning(flow: Flow, node: FlowNode, depth: number): Given {
  const { file, value } = node;
  switch (value.kind) {
    case 'nothing': return 'endless';
    case 'number': return value.value === 0 ? 'endless' : 'limit';
    case 'boolean': return value.value ? 'limit' : 'endless';
    case 'name': {
      if (depth > maxDepth) return 'limit';
      const { nodes, ends } = flow.ofName(node, value.name);
      return ends.length === 0 && nodes.length > 0 && nodes.every(source => meaning(flow, source, depth + 1) === 'endless') ? 'endless' : 'limit';
    }
    case 'list': return value.items.length > 0 && value.items.every(item => item.kind === 'nothing') ? 'endless' : 'limit';
    case 'call': {
      const call = file.facts.calls[value.call];
      const [first] = call?.args ?? [];
      return call && first && call.args.every(argument => argument.value.kind === 'nothing') && /Timeout$/.test(call.callee.kind === 'member' || call.callee.kind === 'name' ? call.callee.name : '') ? 'endless' : 'limit';
    }
    default: return 'limit';
  }
}
