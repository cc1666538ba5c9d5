/** Every literal text of a file, with the name it is bound to where it has one: a variable, a key, an option, a parameter's default. */
import { partsOfValue } from '../facts/parts.js';
import type { Span } from '../facts/span.js';
import type { Argument, FileFacts } from '../facts/structure.js';
import type { Value } from '../facts/value.js';

export interface NamedText {
  readonly text: string;
  readonly at: Span;
  /** The last part of the name: `API_KEY`, `password` of `config.password`. */
  readonly name: string | undefined;
  /** Further names it is given at once: `a = b = "..."`. */
  readonly others: readonly string[];
  /** `compared`: `password == "x"`. `fallback`: what stands in for an environment variable of that name. */
  readonly bound: 'assigned' | 'argument' | 'key' | 'default' | 'field' | 'compared' | 'fallback' | 'nothing';
}

/** Calls that are handed a key without a name: its position, and what it is called. */
const keyed: Readonly<Record<string, readonly [position: number, name: string]>> = {
  createHmac: [1, 'hmac_key'], cookieParser: [0, 'cookie_secret'], URLSafeSerializer: [0, 'secret_key'], URLSafeTimedSerializer: [0, 'secret_key'], sign: [1, 'signing_key'], encode: [1, 'signing_key'], createCipheriv: [1, 'encryption_key'],
};

/** What documents an API is made up: `example: { password: "..." }`, `withExamples(schema, [...])`. */
const shown = /^(?:with_?)?examples?$/i;

/** Calls that read a setting and take what holds without it. */
const readsSetting = /^(?:getenv|get|env|str|config|getOrDefault|get_or|unwrap_or|string)$/;

/** Several rules, each in several meanings, ask for the same file's. */
const kept = new WeakMap<FileFacts, readonly NamedText[]>();

export function namedTextsIn(file: FileFacts): readonly NamedText[] {
  const known = kept.get(file) ?? gather(file);
  kept.set(file, known);
  return known;
}

type Add = (value: Value, names: readonly string[], bound: NamedText['bound']) => void;

function gather(file: FileFacts): readonly NamedText[] {
  const found = new Map<string, NamedText>();
  const add: Add = (value, names, bound) => {
    switch (value.kind) {
      case 'text': {
        const key = `${String(value.at.start)}-${String(value.at.end)}`;
        const known = found.get(key);
        const [name, ...others] = names;
        if (!known || (known.name === undefined && name !== undefined)) found.set(key, { text: value.text, at: value.at, name, others, bound });
        else if (names.length > 0) found.set(key, { ...known, others: [...new Set([...known.others, ...names])].filter(one => one !== known.name) });
        return;
      }
      case 'record': for (const entry of value.entries) if (!(entry.key?.kind === 'text' && shown.test(entry.key.text))) add(entry.value, entry.key?.kind === 'text' ? [entry.key.text] : entry.key?.kind === 'name' ? [entry.key.name] : names, 'key'); return;
      case 'choice': {
        const variable = value.options.map(variableOf).find(one => one !== undefined);
        for (const option of value.options) add(option, variable === undefined ? names : [...new Set([...names, variable])], bound === 'assigned' || (names.length === 0 && variable !== undefined) ? 'fallback' : bound);
        for (const test of value.tests) add(test, [], 'nothing');
        return;
      }
      case 'list': for (const item of value.items) add(item, names, bound); return;
      case 'operation': {
        const named = value.operands.map(nameOf).find(one => one !== undefined);
        for (const operand of value.operands) add(operand, /^(?:==|===|!=|!==|in)$/.test(value.operator) && named !== undefined ? [named] : [], 'compared');
        return;
      }
      case 'joined': for (const part of value.parts) add(part, [], 'nothing'); return;
      case 'call': {
        const call = file.calls[value.call];
        const only = call?.args.length === 1 ? call.args[0] : undefined;
        // `SecretStr("...")`, `"...".to_string()`, `Some("...")`: the name is the text's.
        if (only && !only.name) add(only.value, names, bound);
        if (call?.callee.kind === 'member') add(call.callee.of, names, bound);
        return;
      }
      case 'name': case 'member': case 'index': case 'number': case 'boolean': case 'nothing': case 'function': case 'each': case 'item': case 'unknown':
        for (const part of partsOfValue(value)) if (part !== value && part.kind === 'text') add(part, [], 'nothing');
    }
  };
  for (const one of file.assignments) add(one.value, named(nameOf(one.target)), 'assigned');
  for (const call of file.calls) addArguments(call.args, call.callee, add);
  // An enum's values are names themselves.
  for (const cls of file.classes) for (const field of cls.fields) if (field.value) add(field.value, cls.kind === 'enum' ? [] : [field.name], 'field');
  for (const fn of file.functions) for (const param of fn.params) if (param.default) add(param.default, [param.name], 'default');
  for (const one of [...file.returns, ...file.raises]) add(one.value, [], 'nothing');
  for (const block of file.blocks) if (block.test) add(block.test, [], 'nothing');
  return [...found.values()];
}

function addArguments(args: readonly Argument[], callee: Value, add: Add): void {
  const called = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (shown.test(called)) return;
  const [first] = args;
  args.forEach((argument, position) => {
    const setting = position === 1 && first?.value.kind === 'text' && readsSetting.test(called) ? first.value.text : undefined;
    const key = Object.hasOwn(keyed, called) && keyed[called]?.[0] === position ? keyed[called]?.[1] : undefined;
    add(argument.value, named(argument.name ?? setting ?? key), setting === undefined ? 'argument' : 'fallback');
  });
  // `std::env::var("SECRET").unwrap_or_else(...)` and `.expose("...")` have no name of their own.
}

function named(name: string | undefined): readonly string[] { return name === undefined ? [] : [name]; }

/** `process.env.JWT_SECRET`, `env['JWT_SECRET']`: the variable's name. */
function variableOf(value: Value): string | undefined {
  if (value.kind !== 'member' && value.kind !== 'index') return undefined;
  const owner = value.of.kind === 'member' || value.of.kind === 'name' ? value.of.name : '';
  if (!/^(?:env|environ)$/.test(owner)) return undefined;
  return value.kind === 'member' ? value.name : value.key.kind === 'text' ? value.key.text : undefined;
}

function nameOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'name': case 'member': return value.name;
    case 'index': return value.key.kind === 'text' ? value.key.text : undefined;
    case 'text': case 'number': case 'boolean': case 'nothing': case 'joined': case 'call': case 'list': case 'record': case 'choice': case 'operation': case 'function': case 'each': case 'item': case 'unknown': return undefined;
  }
}
