import { z } from 'zod';
import type { CacheUse, Program } from '../../src/rule/index.js';
import { defineRule, isFedByRequests, secondsOf, wholeProgram } from '../../src/rule/index.js';

const options = z.strictObject({
  /** The longest lifetime of an entry, in seconds; left out, any lifetime will do. */
  ttl: z.number().positive().optional(),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'require-cache-expiry',
  group: 'async',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Something is cached for ever: an entry without a lifetime, or a cache in the process that only grows.',
  why: 'What is never thrown away is answered long after it stopped being true, and a cache without a bound fills the memory until the process is killed.',
  instead: 'give the entry a lifetime, or the cache a greatest size: `ex=300`, `EX`, `stdTTL`, `maxsize`, `max_capacity`',
  limits: 'Stays preview: real programs gave too few findings to tell how often it is right. A map counts as a cache when its name says so, and only where requests put something into it; one whose entries are taken away anywhere is left out. What Redis keeps counts as cached when it is looked for first or called a cache.',
  options,
  look: wholeProgram(),
  check(program, _, report, { ttl }) {
    const browser = new Set(program.files.filter(file => program.purposeOf(file) === 'browser').map(file => file.file));
    for (const use of program.cacheUses) {
      if (program.roleAt(use.at) !== 'production' || browser.has(use.at.file)) continue;
      if (!use.limited.known) {
        report.unknown('cache', use.limited.because, use.at);
        continue;
      }
      if (!use.limited.value && use.fedIn && !isFedByRequests(program, use.fedIn)) {
        report.unknown('cache', 'nothing tells how many different keys are put into it', use.at);
        continue;
      }
      const seconds = ttl === undefined || !use.limited.value ? undefined : secondsOf(program, use);
      if (ttl !== undefined && use.limited.value && seconds === undefined && use.what === 'entry') {
        report.unknown('cache', 'its lifetime could not be told', use.at);
        continue;
      }
      report.judged('cache');
      if (!use.limited.value) report(use.at, messageFor(use));
      else if (ttl !== undefined && seconds !== undefined && seconds > ttl) report(use.at, `\`${use.name}\` keeps the entry for ${String(seconds)} seconds: longer than ${String(ttl)}`, { instead: 'shorten the lifetime' });
    }
  },
});

function messageFor({ what, name, grows }: CacheUse): string {
  if (what === 'entry') return `\`${name}\` keeps the entry for ever: it is given no lifetime`;
  return grows ? `\`${name}\` only grows: nothing ever takes an entry out of it` : `\`${name}\` keeps one result for every argument, for ever: neither its size nor its time is limited`;
}
