/** Spells values and types in one line each, so that a test can say what it expects the way a person would write it. */
import type { Argument, FileFacts, Role, TypeRef } from '../../../src/facts/structure.js';
import type { Value } from '../../../src/facts/value.js';
import { lowerPython } from '../../../src/languages/python/lower.js';

export function lower(text: string, role: Role = 'production'): FileFacts {
  return lowerPython('app/orders.py', text, role);
}

/** The value of the last assignment in the text. */
export function assigned(text: string): string {
  const facts = lower(text);
  const last = facts.assignments.at(-1);
  return last ? spell(last.value, facts) : 'nothing assigned';
}

export function spell(value: Value, facts: FileFacts): string {
  const list = (values: readonly Value[], separator = ', '): string => values.map(each => spell(each, facts)).join(separator);
  switch (value.kind) {
    case 'text': return JSON.stringify(value.text);
    case 'number': return String(value.value);
    case 'boolean': return value.value ? 'True' : 'False';
    case 'nothing': return 'None';
    case 'name': return value.name;
    case 'member': return `${spell(value.of, facts)}.${value.name}`;
    case 'index': return `${spell(value.of, facts)}[${spell(value.key, facts)}]${value.slice ? 'slice' : ''}`;
    case 'call': {
      const call = facts.calls[value.call];
      return call ? `${spell(call.callee, facts)}(${call.args.map(arg => spellArgument(arg, facts)).join(', ')})` : 'no such call';
    }
    case 'list': return `[${list(value.items)}]${value.repeat ? ` * ${spell(value.repeat, facts)}` : ''}`;
    case 'record': return `{${value.entries.map(entry => `${entry.key ? spell(entry.key, facts) : '**'}: ${spell(entry.value, facts)}`).join(', ')}}`;
    case 'choice': return `<${value.operator ?? 'if'} ${list(value.options, ' | ')}>`;
    case 'operation': return `(${value.operator} ${list(value.operands, ' ')})`;
    case 'joined': return `${value.how}{${list(value.parts, ' ~ ')}}`;
    case 'function': return `function ${facts.functions[value.function]?.name ?? ''}`;
    case 'each': return `each ${spell(value.element, facts)} of ${spell(value.over, facts)}`;
    case 'item': return `item${value.index ?? ''} of ${spell(value.of, facts)}`;
    case 'unknown': return `unknown: ${value.because}`;
  }
}

export function spellArgument(arg: Argument, facts: FileFacts): string {
  return `${arg.name === undefined ? '' : `${arg.name}=`}${arg.spread ? '...' : ''}${spell(arg.value, facts)}`;
}

export function spellType(type: TypeRef | undefined, facts: FileFacts): string {
  if (!type) return 'none';
  const inside = [...type.args.map(arg => spellType(arg, facts)), ...(type.values ?? []).map(value => spell(value, facts))];
  return inside.length > 0 ? `${type.name}<${inside.join(', ')}>` : type.name;
}
