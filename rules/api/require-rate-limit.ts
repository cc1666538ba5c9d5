import { defineRule, wholeProgram, type Program } from '../../src/rule/index.js';
import { filesOf, judgeApps, names, says } from './app-wide.js';

export default defineRule<Program>({
  id: 'require-rate-limit',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Nothing limits how many requests a client may send.',
  why: 'One client in a loop, or somebody trying passwords, gets all the time the server has.',
  instead: 'put a rate limiter before the application, or declare `gateway: ["rate limit"]` when a gateway has one',
  limits: 'A limiter anywhere in the backend counts, also one before the sign-in only. Limiters of a reverse proxy are not seen.',
  look: wholeProgram(),
  check(program, _, report) {
    judgeApps(program, report, {
      everywhere: { named: /limit|throttl|governor|shield|slow_?down/i, says: /^(x-?ratelimit-\w+|retry-after)$/i },
      protection: 'rate limit', gateway: 'rate limit', lacks: 'limits no client: no rate limiter is configured',
      signs: (app, of) => names(app, of, /rate_?limit|throttl/i) || filesOf(app, of).some(file => says(file, /^(x-?ratelimit-\w+|default-throttle-(classes|rates)|retry-after)$/i)),
    });
  },
});
