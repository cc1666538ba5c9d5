/** A password as somebody gave it, among what a query is told: `findOne({ email, password })`, `User(password=form.password)`, `user.password = dto.password`. */
import type { FileFacts, Place, Program, Query, Value } from '../../src/rule/index.js';
import { isPassword, partsWithCalls } from '../../src/rule/index.js';

export interface Plain { readonly at: Place; readonly message: string }

/** Whatever turns a password into something else on its way. */
export const turns = /hash|crypt|argon|scrypt|pbkdf|digest|derive|encode_password|set_?password$|make_?password|check_?password|verify|compare|secure|md5|sha_?(?:1|2|256|512)|salt|hmac|cipher/i;
/** Where a model does it itself, before it is saved. */
const hooks = /pre\(\s*['"](?:save|validate)|@Before(?:Insert|Update)|before(?:Create|Save|Update|BulkCreate)|before_(?:insert|update|save)|listens_for|validates\(\s*['"]password|password\.setter|set\s+password\s*\(|def\s+(?:_?set_)?password\s*\(\s*self|set\s*\(\s*(?:value|val|password|pwd)\b|\$extends|\$use\(/;
const turnsText = /bcrypt|argon2|scrypt|pbkdf2|hashpw|generate_password_hash|hash_?password|createHash|make_password|pwd_context|password_hash|hashSync|\.hash\(/i;
/** What is kept to be shown to other services cannot be hashed. */
const kept = /cred|vault|secret|server|smtp|conn|source|device|camera|proxy|setting|config|integration|monitor|host|provider|mailbox|inbox|router|cluster|instance/i;

export interface Given { readonly at: Place; readonly name: string }

/** `as`: an entry that is stored or compared, not any text about passwords. */
export function passwordGiven(query: Query, program: Program): Given | undefined {
  const { file, fact } = query.call;
  if (query.tables.some(table => kept.test(table))) return undefined;
  const outer = outermost(file, fact.in);
  const here = (fn: number): boolean => outermost(file, fn) === outer;
  const given = [fact.callee, ...fact.args.map(one => one.value)];
  const parts = given.flatMap(value => [...partsWithCalls(value, file.calls)]);
  const names = new Set(parts.flatMap(part => (part.kind === 'name' ? [part.name] : [])));
  const made = file.assignments.filter(one => here(one.in) && one.target.kind === 'name' && names.has(one.target.name)).flatMap(one => [...partsWithCalls(one.value, file.calls)]);
  const isPlain = (value: Value): string | undefined => {
    const name = plainName(value);
    return name !== undefined && !(value.kind === 'name' && file.assignments.some(one => here(one.in) && one.target.kind === 'name' && one.target.name === value.name && isTurned(one.value, file))) ? name : undefined;
  };
  for (const part of [...parts, ...made]) {
    const found = part.kind === 'record' ? part.entries.find(entry => entry.key?.kind === 'text' && isPassword(entry.key.text) && isPlain(entry.value) !== undefined)?.value
      : part.kind === 'call' ? file.calls[part.call]?.args.find(one => one.name !== undefined && isPassword(one.name) && isPlain(one.value) !== undefined)?.value ?? comparedIn(part.call, file, isPlain)
        : part.kind === 'operation' && /^={2,3}$/.test(part.operator) && part.operands.length === 2 && part.operands.every(one => isPlain(one) !== undefined) ? part.operands[1] : undefined;
    if (found) return { at: program.place(file, found.at), name: isPlain(found) ?? '' };
  }
  if (!query.writes) return undefined;
  const set = file.assignments.find(one => here(one.in) && one.target.kind === 'member' && one.target.of.kind === 'name' && names.has(one.target.of.name) && one.at.start < fact.at.end && isPassword(one.target.name) && isPlain(one.value) !== undefined);
  return set && { at: program.place(file, set.value.at), name: isPlain(set.value) ?? '' };
}

/** Whether models of this program hash by themselves. */
export function hashesInModels(program: Program): boolean {
  return program.files.some(file => { const text = file.role === 'production' && file.language !== 'sql' ? program.textOf(file) : ''; return turnsText.test(text) && hooks.test(text); });
}

/** `users::password.eq(&form.password)`. */
function comparedIn(index: number, file: FileFacts, isPlain: (value: Value) => string | undefined): Value | undefined {
  const call = file.calls[index];
  const [first] = call?.args ?? [];
  return call?.callee.kind === 'member' && call.callee.name === 'eq' && first && isPlain(call.callee.of) !== undefined && isPlain(first.value) !== undefined ? first.value : undefined;
}

function isTurned(value: Value, file: FileFacts): boolean {
  return [...partsWithCalls(value, file.calls)].some(part => (part.kind === 'name' || part.kind === 'member') && turns.test(part.name));
}

/** The name of a value that is a password, as it was given. */
export function plainName(value: Value): string | undefined {
  const name = value.kind === 'index' && value.key.kind === 'text' ? value.key.text : value.kind === 'name' || value.kind === 'member' ? value.name : '';
  return isPassword(name) || (value.kind === 'name' && /^(?:pass|psw|passw)$/.test(name)) ? name : undefined;
}

/** The function that is no closure, around a place in one. */
export function outermost(file: FileFacts, fn: number): number {
  let at = fn;
  while (file.functions[at]?.kind === 'closure' && (file.functions[at]?.in ?? -1) >= 0) at = file.functions[at]?.in ?? -1;
  return at;
}
