/** Prints facts in a short notation, so that a test says in one line what a front-end understood. */
import type { Argument, FileFacts, TypeRef } from '../../../src/facts/structure.js';
import type { Value } from '../../../src/facts/value.js';
import { lowerTypeScript } from '../../../src/languages/typescript/lower.js';

export function lower(text: string, file = 'src/app.ts'): FileFacts {
  return lowerTypeScript(file, text, 'production');
}

/** `db.query('a' ++ id)`: joined parts with `++`, choices with `|`, items with `*`. */
export function show(facts: FileFacts, value: Value | undefined): string {
  if (!value) return '-';
  const inner = (part: Value): string => show(facts, part);
  switch (value.kind) {
    case 'text': return `'${value.text}'`;
    case 'number':
    case 'boolean': return String(value.value);
    case 'nothing': return 'nothing';
    case 'joined': return `${value.how}<${value.parts.map(inner).join(' ++ ')}>`;
    case 'name': return value.name;
    case 'member': return `${inner(value.of)}.${value.name}`;
    case 'index': return `${inner(value.of)}[${inner(value.key)}]`;
    case 'call': return showCall(facts, value.call);
    case 'list': return `[${value.items.map(inner).join(', ')}]`;
    case 'record': return `{${value.entries.map(entry => entry.spread ? `...${inner(entry.value)}` : `${show(facts, entry.key)}: ${inner(entry.value)}`).join(', ')}}`;
    case 'choice': return `(${value.options.map(inner).join(' | ')})`;
    case 'operation': return `${value.operator}(${value.operands.map(inner).join(', ')})`;
    case 'function': return `fn ${facts.functions[value.function]?.name ?? '?'}`;
    case 'each': return `${inner(value.element)} for ${inner(value.over)}`;
    case 'item': return `*${inner(value.of)}${value.index === undefined ? '' : `@${String(value.index)}`}`;
    case 'unknown': return `unknown: ${value.because}`;
  }
}

export function showCall(facts: FileFacts, index: number): string {
  const call = facts.calls[index];
  if (!call) return '?';
  const types = call.types ? `<${call.types.map(showType).join(', ')}>` : '';
  const text = `${call.new ? 'new ' : ''}${show(facts, call.callee)}${types}(${call.args.map(arg => showArgument(facts, arg)).join(', ')})`;
  return `${call.awaited ? 'await ' : ''}${text}${call.tagged ? ' tagged' : ''}${call.dropped ? ' dropped' : ''}`;
}

function showArgument(facts: FileFacts, argument: Argument): string {
  return `${argument.spread ? '...' : ''}${show(facts, argument.value)}`;
}

export function showType(type: TypeRef | undefined): string {
  if (!type) return '-';
  return type.args.length === 0 ? type.name : `${type.name}<${type.args.map(showType).join(', ')}>`;
}

export function assignments(facts: FileFacts): readonly string[] {
  return facts.assignments.map(fact => `${show(facts, fact.target)} ${fact.operator} ${show(facts, fact.value)}`);
}

export function calls(facts: FileFacts): readonly string[] {
  return facts.calls.map((_, index) => showCall(facts, index));
}
