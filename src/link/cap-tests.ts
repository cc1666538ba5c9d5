/** Bounds a number has because it was compared before it is used: `if limit > 100: raise`, `limit < 1 ? 1 : limit`, a function that checks it. */
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import { both, somehowCapped, uncapped, type Cap, type Caps } from './caps.js';
import type { FileIndex } from './file-index.js';
import type { FlowNode } from './flow.js';

interface Verdict { readonly whenTrue: Cap; readonly whenFalse: Cap }

const silent: Verdict = { whenTrue: uncapped, whenFalse: uncapped };
const carriers = /^(int|Number|parseInt|parseFloat|Some|from|float)$/;
const unwrapping = /^(unwrap|unwrap_or|unwrap_or_default|unwrap_or_else|expect|clone|copied|cloned|toString|valueOf|into|try_into)$/;

/** What every way to `at` has found out about `subject`. */
export function cappedBefore(caps: Caps, node: FlowNode, at: number, depth = 0): Cap {
  const { file, fn, value } = node;
  const found: Cap[] = [];
  file.facts.blocks.forEach((block, index) => {
    if (block.in !== fn) return;
    const inside = block.at.start <= at && at < block.at.end;
    if (block.kind === 'else' && inside) {
      const sibling = file.facts.blocks.find(other => other.group === block.group && other.test && other.at.end <= block.at.start);
      if (sibling?.test) found.push(verdictOf(caps, node, sibling.test, value).whenFalse);
      return;
    }
    if (!block.test || block.test.at.end > at || block.kind === 'while') return;
    const verdict = verdictOf(caps, node, block.test, value);
    if (inside) found.push(verdict.whenTrue);
    else if (surrounds(file, block.parent, at) && (block.leaves === true || changes(file, index, value))) found.push(verdict.whenFalse);
  });
  if (depth === 0) found.push(...checkedByCalls(caps, node, at));
  return both(uncapped, ...found);
}

/** What the tests of `a if test else b` say about the option chosen. */
export function cappedOption(caps: Caps, node: FlowNode, option: Value, index: number, options: number, tests: readonly Value[]): Cap {
  const [test] = tests;
  if (test && tests.length === 1 && options === 2) {
    const verdict = verdictOf(caps, node, test, option);
    return index === 0 ? verdict.whenTrue : verdict.whenFalse;
  }
  const verdicts = tests.map(one => verdictOf(caps, node, one, option));
  return verdicts.some(one => one.whenTrue.upper !== undefined || one.whenFalse.upper !== undefined) ? somehowCapped : uncapped;
}

/** `validate_limit(limit)`, `params.validate()`: the function called compares it and does not come back. */
function checkedByCalls(caps: Caps, node: FlowNode, at: number): readonly Cap[] {
  const { file, fn, value } = node;
  return (file.calls.get(fn) ?? []).flatMap(index => {
    const call = file.facts.calls[index];
    if (!call || call.at.end > at || !surrounds(file, call.block, at)) return [];
    const callee = caps.flow.graph.calleeOf(call);
    if (!callee) return [];
    const params = callee.file.functionAt(callee.fn)?.params ?? [];
    const own = params[0]?.name === 'self' || params[0]?.name === 'cls' ? 1 : 0;
    return call.args.flatMap((argument, position) => {
      const param = params[position + own];
      const subject = param && standingFor(file, value, argument.value, { kind: 'name', name: param.name, at: param.at });
      return subject ? [cappedBefore(caps, { file: callee.file, fn: callee.fn, value: subject, frame: undefined }, Number.MAX_SAFE_INTEGER - 1, 1)] : [];
    });
  });
}

/** The subject as the called function names it: the parameter, or the same field of it. */
function standingFor(file: FileIndex, subject: Value, given: Value, param: Value): Value | undefined {
  if (isSame(file, given, subject)) return param;
  return subject.kind === 'member' && isSame(file, given, subject.of) ? { ...subject, of: param } : undefined;
}

