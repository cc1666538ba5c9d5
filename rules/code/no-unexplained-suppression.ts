/** A suppression without a reason. Those that excuse nothing, and other tools', are added where suppressions are applied: only there is everything known that it takes. */
import { wholeProgram } from '../../src/rule/look.js';
import { defineRule } from '../../src/rule/rule.js';
import { suppressionIn } from '../../src/rule/suppression.js';

export default defineRule({
  id: 'no-unexplained-suppression',
  group: 'code',
  severity: 'warning',
  tier: 'stable',
  runs: 'always',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'A suppression gives no reason, or excuses nothing.',
  why: 'The next reader cannot tell a decision from a shortcut, and a suppression that excuses nothing hides the next finding on its line.',
  instead: 'write the reason after a colon (`collaudo-allow <rule>: <reason>`), or remove the suppression',
  limits: 'Of other tools, `noqa`, `type: ignore`, `nosec`, `pylint: disable`, `eslint-disable`, `ts-ignore` and `#[allow(...)]` are known; a comment on the line above counts as their reason. Silences of the same style lint (names, length, what is unused) are one finding per file.',
  look: wholeProgram(),
  check(_, program, report) {
    for (const file of program.files) {
      for (const comment of file.comments) {
        const suppression = suppressionIn(comment);
        if (!suppression || suppression.reason !== '') continue;
        const excused = suppression.rules.length > 0 ? suppression.rules.join(', ') : 'no rule';
        report(program.place(file, comment.at), `this names ${excused} and no reason, so it excuses nothing`);
      }
    }
  },
});
