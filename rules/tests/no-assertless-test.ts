import { defineRule, wholeProgram, type Program } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'no-assertless-test',
  group: 'tests',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A test checks nothing.',
  why: 'It passes whatever the code answers, and counts as coverage.',
  instead: 'check what the call gave or changed; to say that nothing is raised, check what is there afterwards',
  limits: 'A helper of the tests that checks counts, and in Rust whatever panics: `unwrap`, `expect`, `?`, `should_panic`. Skipped tests are not judged.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const { at, name, file, checks } of program.tests.cases) {
      if (!checks.known) { report.unknown('test', checks.because, at); continue; }
      report.judged('test');
      if (!checks.value) report(at, `${name === '' ? 'this test' : `\`${name}\``} checks nothing: it fails only when something it runs ${file.language === 'rust' ? 'panics' : 'raises'}`);
    }
  },
});
