import type { CacheUse, Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'require-cache-expiry',
  group: 'async',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Something is cached for ever: an entry without a lifetime, or a cache in the process that only grows.',
  why: 'What is never thrown away is answered long after it stopped being true, and a cache without a bound fills the memory until the process is killed.',
  instead: 'give the entry a lifetime, or the cache a greatest size: `ex=300`, `EX`, `stdTTL`, `maxsize`, `max_capacity`',
  limits: 'A map counts as a cache when its name says so; one whose entries are taken away anywhere is left out.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const use of program.cacheUses) {
      if (program.roleAt(use.at) !== 'production') continue;
      if (!use.limited.known) {
        report.unknown('cache', use.limited.because, use.at);
        continue;
      }
      report.judged('cache');
      if (!use.limited.value) report(use.at, messageFor(use));
    }
  },
});

function messageFor({ what, name, grows }: CacheUse): string {
  if (what === 'entry') return `\`${name}\` keeps the entry for ever: it is given no lifetime`;
  return grows ? `\`${name}\` only grows: nothing ever takes an entry out of it` : `\`${name}\` keeps one result for every argument, for ever: neither its size nor its time is limited`;
}
