/** Which members of the rows a query gives are used in the function that reads them. */
import type { Query, Value } from '../../src/rule/index.js';
import { partsWithCalls } from '../../src/rule/index.js';

/** What still is all of the rows. */
const passing = /^(?:all|first|one|one_or_none|scalars|scalar_one|scalar_one_or_none|scalar|fetchall|fetchone|mappings|unwrap|await|rows|then|fetch_all|fetch_one|fetch_optional|get|unique)$/;

/** Undefined when the rows leave the function, or are used in a way that could not be followed. */
export function usedMembers(query: Query): readonly string[] | undefined {
  const { file, fact } = query.call;
  const names = new Set<string>();
  for (const one of file.assignments) if (one.in === fact.in && one.target.kind === 'name' && carries(one.value, query)) names.add(one.target.name);
  if (names.size !== 1) return undefined;
  const [name = ''] = names;
  if (file.assignments.filter(one => one.in === fact.in && one.target.kind === 'name' && one.target.name === name).length > 1) return undefined;
  // Loop variables and single rows taken out of it stand for its rows.
  for (const one of file.assignments) if (one.in === fact.in && one.target.kind === 'name' && (one.value.kind === 'item' || one.value.kind === 'index') && one.value.of.kind === 'name' && names.has(one.value.of.name)) names.add(one.target.name);
  const found = new Set<string>();
  let escapes = false;
  const look = (value: Value, around: Value | undefined): void => {
    if (value.kind === 'name' && names.has(value.name)) {
      if (around?.kind === 'member') found.add(around.name);
      else if (around?.kind === 'index' && around.of === value && around.key.kind === 'text') found.add(around.key.text);
      else if (!(around?.kind === 'operation' || around?.kind === 'item' || (around?.kind === 'each' && around.over === value) || (around?.kind === 'index' && around.of === value))) escapes = true;
      return;
    }
    for (const inner of partsOf(value)) look(inner, value);
  };
  const inside = (fn: number): boolean => { for (let at = fn; at >= 0; at = file.functions[at]?.in ?? -1) if (at === fact.in) return true; return false; };
  // A row that is changed is written back whole.
  if (file.assignments.some(one => inside(one.in) && one.target.kind === 'member' && one.target.of.kind === 'name' && names.has(one.target.of.name))) return undefined;
  for (const one of file.assignments) if (inside(one.in)) { if (!(one.target.kind === 'name' && names.has(one.target.name))) { look(one.target, undefined); look(one.value, undefined); } }
  for (const one of file.calls) if (inside(one.in)) { look(one.callee, undefined); for (const argument of one.args) look(argument.value, undefined); }
  for (const one of [...file.returns, ...file.raises]) if (inside(one.in)) look(one.value, undefined);
  for (const one of file.blocks) if (inside(one.in) && one.test) look(one.test, one.test.kind === 'name' ? { kind: 'operation', operator: 'bool', operands: [], at: one.at } : undefined);
  return escapes ? undefined : [...found];
}

function carries(value: Value, query: Query): boolean {
  const { file, fact } = query.call;
  if (value.kind === 'call') {
    const call = file.calls[value.call];
    if (!call) return false;
    if (call === fact) return true;
    return call.callee.kind === 'member' && passing.test(call.callee.name) && carries(call.callee.of, query);
  }
  return value.kind === 'member' && passing.test(value.name) && [...partsWithCalls(value.of, file.calls)].some(part => part.kind === 'call' && file.calls[part.call] === fact);
}

/** The values directly inside one; calls are looked at on their own. */
function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'joined': return value.parts;
    case 'member': case 'item': return [value.of];
    case 'index': return [value.of, value.key];
    case 'list': return value.items;
    case 'record': return value.entries.flatMap(entry => [...(entry.key ? [entry.key] : []), entry.value]);
    case 'choice': return [...value.tests, ...value.options];
    case 'operation': return value.operands;
    case 'each': return [value.element, value.over];
    default: return [];
  }
}
