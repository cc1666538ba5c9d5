/** Whether a value was compared with a fixed list before it is used: `if column not in ALLOWED: raise`. */
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { FlowNode } from './flow.js';

export function isCheckedAgainstList(node: FlowNode, name: string): boolean {
  const { file, fn, value } = node;
  for (const block of file.facts.blocks) {
    if (block.in !== fn || !block.test || block.test.at.end > value.at.start) continue;
    const check = membershipOf(file, block.test, name);
    if (!check) continue;
    const insideBlock = block.at.start <= value.at.start && value.at.start < block.at.end;
    if (check === 'in' && insideBlock) return true;
    if (check === 'not in' && !insideBlock && leaves(file, block.at.start, block.at.end, fn)) return true;
    // `if x not in LIST: x = 'default'`
    if (check === 'not in' && !insideBlock && file.assignments.get(fn)?.get(name)?.some(one => block.at.start <= one.at.start && one.at.end <= block.at.end && one.value.kind === 'text')) return true;
  }
  return false;
}

function membershipOf(file: FileIndex, test: Value, name: string): 'in' | 'not in' | undefined {
  const isName = (value: Value | undefined): boolean => {
    if (value?.kind === 'name') return value.name === name;
    if (value?.kind !== 'call') return false;
    const call = file.facts.calls[value.call];
    return call?.callee.kind === 'member' && call.args.length === 0 && isName(call.callee.of);
  };
  if (test.kind === 'operation') {
    const [left, right] = test.operands;
    if ((test.operator === 'in' || test.operator === 'not in') && isName(left) && right && isList(right)) return test.operator;
    if ((test.operator === '!' || test.operator === 'not') && left) {
      const inner = membershipOf(file, left, name);
      return inner === 'in' ? 'not in' : inner === 'not in' ? 'in' : undefined;
    }
    if (['and', '&&'].includes(test.operator)) return test.operands.map(operand => membershipOf(file, operand, name)).find(found => found === 'in');
    if (['or', '||'].includes(test.operator)) return test.operands.map(operand => membershipOf(file, operand, name)).find(found => found === 'not in');
  }
  if (test.kind === 'choice') {
    const found = test.options.map(option => membershipOf(file, option, name)).find(one => one !== undefined);
    return found;
  }
  if (test.kind === 'call') {
    const call = file.facts.calls[test.call];
    if (call?.callee.kind === 'member' && ['includes', 'contains', 'has', 'contains_key', 'hasOwnProperty', 'isdisjoint'].includes(calledName(call)) && isName(call.args[0]?.value) && isList(call.callee.of)) return 'in';
  }
  return undefined;
}

/** Anything but the client's own words: a literal list, or a name for one. */
function isList(value: Value): boolean {
  return value.kind === 'list' || value.kind === 'record' || value.kind === 'name' || value.kind === 'member' || value.kind === 'call';
}

function leaves(file: FileIndex, start: number, end: number, fn: number): boolean {
  const within = (one: { readonly in: number; readonly at: { readonly start: number; readonly end: number } }): boolean => one.in === fn && start <= one.at.start && one.at.end <= end;
  return file.facts.raises.some(within) || (file.returns.get(fn) ?? []).some(within) || file.facts.calls.some(call => within(call) && ['exit', 'abort', 'continue', 'json', 'send', 'status'].includes(calledName(call)));
}
