/** Whether a test only says yes to plain names and numbers: an anchored pattern of word characters, `isidentifier()`, `chars().all(...)`, or a function of this program that asks one of these. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';

const plainMethods: ReadonlySet<string> = new Set(['isidentifier', 'isalnum', 'isdigit', 'isdecimal', 'isnumeric']);
const plainCharacters: ReadonlySet<string> = new Set(['is_alphanumeric', 'is_ascii_alphanumeric', 'is_alphabetic', 'is_ascii_alphabetic', 'is_numeric', 'is_ascii_digit', 'is_ascii_lowercase', 'is_ascii_uppercase', 'is_lowercase', 'is_uppercase']);
const maxDepth = 3;

export function admitsOnlyNames(flow: Flow, file: FileIndex, test: Value, isSubject: (value: Value | undefined) => boolean, depth = 0): boolean {
  const go = (value: Value | undefined): boolean => value !== undefined && admitsOnlyNames(flow, file, value, isSubject, depth);
  if (test.kind === 'choice') return test.operator === 'and' && test.options.some(go);
  if (test.kind === 'operation') {
    const [left, right] = test.operands;
    if (test.operator === '&&') return test.operands.some(go);
    return /^(is not|!=|!==)$/.test(test.operator) && right?.kind === 'nothing' && go(left);
  }
  const call = test.kind === 'call' ? file.facts.calls[test.call] : undefined;
  if (!call || depth > maxDepth) return false;
  const callee = flow.graph.calleeOf(call);
  if (callee) {
    const position = call.args.findIndex(argument => isSubject(argument.value));
    const params = callee.file.functionAt(callee.fn)?.params ?? [];
    const param = position < 0 ? undefined : params[position + (params[0]?.name === 'self' || params[0]?.name === 'cls' ? 1 : 0)];
    const returns = callee.file.returns.get(callee.fn) ?? [];
    return param !== undefined && returns.length > 0 && returns.every(one => admitsOnlyNames(flow, callee.file, one.value, value => value?.kind === 'name' && value.name === param.name, depth + 1));
  }
  const [first, second] = call.args.map(argument => argument.value);
  if (call.callee.kind !== 'member') return calledName(call) === 'bool' && go(first);
  const { of } = call.callee;
  const name = calledName(call);
  const node = (value: Value): FlowNode => ({ file, fn: call.in, value, frame: undefined });
  if (plainMethods.has(name)) return isSubject(of);
  if (name === 'test') return isSubject(first) && isPlain(patternsOf(flow, node(of)), '^', '$');
  if (name === 'all') return isPerCharacter(file, of, isSubject) && first !== undefined && admitsPlainCharacters(file, first);
  if (name !== 'match' && name !== 'fullmatch') return false;
  const [begin, end] = file.facts.language === 'python' ? ['', name === 'fullmatch' ? '' : '$'] : ['^', '$'];
  if (second && isSubject(second) && first) return isPlain(patternsOf(flow, node(first)), begin, end);
  return (isSubject(first) && isPlain(patternsOf(flow, node(of)), begin, end)) || (isSubject(of) && first !== undefined && isPlain(patternsOf(flow, node(first)), begin, end));
}

/** The patterns a value can be, as written; none when one of them is not to be told. */
function patternsOf(flow: Flow, node: FlowNode, depth = 0): readonly string[] {
  const { value, file } = node;
  if (value.kind === 'text') return [value.text];
  if (value.kind === 'operation' && value.operator === 'regex') return value.operands.flatMap(one => (one.kind === 'text' ? [one.text] : []));
  if (depth > maxDepth) return [];
  if (value.kind === 'name') return flow.ofName(node, value.name).nodes.flatMap(one => patternsOf(flow, one, depth + 1));
  const call: Call | undefined = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  const [first] = call?.args ?? [];
  return call && first && /^(compile|RegExp)$/.test(calledName(call)) ? patternsOf(flow, { ...node, value: first.value }, depth + 1) : [];
}

function isPlain(patterns: readonly string[], begin: string, end: string): boolean {
  return patterns.length > 0 && patterns.every(pattern => {
    const closed = pattern.replace(/\\[zZ]$/, '$');
    if (!closed.startsWith(begin) || !closed.endsWith(end)) return false;
    const classes = closed.match(/\[(?:\\.|[^\]])*\]/g) ?? [];
    if (classes.some(one => !/^\[(?:\\[wd.-]|[\w.$#-])*\]$/.test(one))) return false;
    return /^\^?(?:\\[wd.-]|[\w(){}?+*,|:])*\$?$/.test(closed.replaceAll(/\[(?:\\.|[^\]])*\]/g, ''));
  });
}

function isPerCharacter(file: FileIndex, value: Value, isSubject: (value: Value | undefined) => boolean): boolean {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call?.callee.kind === 'member' && /^(chars|bytes)$/.test(call.callee.name) && isSubject(call.callee.of);
}

/** `|c| c.is_alphanumeric() || c == '_'`, `char::is_alphanumeric`. */
function admitsPlainCharacters(file: FileIndex, value: Value): boolean {
  switch (value.kind) {
    case 'function': return (file.returns.get(value.function) ?? []).every(one => admitsPlainCharacters(file, one.value));
    case 'member': return plainCharacters.has(value.name);
    case 'operation': return value.operator === '||' ? value.operands.every(one => admitsPlainCharacters(file, one)) : value.operator === '==' && value.operands.some(one => one.kind === 'text' && /^[\w.-]$/.test(one.text));
    case 'choice': return value.operator === 'or' && value.options.every(one => admitsPlainCharacters(file, one));
    case 'call': {
      const call = file.facts.calls[value.call];
      return call !== undefined && plainCharacters.has(calledName(call));
    }
    default: return false;
  }
}
