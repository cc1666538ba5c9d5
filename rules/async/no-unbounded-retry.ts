import { z } from 'zod';
import type { FileFacts, Retry } from '../../src/rule/index.js';
import { defineRule, each, endlessPoliciesIn, retriesIn, unseenAttemptsIn } from '../../src/rule/index.js';

const options = z.strictObject({
  /** Also where the attempts are limited, the time between them must grow. */
  growingDelay: z.boolean().default(true),
});

export default defineRule<FileFacts, z.infer<typeof options>>({
  id: 'no-unbounded-retry',
  group: 'async',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A failed request is tried again without an end, or without waiting longer each time.',
  why: 'When the other side is down, every caller hammers it at once and none of them gives up: it cannot come back, and this service fills with waiting work.',
  instead: 'limit the attempts and let the delay grow, with a little chance in it: tenacity, backoff, p-retry, axios-retry, backon or tokio-retry with a stop',
  limits: 'A loop that asks a person each time, or that the clock ends, has an end. Loops whose request could not be resolved are not seen; a worker that connects again for as long as it lives is a warning.',
  options,
  look: each('file'),
  check(file, program, report, { growingDelay }) {
    for (const retry of retriesIn(program, file)) {
      if (program.roleAt(retry.at) !== 'production') continue;
      report.judged('retry loop');
      const fault = faultOf(retry, growingDelay);
      if (fault === undefined) continue;
      const name = `\`${program.sourceAt(program.place(file, retry.call.fact.callee.at))}\``;
      report(retry.at, `${name} ${fault}`, { severity: retry.limited || retry.worker ? 'warning' : 'error' });
    }
    for (const call of unseenAttemptsIn(program, file)) {
      if (program.roleAt(program.place(file, call.fact.nameAt)) === 'production') report.unknown('retry loop', 'nothing tells what is tried again', program.place(file, call.fact.nameAt));
    }
    for (const { at, says } of endlessPoliciesIn(program, file)) {
      if (program.roleAt(at) !== 'production') continue;
      report.judged('retry loop');
      report(at, says);
    }
  },
});

const waiting: Readonly<Record<Retry['delay'], string>> = { none: 'at once', constant: 'after the same time', growing: 'with a growing delay' };

function faultOf({ limited, delay, worker }: Retry, growingDelay: boolean): string | undefined {
  if (worker) return delay === 'growing' ? undefined : `is tried again for as long as the worker lives, ${waiting[delay]} each time`;
  if (!limited) return `is tried again without a limit, ${waiting[delay]}${delay === 'growing' ? '' : ' each time'}`;
  return delay === 'growing' || !growingDelay ? undefined : `is tried again ${waiting[delay]} each time`;
}
