/** Errors that are caught, or given back, and then forgotten: nobody hears that something went wrong. */
import { z } from 'zod';
import type { CallRef, Catch, Program } from '../../src/rule/index.js';
import { defineRule, each } from '../../src/rule/index.js';
import { isAttempt, isCleanup, isExpected, isInHandler, mainCall, mayFailQuietly } from './expected-errors.js';

const options = z.strictObject({
  commented: z.enum(['allow', 'cleanup only']).default('allow').describe('a comment that says why: accepted anywhere, or only where something is cleaned up'),
  narrow: z.enum(['off', 'warn']).default('warn').describe('only errors of some type are caught and passed over, other than those that say something is not there'),
});

export default defineRule({
  id: 'no-swallowed-error',
  group: 'errors',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An error is caught, or given back, and nothing happens.',
  why: 'What failed looks as if it had worked: the caller goes on with half of the work done, and nobody finds a trace of it.',
  instead: 'log it with what was being done, pass it on, or answer with it; where it does not matter, catch only the type that is expected and say why in a comment',
  limits: 'A value given back in place of the error counts as handling it. In Rust a result assigned to `_` is only judged where it is known that the call gives a `Result`.',
  options,
  look: each('file'),
  check(file, program, report, given) {
    const { commented, narrow } = options.parse(given ?? {});
    for (const one of program.catchesIn(file)) {
      if (program.roleAt(one.at) !== 'production') continue;
      report.judged('caught error');
      if (one.handled !== 'nothing' || mayFailQuietly(one, program)) continue;
      const cleanup = isCleanup(one);
      if (one.commented && (cleanup || commented === 'allow')) continue;
      if (!one.everything && (narrow === 'off' || isExpected(one))) continue;
      const weak = !one.everything || cleanup || isAttempt(one) || isInHandler(one, program);
      report(one.at, messageOf(one, program), weak ? { severity: 'warning' } : {});
    }
  },
});

function messageOf(one: Catch, program: Program): string {
  const call = mainCall(one);
  const failing = call ? `\`${wordsOf(call, program)}\` fails` : 'something fails';
  switch (one.form) {
    case 'block': return `when ${failing}${one.everything ? '' : ` with ${one.types.join(' or ')}`}, this handler does nothing: no log, no answer, no error`;
    case 'branch': return `when ${failing}, the error is matched and dropped`;
    case 'callback': return `when ${failing}, the rejection ends in a callback that does nothing`;
    case 'suppressed': return `whatever fails in this block is suppressed${call ? `, also in \`${wordsOf(call, program)}\`` : ''}`;
    case 'dropped': return call?.fact.ignored === true || !call ? `the result of ${call ? `\`${wordsOf(call, program)}\`` : 'this call'} is thrown away, and its error with it` : `\`.ok()\` throws away the error of \`${wordsOf(call, program)}\``;
  }
}

/** The call's name with its receiver, without arguments. */
function wordsOf({ file, fact }: CallRef, program: Program): string {
  const { callee } = fact;
  const short = program.sourceAt(program.place(file, { start: callee.at.start, end: Math.max(fact.nameAt.end, callee.at.start + 1) }));
  return short.length <= 40 && !/[\s({]/.test(short) ? short : callee.kind === 'member' || callee.kind === 'name' ? callee.name : short;
}
