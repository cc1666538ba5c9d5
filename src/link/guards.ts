/** Whether a value was compared with a fixed list before it is used: `if column not in ALLOWED: raise`. */
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { FlowNode } from './flow.js';

export function isCheckedAgainstList(node: FlowNode, name: string): boolean {
  const { file, fn, value } = node;
  for (const [index, block] of file.facts.blocks.entries()) {
    if (block.in !== fn || !block.test || block.test.at.end > value.at.start) continue;
    const check = membershipOf(file, block.test, name);
    if (!check) continue;
    const insideBlock = block.at.start <= value.at.start && value.at.start < block.at.end;
    if (check === 'in' && insideBlock) return true;
    if (check === 'not in' && !insideBlock && surrounds(file, block.parent, value.at.start) && (block.leaves || leaves(file, index))) return true;
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
    // `if order == 'asc' or order == 'desc'`
    if (/^={2,3}$/.test(test.operator) && isName(left) && right?.kind === 'text') return 'in';
    if (/^!={1,2}$/.test(test.operator) && isName(left) && right?.kind === 'text') return 'not in';
  }
  const joint = jointTestsOf(test);
  if (joint) {
    const found = joint.tests.map(one => membershipOf(file, one, name));
    const [one, all] = joint.operator === 'and' ? ['in', 'not in'] as const : ['not in', 'in'] as const;
    return found.includes(one) ? one : found.every(each => each === all) ? all : undefined;
  }
  if (test.kind === 'call') {
    const call = file.facts.calls[test.call];
    if (call?.callee.kind === 'member' && ['includes', 'contains', 'has', 'contains_key', 'hasOwnProperty'].includes(calledName(call)) && isName(call.args[0]?.value) && isList(call.callee.of)) return 'in';
  }
  return undefined;
}

/** `a and b`, `a || b`. */
function jointTestsOf(test: Value): { readonly operator: 'and' | 'or'; readonly tests: readonly Value[] } | undefined {
  if (test.kind === 'choice' && (test.operator === 'and' || test.operator === 'or')) return { operator: test.operator, tests: test.options };
  if (test.kind === 'operation' && (test.operator === '&&' || test.operator === '||')) return { operator: test.operator === '&&' ? 'and' : 'or', tests: test.operands };
  return undefined;
}

/** Anything but the client's own words: a literal list, or a name for one. */
function isList(value: Value): boolean {
  return value.kind === 'list' || value.kind === 'record' || value.kind === 'name' || value.kind === 'member' || value.kind === 'call';
}

/** A check inside a branch says nothing once the branch is over. */
function surrounds(file: FileIndex, index: number, at: number): boolean {
  const block = file.facts.blocks[index];
  if (!block) return true;
  return (block.at.start <= at && at < block.at.end) || ((block.kind === 'try' || block.kind === 'with') && surrounds(file, block.parent, at));
}

/** Its last statement ends the process or answers the client, where the front-end does not say that it leaves. */
function leaves(file: FileIndex, block: number): boolean {
  const within = (one: { readonly block: number }): boolean => one.block === block;
  return file.facts.raises.some(within) || file.facts.returns.some(within) || file.facts.calls.some(call => within(call) && ['exit', 'abort'].includes(calledName(call)));
}
