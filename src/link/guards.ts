/** Whether a value was compared with a fixed list before it is used: `if column not in ALLOWED: raise`. */
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';
import { admitsOnlyNames } from './validators.js';

type Verdict = 'in' | 'not in' | undefined;

/** What is being asked about, and of which lists the client's own words are. */
interface Asked { readonly flow: Flow; readonly file: FileIndex; readonly isSubject: (value: Value | undefined) => boolean; readonly isClients: (list: Value) => boolean }

/** For a name or a member; `isClients` says whether a list holds the client's own words, which prove nothing. */
export function isCheckedAgainstList(node: FlowNode, flow: Flow, isClients: (list: Value) => boolean): boolean {
  const { file, fn, value } = node;
  if (!file.facts.blocks.some(block => block.in === fn && block.test)) return false;
  const asked = (subject: Value): Asked => ({ flow, file, isSubject: other => isSame(file, other, subject), isClients });
  if (isCheckedBefore(file, fn, value.at.start, asked(value), -1)) return true;
  if (value.kind !== 'name') return false;
  const { name } = value;
  // `if x not in LIST: x = 'default'`
  const replaced = file.assignments.get(fn)?.get(name)?.some(one => one.value.kind === 'text' && one.at.end <= value.at.start && verdictOfBlock(asked(value), one.block) === 'not in');
  if (replaced) return true;
  // `for x in xs: if x not in LIST: raise` checks all of them.
  return file.facts.blocks.some((loop, index) => loop.kind === 'loop' && loop.in === fn && loop.over?.kind === 'name' && loop.over.name === name && loop.at.end <= value.at.start
    && file.facts.assignments.some(one => one.block === index && one.value.kind === 'item' && one.value.of === loop.over && isCheckedBefore(file, fn, loop.at.end, asked(one.target), index)));
}

/** A check that is passed on every way to `at`; `within` is a block whose end counts as `at`. */
function isCheckedBefore(file: FileIndex, fn: number, at: number, asked: Asked, within: number): boolean {
  return file.facts.blocks.some((block, index) => {
    if (block.in !== fn || !block.test) return false;
    const inside = block.at.start <= at && at < block.at.end;
    // `x for x in xs if x in LIST`: the test stands behind what it decides.
    if (block.test.at.end > at && !(inside && at < block.test.at.start)) return false;
    const verdict = verdictOf(asked, block.test);
    if (verdict === 'in') return inside;
    return verdict === 'not in' && !inside && (within >= 0 ? block.parent === within : surrounds(file, block.parent, at)) && (block.leaves === true || leaves(file, index));
  });
}

/** Which options of `a if test else b` the test proves to be on a list. */
export function checkedOptions(node: FlowNode, options: readonly Value[], tests: readonly Value[], flow: Flow, isClients: (list: Value) => boolean): readonly boolean[] {
  const [test] = tests;
  return options.map((option, index) => {
    if (!test || tests.length !== 1 || options.length !== 2) return false;
    const verdict = verdictOf({ flow, file: node.file, isSubject: other => isSame(node.file, other, option), isClients }, test);
    return verdict === (index === 0 ? 'in' : 'not in');
  });
}

/** `xs.filter(x => LIST.includes(x))`, `xs.every(...)`: the callback says yes only to what is on a list. */
export function admitsOnlyListed(file: FileIndex, callback: Value | undefined, flow: Flow, isClients: (list: Value) => boolean): boolean {
  if (callback?.kind !== 'function') return false;
  const param = file.functionAt(callback.function)?.params[0];
  const returns = file.returns.get(callback.function) ?? [];
  const isSubject = (value: Value | undefined): boolean => param !== undefined && isSame(file, value, { kind: 'name', name: param.name, at: param.at });
  return returns.length > 0 && returns.every(one => verdictOf({ flow, file, isSubject, isClients }, one.value) === 'in');
}

function verdictOfBlock(asked: Asked, block: number): Verdict {
  const test = asked.file.facts.blocks[block]?.test;
  return test && verdictOf(asked, test);
}

function isSame(file: FileIndex, value: Value | undefined, subject: Value): boolean {
  if (value?.kind === 'name') return subject.kind === 'name' && value.name === subject.name;
  if (value?.kind === 'member') return subject.kind === 'member' && value.name === subject.name && isSame(file, value.of, subject.of);
  if (value?.kind === 'index') return subject.kind === 'index' && value.key.kind === 'text' && subject.key.kind === 'text' && value.key.text === subject.key.text && isSame(file, value.of, subject.of);
  const call = value?.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call?.callee.kind === 'member' && call.args.length === 0 && isSame(file, call.callee.of, subject);
}

