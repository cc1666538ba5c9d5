import type { Endpoint, Work } from '../../src/rule/index.js';
import { defineRule, each, nameOf, workOf } from '../../src/rule/index.js';
import { z } from 'zod';

const options = z.strictObject({
  threshold: z.number().int().min(1).default(5).describe('the weight at which a handler is reported'),
});

/** How a message counts each kind: one of them, several of them. */
const wordings: Readonly<Record<Work['kind'], readonly [one: string, several: string]>> = {
  'repeated write': ['a write for every entity', 'writes for every entity'],
  write: ['a second write', 'further writes'],
  'deciding loop': ['a loop that decides', 'loops that decide'],
  loop: ['a loop that works', 'loops that work'],
  state: ['a branch on stored state', 'branches on stored state'],
  selection: ['a condition that sorts out entities', 'conditions that sort out entities'],
  branch: ['a branch', 'branches'],
  choice: ['a value picked by stored state', 'values picked by stored state'],
  computation: ['a computation', 'computations'],
};

const shown = 3;

export default defineRule<Endpoint, z.infer<typeof options>>({
  id: 'no-business-logic-in-routes',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'always',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A route handler makes business decisions itself.',
  why: 'Logic inside a handler can only be reached through HTTP: it is not reused, not tested alone, and soon written a second time.',
  instead: 'move the decisions into a service function and let the handler parse, call it once, and answer',
  limits: 'The weights are a measure, not a proof: guards, mapping, defaults, filters, one delegated call and error answers weigh nothing.',
  options,
  look: each('endpoint'),
  check(endpoint, program, report, { threshold }) {
    if (program.roleAt(endpoint.at) !== 'production') return;
    report.judged(endpoint.kind === 'command' ? 'command' : 'handler');
    const work = workOf(endpoint.handler, program);
    const sum = weightOf(work);
    if (sum < threshold) return;
    report(endpoint.at, `${nameOf(endpoint)} decides in its handler: ${heaviest(work)} (weight ${String(sum)}, limit ${String(threshold - 1)})`, {
      path: work.map(one => ({ at: one.at, message: `${one.what} (weight ${String(one.weight)})` })),
    });
  },
});

function weightOf(work: readonly Work[]): number { return work.reduce((sum, one) => sum + one.weight, 0); }

/** What weighs most, in words: `a second write, a loop that decides, 3 computations`. */
function heaviest(work: readonly Work[]): string {
  const kinds = new Map<Work['kind'], Work[]>();
  for (const one of work) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  const sorted = [...kinds].sort(([, one], [, other]) => weightOf(other) - weightOf(one));
  const named = sorted.slice(0, shown).map(([kind, { length }]) => (length === 1 ? wordings[kind][0] : `${String(length)} ${wordings[kind][1]}`));
  return sorted.length > shown ? `${named.join(', ')} and more` : named.join(', ');
}
