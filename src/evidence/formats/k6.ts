/** k6's end-of-test summary: what `--summary-export` writes, and the data `handleSummary` is given. */
import { z } from 'zod';
import type { Durations, EvidenceFile, Load, Statistic } from '../evidence.js';
import { unreadable } from '../complaint.js';
import { dated } from '../dates.js';
import { amount, shaped } from '../json.js';

/** `--summary-export` writes `true` for a threshold that was crossed; `handleSummary` has `ok: true` for one that held. */
const threshold = z.union([z.boolean().transform(crossed => !crossed), z.looseObject({ ok: z.boolean() }).transform(({ ok }) => ok)]);
const values = z.record(z.string(), z.unknown());
const metric = z.looseObject({ type: z.string().optional(), values: values.optional(), thresholds: z.record(z.string(), threshold).optional() });
export const k6Summary = z.looseObject({ metrics: z.record(z.string(), metric) });

type Metric = z.infer<typeof metric>;

const statistics: Readonly<Record<Statistic, string>> = { avg: 'avg', med: 'med', p90: 'p(90)', p95: 'p(95)', p99: 'p(99)', max: 'max' };

const duration = 'http_req_duration';
const expected = `${duration}{expected_response:true}`;

export function readK6(file: EvidenceFile, value: unknown): Load {
  const { metrics } = shaped(k6Summary, value, file);
  const numberOf = (name: string, ...keys: readonly string[]) => numberIn(file, metrics, name, keys);
  const requests = numberOf('http_reqs', 'count');
  if (requests !== undefined && !Number.isInteger(requests)) throw unreadable(file.path, undefined, `http_reqs.count is ${requests}, which is no count`);
  const failedRate = numberOf('http_req_failed', 'rate', 'value');
  if (failedRate !== undefined && failedRate > 1) throw unreadable(file.path, undefined, `http_req_failed is ${failedRate}, which is no rate between 0 and 1`);
  return {
    kind: 'load', source: file.path, format: 'k6', ...dated(file, undefined),
    requests, failedRate,
    durations: durationsOf(file, metrics, duration),
    ...(metrics[expected] && { expectedDurations: durationsOf(file, metrics, expected) }),
    parts: Object.keys(metrics).flatMap(name => partOf(file, metrics, name)),
    thresholds: Object.entries(metrics).flatMap(([name, one]) => Object.entries(one.thresholds ?? {}).map(([condition, held]) => ({ metric: name, condition, held }))),
  };
}

/** `http_req_duration{name:GET /api/orders}`, `{url:...}`, `{group:::login}`. */
function partOf(file: EvidenceFile, metrics: Readonly<Record<string, Metric>>, name: string): Load['parts'] {
  const [, part] = /^http_req_duration\{(?:[^}]*,\s*)?(?:name|url|group|endpoint):\s*(.*?)\}$/.exec(name) ?? [];
  return part === undefined ? [] : [{ name: part.replace(/^::/, ''), durations: durationsOf(file, metrics, name) }];
}

function durationsOf(file: EvidenceFile, metrics: Readonly<Record<string, Metric>>, name: string): Durations {
  const found = Object.entries(statistics).flatMap(([statistic, key]) => {
    const milliseconds = numberIn(file, metrics, name, [key]);
    return milliseconds === undefined ? [] : [[statistic, milliseconds] as const];
  });
  return Object.fromEntries(found);
}

function numberIn(file: EvidenceFile, metrics: Readonly<Record<string, Metric>>, name: string, keys: readonly string[]): number | undefined {
  const one = metrics[name];
  if (!one) return undefined;
  const held: Readonly<Record<string, unknown>> = one.values ?? one;
  const key = keys.find(candidate => held[candidate] !== undefined);
  if (key === undefined) return undefined;
  const found = amount.safeParse(held[key]);
  if (!found.success) throw unreadable(file.path, undefined, `${name} has ${JSON.stringify(held[key])} for ${key}, which is no amount`);
  return found.data;
}