function verdictOf(asked: Asked, test: Value): Verdict {
  const { file, isSubject } = asked;
  const isList = (value: Value): boolean => listKinds.has(value.kind) && !asked.isClients(value);
  const joint = jointTestsOf(test);
  if (joint) {
    const found = joint.tests.map(one => verdictOf(asked, one));
    const [one, all] = joint.operator === 'and' ? ['in', 'not in'] as const : ['not in', 'in'] as const;
    return found.includes(one) ? one : found.every(each => each === all) ? all : undefined;
  }
  if (test.kind === 'operation') {
    const [left, right] = test.operands;
    if ((test.operator === '!' || test.operator === 'not') && left) {
      const inner = verdictOf(asked, left);
      return inner === 'in' ? 'not in' : inner === 'not in' ? 'in' : undefined;
    }
    if ((test.operator === 'in' || test.operator === 'not in') && isSubject(left) && right && isList(right)) return test.operator;
    // `if order == 'asc' or order == 'desc'`
    if (/^={2,3}$/.test(test.operator) && isSubject(left) && right?.kind === 'text') return 'in';
    if (/^!={1,2}$/.test(test.operator) && isSubject(left) && right?.kind === 'text') return 'not in';
    if (test.operator === 'is' && right?.kind === 'nothing' && left && admitsOnlyNames(asked.flow, file, left, isSubject)) return 'not in';
  }
  const call = test.kind === 'call' ? file.facts.calls[test.call] : undefined;
  if (call?.callee.kind === 'member' && membershipMethods.has(calledName(call)) && isSubject(call.args[0]?.value) && isList(call.callee.of)) return 'in';
  const [first] = call?.args ?? [];
  if (call?.callee.kind === 'member' && /^(every|all)$/.test(call.callee.name) && isSubject(call.callee.of) && admitsOnlyListed(file, first?.value, asked.flow, asked.isClients)) return 'in';
  if (call && calledName(call) === 'all' && first?.value.kind === 'each' && isSubject(first.value.over) && everyElement(asked, first.value)) return 'in';
  return admitsOnlyNames(asked.flow, file, test, isSubject) ? 'in' : undefined;
}

/** `all(x in LIST for x in xs)` */
function everyElement(asked: Asked, each: Value & { readonly kind: 'each' }): boolean {
  const { file } = asked;
  return file.facts.assignments.some(one => one.value.kind === 'item' && one.value.of === each.over && verdictOf({ ...asked, isSubject: other => isSame(file, other, one.target) }, each.element) === 'in');
}

const membershipMethods: ReadonlySet<string> = new Set(['includes', 'contains', 'has', 'contains_key', 'hasOwnProperty']);

/** A literal list, or a name for one. */
const listKinds: ReadonlySet<Value['kind']> = new Set(['list', 'record', 'name', 'member', 'call']);

/** `a and b`, `a || b`. */
function jointTestsOf(test: Value): { readonly operator: 'and' | 'or'; readonly tests: readonly Value[] } | undefined {
  if (test.kind === 'choice' && (test.operator === 'and' || test.operator === 'or')) return { operator: test.operator, tests: test.options };
  if (test.kind === 'operation' && (test.operator === '&&' || test.operator === '||')) return { operator: test.operator === '&&' ? 'and' : 'or', tests: test.operands };
  return undefined;
}

/** A check inside a branch says nothing once the branch is over. */
function surrounds(file: FileIndex, index: number, at: number): boolean {
  const block = file.facts.blocks[index];
  if (!block) return true;
  return (block.at.start <= at && at < block.at.end) || ((block.kind === 'try' || block.kind === 'with') && surrounds(file, block.parent, at));
}

/** It raises, returns or ends the process, where the front-end does not say that it leaves. */
function leaves(file: FileIndex, block: number): boolean {
  const within = (one: { readonly block: number }): boolean => one.block === block;
  return file.facts.raises.some(within) || file.facts.returns.some(within) || file.facts.calls.some(call => within(call) && ['exit', 'abort'].includes(calledName(call)));
}
