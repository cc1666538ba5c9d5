/** Passwords that are stored, compared or hashed so that whoever sees the table knows them. */
import { z } from 'zod';
import type { CallRef, FileFacts, Program, Report, Value } from '../../src/rule/index.js';
import { defineRule, isPassword, isSensitive, partsWithCalls, wholeProgram } from '../../src/rule/index.js';
import { comparedPlainly } from './compared-passwords.js';
import { storedPlainly } from './stored-passwords.js';
import { weakHashOf } from './weak-hashes.js';

const options = z.strictObject({
  weakHashes: z.enum(['of passwords', 'all']).default('of passwords').describe('which md5 and sha1 calls are reported: those of passwords and declared fields, or all that do not say they are no protection'),
});

export default defineRule({
  id: 'no-plain-sensitive-data',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'A password is stored or compared as it is, or hashed with md5 or sha1.',
  why: 'One look at the table, a backup or a log of queries gives every password, and most of them open other doors too.',
  instead: 'hash it with argon2, bcrypt or scrypt when it is set, and let that library compare',
  limits: 'What a value is told by its name: passwords kept for other services (of servers, mail boxes, integrations) are left out by the table\'s. Where a model of the program hashes before it is saved, or nobody is seen to call what stores, it stays unknown. SHA-256 and its kin are not reported.',
  options,
  previewOptions: { weakHashes: 'all' },
  look: wholeProgram(),
  check(program, _, report, given) {
    const { weakHashes } = options.parse(given ?? {});
    for (const file of program.files) {
      if (file.role !== 'production' || program.purposeOf(file) === 'browser') continue;
      for (const call of program.calls(file)) judgeHash(call, program, report, weakHashes === 'all');
    }
    for (const file of program.files) if (file.language === 'sql' && file.role !== 'test' && file.role !== 'example') judgeSql(file, program, report);
    const stored = storedPlainly(program, report);
    // What a query compares is said once.
    const compared = comparedPlainly(program, report).filter(one => !stored.some(other => other.at.file === one.at.file && other.at.start < one.at.end && one.at.start < other.at.end));
    for (const one of [...compared, ...stored]) if (program.roleAt(one.at) === 'production') report(one.at, one.message);
  },
});

function judgeHash(call: CallRef, program: Program, report: Report, all: boolean): void {
  const at = program.place(call.file, call.fact.nameAt);
  const weak = weakHashOf(call, program);
  if (!weak || program.roleAt(at) !== 'production' || isPrescribed(call, weak.hashed)) return;
  report.judged('hash');
  const name = secretIn(weak.hashed, call.file, program) ?? passedTo(call, weak.hashed, program);
  if (name !== undefined) report(at, `\`${name}\` is hashed with ${weak.algorithm}, which is undone in seconds`);
  else if (all && weak.call.fact === call.fact && !readsHash(call)) report(at, `${weak.algorithm} protects nothing`, { severity: 'warning' });
}

/** HTTP digest authentication hashes name, realm and password together with md5. */
function isPrescribed({ file }: CallRef, hashed: readonly Value[]): boolean {
  return hashed.some(value => [...partsWithCalls(value, file.calls)].some(part => (part.kind === 'name' || part.kind === 'member') && /realm|^ha[12]$|nonce/i.test(part.name)));
}

/** `.hexdigest()` of a hash that is reported where it is made. */
function readsHash({ file, fact: { callee } }: CallRef): boolean {
  return file.language === 'python' && callee.kind === 'member' && /^(?:hexdigest|update|digest)$/.test(callee.name);
}

/** `MD5(password)`, `password = SHA1(...)`. */
const weakInSql = /\b(md5|sha1?)\s*\([^()]*\b(?:password|passwd|pwd)\b|\b(?:password|passwd|pwd)\s*=\s*(md5|sha1?)\s*\(/gi;

function judgeSql(file: FileFacts, program: Program, report: Report): void {
  for (const match of program.textOf(file).matchAll(weakInSql)) {
    report.judged('hash');
    report(program.place(file, { start: match.index, end: match.index + match[0].length }), `a password is hashed with ${(match[1] ?? match[2] ?? 'md5').toLowerCase()}, which is undone in seconds`);
  }
}

function secretIn(values: readonly Value[], file: FileFacts, program: Program): string | undefined {
  for (const part of values.flatMap(value => [...partsWithCalls(value, file.calls)])) {
    const name = part.kind === 'name' || part.kind === 'member' ? part.name : undefined;
    if (name !== undefined && (isPassword(name) || (program.settings.sensitiveFields.length > 0 && isSensitive(name, file.file, program.settings)))) return name;
  }
  return undefined;
}

/** A helper hashes its parameter, and somebody passes it a password. */
function passedTo(call: CallRef, hashed: readonly Value[], program: Program): string | undefined {
  const { file, fact } = call;
  const fn = file.functions[fact.in];
  const names = new Set(hashed.flatMap(value => [...partsWithCalls(value, file.calls)]).flatMap(part => (part.kind === 'name' ? [part.name] : [])));
  if (!fn?.params.some(param => names.has(param.name))) return undefined;
  for (const caller of program.files) {
    for (const one of program.calls(caller)) {
      const callee = program.calleeOf(one);
      const name = callee.known && callee.value.fact === fn ? secretIn(one.fact.args.map(argument => argument.value), caller, program) : undefined;
      if (name !== undefined) return name;
    }
  }
  return undefined;
}