function verdictOf(caps: Caps, node: FlowNode, test: Value, subject: Value): Verdict {
  const { file } = node;
  const joint = test.kind === 'choice' ? test.options : test.kind === 'operation' && (test.operator === '&&' || test.operator === '||') ? test.operands : undefined;
  if (joint) {
    // `x is not None and x > 100`: what stands beside the comparison seldom is about anything else.
    const verdicts = joint.map(one => verdictOf(caps, node, one, subject));
    return { whenTrue: both(uncapped, ...verdicts.map(one => one.whenTrue)), whenFalse: both(uncapped, ...verdicts.map(one => one.whenFalse)) };
  }
  if (test.kind === 'call') {
    const call = file.facts.calls[test.call];
    if (call && /^(includes|contains|has)$/.test(calledName(call)) && call.args.some(argument => isSubject(file, argument.value, subject))) return { whenTrue: somehowCapped, whenFalse: uncapped };
    return silent;
  }
  if (test.kind !== 'operation') return silent;
  const [left, right] = test.operands;
  if ((test.operator === '!' || test.operator === 'not') && left) {
    const inner = verdictOf(caps, node, left, subject);
    return { whenTrue: inner.whenFalse, whenFalse: inner.whenTrue };
  }
  if (test.operator === 'in' && left && isSubject(file, left, subject)) return { whenTrue: somehowCapped, whenFalse: uncapped };
  if (test.operator === 'not in' && left && isSubject(file, left, subject)) return { whenTrue: uncapped, whenFalse: somehowCapped };
  if (!/^[<>]=?$/.test(test.operator) || !left || !right) return silent;
  // `1 <= limit <= 100`
  if (test.operands.length > 2) return test.operands.some(one => isSubject(file, one, subject)) ? { whenTrue: somehowCapped, whenFalse: uncapped } : silent;
  const above = test.operator.startsWith('>');
  if (isSubject(file, left, subject)) return compared(caps, node, right, above);
  return isSubject(file, right, subject) ? compared(caps, node, left, !above) : silent;
}

function compared(caps: Caps, node: FlowNode, bound: Value, above: boolean): Verdict {
  const number = caps.numberOf({ ...node, value: bound });
  const least: Cap = { lower: (number ?? -1) >= 0 };
  // A comparison with zero or one asks whether there is a limit at all.
  const most: Cap = number !== undefined && number <= 1 ? uncapped : { upper: number ?? 0, lower: false };
  return above ? { whenTrue: least, whenFalse: most } : { whenTrue: most, whenFalse: least };
}

function isSubject(file: FileIndex, value: Value, subject: Value): boolean {
  return isSame(file, bare(file, value), bare(file, subject));
}

/** Without conversions: `Number(limit)`, `limit.unwrap_or(20)`. */
function bare(file: FileIndex, value: Value): Value {
  if (value.kind === 'operation' && value.operands.length === 1 && value.operands[0]) return bare(file, value.operands[0]);
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (!call) return value;
  const name = calledName(call);
  if (call.callee.kind === 'member' && unwrapping.test(name)) return bare(file, call.callee.of);
  const [first] = call.args;
  return first && carriers.test(name) ? bare(file, first.value) : value;
}

function isSame(file: FileIndex, a: Value, b: Value): boolean {
  switch (a.kind) {
    case 'name': return b.kind === 'name' && a.name === b.name;
    case 'member': return b.kind === 'member' && a.name === b.name && isSame(file, a.of, b.of);
    case 'index': return b.kind === 'index' && a.key.kind === 'text' && b.key.kind === 'text' && a.key.text === b.key.text && isSame(file, a.of, b.of);
    case 'call': {
      const [one, other] = b.kind === 'call' ? [file.facts.calls[a.call], file.facts.calls[b.call]] : [];
      return one !== undefined && other !== undefined && calledName(one) === calledName(other) && isSame(file, one.callee, other.callee)
        && one.args.length === other.args.length && one.args.every((argument, index) => { const twin = other.args[index]; return twin !== undefined && isSame(file, argument.value, twin.value); });
    }
    case 'text': return b.kind === 'text' && a.text === b.text;
    case 'number': return b.kind === 'number' && a.value === b.value;
    default: return false;
  }
}

function surrounds(file: FileIndex, index: number, at: number): boolean {
  const block = file.facts.blocks[index];
  if (!block || at >= Number.MAX_SAFE_INTEGER - 1) return true;
  return (block.at.start <= at && at < block.at.end) || ((block.kind === 'try' || block.kind === 'with') && surrounds(file, block.parent, at));
}

/** The branch gives the subject another value. */
function changes(file: FileIndex, block: number, subject: Value): boolean {
  return file.facts.assignments.some(one => one.block === block && isSame(file, one.target, subject)) || file.facts.raises.some(one => one.block === block) || file.facts.returns.some(one => one.block === block);
}
