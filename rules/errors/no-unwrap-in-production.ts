/** Unwrapped values and deliberate panics in production Rust. */
import { filesIn } from '../../src/rule/look.js';
import { defineRule } from '../../src/rule/rule.js';
import { circumstanceOf, messageOf, options, weaker } from './panic-forms.js';
import { panickingCalls } from './panicking-calls.js';
import { isJudged, isQuiet } from './panics-allowed.js';

export default defineRule({
  id: 'no-unwrap-in-production',
  group: 'errors',
  severity: 'error',
  tier: 'stable',
  runs: 'always',
  languages: ['rust'],
  summary: 'Production code panics where a value is absent.',
  why: 'A panic ends the request, the task or the whole process, and the caller never learns why.',
  instead: 'return the error with `?`, or match on it and decide what the caller should see',
  limits: 'Macros that unwrap in code they generate are not seen; a guard on a value that is changed through a reference still counts.',
  options,
  look: filesIn('rust'),
  check(file, program, report, given) {
    const forms = options.parse(given ?? {});
    if (file.role === 'production') {
      if (file.broken.length > 0) report.unknown('Rust file', 'a part of it could not be parsed', program.place(file, file.broken[0] ?? { start: 0, end: 0 }));
      else report.judged('Rust file');
    }
    for (const one of panickingCalls(file)) {
      const place = program.place(file, one.at);
      if (!isJudged(file, program, one) || isQuiet(file, program, one)) continue;
      const circumstance = circumstanceOf(file, one);
      const set = weaker(forms[one.form], circumstance ? forms[circumstance] : 'error');
      if (set === 'off') continue;
      report(place, messageOf(file, program, one, circumstance), set === 'warn' ? { severity: 'warning' } : {});
    }
  },
});
