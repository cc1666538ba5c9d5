import type { Endpoint } from '../../src/rule/index.js';
import { defineRule, each, nameOf, workOf } from '../../src/rule/index.js';
import { z } from 'zod';

const options = z.strictObject({
  threshold: z.number().int().min(1).default(5).describe('the weight a handler may reach before it is reported'),
});

export default defineRule<Endpoint, z.infer<typeof options>>({
  id: 'no-business-logic-in-routes',
  group: 'api',
  severity: 'error',
  tier: 'preview',
  runs: 'always',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A route handler makes business decisions itself.',
  why: 'Logic inside a handler can only be reached through HTTP: it is not reused, not tested alone, and soon written a second time.',
  instead: 'move the decisions into a service function and let the handler parse, call it once, and answer',
  limits: 'The weights are a measure, not a proof: guards, mapping, one delegated call and error answers weigh nothing.',
  options,
  look: each('endpoint'),
  check(endpoint, program, report, { threshold }) {
    if (program.roleAt(endpoint.at) !== 'production') return;
    const work = workOf(endpoint.handler, program);
    const sum = work.reduce((total, one) => total + one.weight, 0);
    if (sum < threshold) return;
    const heaviest = [...work].sort((a, b) => b.weight - a.weight || a.at.start - b.at.start).slice(0, 6).sort((a, b) => a.at.start - b.at.start);
    report(endpoint.at, `${nameOf(endpoint)} makes business decisions in its handler: ${String(work.length)} places weigh ${String(sum)}, the limit is ${String(threshold - 1)}`, {
      path: heaviest.map(one => ({ at: one.at, message: `${one.what} (weight ${String(one.weight)})` })),
    });
  },
});
