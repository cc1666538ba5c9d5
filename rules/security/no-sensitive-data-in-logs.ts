/** Passwords, tokens, bodies and headers that are written to a log. */
import type { Call, FileFacts, LogCall, Program, Value } from '../../src/rule/index.js';
import { defineRule, isSensitive, wholeProgram } from '../../src/rule/index.js';

export default defineRule({
  id: 'no-sensitive-data-in-logs',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A password, a token, a whole request body or its headers are written to a log.',
  why: 'Logs are copied, searched and kept by people and services that must never have it; there it outlives every rotation.',
  instead: 'leave it out, or log what identifies it: an id, a length, a masked form',
  limits: 'What a value is told by its name, or by being a request\'s body or headers. What passes through a function of its own (a mask, a hash, a length) is fine; so are types that mask themselves.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const one of program.logCalls) {
      const { file, fact } = one.call;
      if (program.roleAt(one.at) !== 'production' || isShownToItsUser(one, program)) continue;
      report.judged('log call');
      const [found] = one.written.flatMap(value => sensitiveIn(value, file, fact, program, 0));
      if (found) report(one.at, `${found} is written to the ${one.kind === 'print' ? 'terminal' : 'log'}`);
    }
  },
});

/** In a browser, and what a command line tool prints. */
function isShownToItsUser(one: LogCall, program: Program): boolean {
  const purpose = program.purposeOf(one.call.file);
  return purpose === 'browser' || (one.kind === 'print' && purpose === 'command line');
}

/** Calls that leave a value as readable as it was. */
const plain = /^(?:str|repr|format|String|stringify|dumps|inspect|to_string|toString|clone|as_str|as_ref|unwrap|expect|unwrap_or_default|display|decode|strip|trim|join|expose_secret|get_secret_value|format_args)$/;

/** In the author's words, each thing that must not be seen. */
function sensitiveIn(value: Value, file: FileFacts, log: LogCall['call']['fact'], program: Program, depth: number): readonly string[] {
  if (depth > 10) return [];
  const inner = (one: Value): readonly string[] => sensitiveIn(one, file, log, program, depth + 1);
  const named = (name: string): readonly string[] => (isSensitive(name, file.file, program.settings) && !isMasked(name, file, log) ? [`\`${program.sourceAt(program.place(file, value.at))}\``] : []);
  switch (value.kind) {
    case 'name': return named(value.name);
    case 'member': return isRequestPart(value.of, value.name, file, log, program) ? [`the whole \`${program.sourceAt(program.place(file, value.at))}\``] : named(value.name);
    case 'index': return value.slice ? [] : value.key.kind === 'text' ? named(value.key.text) : [];
    case 'joined': return value.parts.flatMap(inner);
    case 'list': return value.items.flatMap(inner);
    case 'record': return value.entries.flatMap(({ key, value: entry }) => {
      const keyed = key?.kind === 'text' ? key.text : key?.kind === 'name' ? key.name : '';
      return isSensitive(keyed, file.file, program.settings) && isReadable(entry, file) && !isMasked(keyed, file, log) ? [`\`${keyed}\``] : inner(entry);
    });
    case 'choice': return value.options.flatMap(inner);
    case 'call': {
      const call = file.calls[value.call];
      return call && plain.test(calledName(call)) ? [...call.args.map(argument => argument.value), ...(call.callee.kind === 'member' ? [call.callee.of] : [])].flatMap(inner) : [];
    }
    case 'operation': return value.operator === '+' ? value.operands.flatMap(inner) : [];
    case 'text': case 'number': case 'boolean': case 'nothing': case 'function': case 'each': case 'item': case 'unknown': return [];
  }
}

/** A name, a member or what a plain call gives: not a literal, not a masked form. */
function isReadable(value: Value, file: FileFacts): boolean {
  if (value.kind === 'call') { const call = file.calls[value.call]; return call !== undefined && plain.test(calledName(call)); }
  return value.kind === 'name' || value.kind === 'member' || (value.kind === 'index' && !value.slice) || value.kind === 'joined';
}

/** `SecretStr`, `Secret<String>`: shown as stars by their type. */
function isMasked(name: string, file: FileFacts, log: Call): boolean {
  const types = [...file.functions.filter((_, index) => index === log.in).flatMap(fn => fn.params), ...file.classes.flatMap(cls => cls.fields)].flatMap(one => (one.name === name && one.type ? [one.type.text] : []));
  return types.some(type => /Secret|Redacted|Masked|Sensitive|Zeroizing|bool|Bool/.test(type));
}

const requests = /^(?:req|request|ctx|context)$/;

/** The body or the headers of the request a handler is given. */
function isRequestPart(owner: Value, part: string, file: FileFacts, log: Call, program: Program): boolean {
  if (!/^(?:body|headers|rawHeaders|cookies|rawBody)$/.test(part)) return false;
  if (owner.kind === 'member') return owner.name === 'request' && owner.of.kind === 'name' && /^(?:ctx|context)$/.test(owner.of.name);
  if (owner.kind !== 'name' || !requests.test(owner.name)) return false;
  for (let at = log.in; at >= 0; at = file.functions[at]?.in ?? -1) {
    const fn = file.functions[at];
    if (fn?.params.some(param => param.name === owner.name)) return fn.params.length > 1 || program.endpoints.some(one => one.handler.fact === fn);
  }
  return false;
}

function calledName({ callee }: Call): string {
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
}
