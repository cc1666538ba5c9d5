/** Load tests: response times, error rate, and what fast responses prove about the queries inside them. */
import type { Durations, Load, QueryTimes, Statistic } from '../evidence.js';
import type { Hearing } from '../judge.js';
import { counted, milliseconds, percentFailed, whole } from '../numbers.js';
import type { Requirement } from '../requirement.js';
import { together, type Judgement, type Opinion } from './opinion.js';

const howToLoad = 'hand in the summary of a k6 run: `k6 run --summary-export=load/k6.json <script>`';

function loadsIn({ evidence }: Hearing): readonly Load[] {
  return evidence.filter(one => one.kind === 'load');
}

/** Of fewer, not one is slower than the 95th percentile: they can refute a limit, and prove nothing. */
const fewest = 20;

function enough(load: Load): 'yes' | 'in part' { return (load.requests ?? 0) < fewest ? 'in part' : 'yes'; }

function butFew(load: Load): string { return enough(load) === 'yes' ? '' : `, too few to prove it: ${whole(fewest)} at least`; }

/** Why a run says nothing about responses; undefined when it does. */
function emptyBecause(load: Load): string | undefined {
  if (load.requests === undefined) return 'http_reqs is not in this file';
  if (load.requests === 0) return 'no request was made';
  return load.failedRate === 1 ? `all of ${counted(load.requests, 'request')} failed` : undefined;
}

export function judgeLoadTest(hearing: Hearing): Judgement {
  const opinions = loadsIn(hearing).map((load): Opinion => {
    const empty = emptyBecause(load);
    if (empty !== undefined) return { evidence: load, answer: 'nothing', says: empty };
    const crossed = load.thresholds.filter(one => !one.held);
    const [first] = crossed;
    if (first) return { evidence: load, answer: 'no', says: `${counted(crossed.length, 'threshold')} of ${load.thresholds.length} crossed, first ${first.metric} ${first.condition}` };
    const held = load.thresholds.length > 0 ? `, ${load.thresholds.length === 1 ? 'its threshold' : `all ${load.thresholds.length} thresholds`} held` : '';
    return { evidence: load, answer: enough(load), says: `${counted(load.requests ?? 0, 'request')} made${held}${butFew(load)}` };
  });
  return together(opinions, hearing.head, howToLoad);
}

export function judgeResponseTime({ underMs, statistic = 'p95' }: Extract<Requirement, { kind: 'response time' }>, hearing: Hearing): Judgement {
  const opinions = loadsIn(hearing).map((load): Opinion => {
    const empty = emptyBecause(load);
    if (empty !== undefined) return { evidence: load, answer: 'nothing', says: empty };
    const bound = boundOf(load, statistic, underMs);
    const over = `over ${counted(load.requests ?? 0, 'request')}`;
    if (!bound) return { evidence: load, answer: 'nothing', says: `${statistic} is not in this file` };
    return bound.under
      ? { evidence: load, answer: enough(load), says: `${bound.statistic} ${milliseconds(bound.is)} ${over}, under ${underMs} ms${butFew(load)}` }
      : { evidence: load, answer: 'no', says: `${bound.statistic} ${milliseconds(bound.is)} ${over}, not under ${underMs} ms` };
  });
  return together(opinions, hearing.head, howToLoad);
}

interface Bound { readonly statistic: Statistic; readonly is: number; readonly under: boolean }

/** Percentiles only grow: a higher one under the limit proves a lower one, and a lower one over it refutes a higher one. */
const growing: readonly Statistic[] = ['med', 'p90', 'p95', 'p99', 'max'];

function boundOf(load: Load, wanted: Statistic, underMs: number): Bound | undefined {
  const is = (statistic: Statistic) => slower(load.durations[statistic], load.expectedDurations?.[statistic]);
  const exact = is(wanted);
  if (exact !== undefined) return { statistic: wanted, is: exact, under: exact < underMs };
  const at = growing.indexOf(wanted);
  if (at === -1) return undefined;
  const above = growing.slice(at + 1).flatMap(statistic => boundIf(statistic, is(statistic), underMs)).find(bound => bound.under);
  return above ?? growing.slice(0, at).flatMap(statistic => boundIf(statistic, is(statistic), underMs)).find(bound => !bound.under);
}

function boundIf(statistic: Statistic, is: number | undefined, underMs: number): readonly Bound[] {
  return is === undefined ? [] : [{ statistic, is, under: is < underMs }];
}

/** Failures may be quick: what was answered as expected counts when it was slower. */
function slower(all: number | undefined, expected: number | undefined): number | undefined {
  return all === undefined ? expected : Math.max(all, expected ?? 0);
}

export function judgeErrorRate({ under }: Extract<Requirement, { kind: 'error rate' }>, hearing: Hearing): Judgement {
  const opinions = loadsIn(hearing).map((load): Opinion => {
    if (load.failedRate === undefined) return { evidence: load, answer: 'nothing', says: 'http_req_failed is not in this file' };
    if (load.requests === undefined || load.requests === 0) return { evidence: load, answer: 'nothing', says: emptyBecause(load) ?? '' };
    const says = `${percentFailed(load.failedRate)} of ${counted(load.requests, 'request')} failed`;
    // One failure more would have been too many.
    if (load.failedRate < under && load.requests * under < 1) return { evidence: load, answer: 'in part', says: `${says}: a rate under ${percentFailed(under)} shows in ${whole(Math.ceil(1 / under))} requests or more` };
    return load.failedRate < under
      ? { evidence: load, answer: 'yes', says: `${says}, under ${percentFailed(under)}` }
      : { evidence: load, answer: 'no', says: `${says}, not under ${percentFailed(under)}` };
  });
  return together(opinions, hearing.head, howToLoad);
}

type QueryLimit = Extract<Requirement, { kind: 'query time' }>;

export function judgeQueryTime(wanted: QueryLimit, hearing: Hearing): Judgement {
  const opinions = hearing.evidence.flatMap((one): readonly Opinion[] => {
    if (one.kind === 'query times') return [queryOpinion(one, wanted)];
    return one.kind === 'load' ? [responseOpinion(one, wanted)] : [];
  });
  return together(opinions, hearing.head, 'hand in query times: CSV with name,p95 in milliseconds, or JSON');
}

function queryOpinion(times: QueryTimes, wanted: QueryLimit): Opinion {
  const meant = times.times.filter(({ name }) => isMeant(name, wanted));
  const slow = meant.filter(({ p95 }) => p95 >= wanted.underMs);
  const slowest = meant.toSorted((one, other) => other.p95 - one.p95)[0];
  if (!slowest) return { evidence: times, answer: 'nothing', says: `no query is called ${(wanted.names ?? []).join(' or ') || 'as the line means'}` };
  if (slow.length > 0) return { evidence: times, answer: 'no', says: `${whole(slow.length)} of ${counted(meant.length, 'query', 'queries')} not under ${wanted.underMs} ms, slowest ${slowest.name} with p95 ${milliseconds(slowest.p95)}` };
  return { evidence: times, answer: 'yes', says: `${counted(meant.length, 'query', 'queries')} under ${wanted.underMs} ms, slowest ${slowest.name} with p95 ${milliseconds(slowest.p95)}` };
}

/** A query is part of its response: a response below the limit proves it, a slower one says nothing. */
function responseOpinion(load: Load, wanted: QueryLimit): Opinion {
  const empty = emptyBecause(load);
  if (empty !== undefined) return { evidence: load, answer: 'nothing', says: empty };
  const parts: readonly { readonly name: string; readonly durations: Durations }[] = wanted.names ? load.parts.filter(({ name }) => isMeant(name, wanted)) : [{ name: 'all', durations: { ...load.durations, ...worst(load) } }];
  if (parts.length === 0) return { evidence: load, answer: 'nothing', says: `it has no figure for ${(wanted.names ?? []).join(' or ')} alone` };
  const slow = parts.find(({ durations }) => !(durations.p95 !== undefined && durations.p95 < wanted.underMs));
  if (slow) return { evidence: load, answer: 'nothing', says: slow.durations.p95 === undefined ? 'p95 is not in this file' : `responses take ${milliseconds(slow.durations.p95)} at p95, which says nothing about the queries in them` };
  const slowest = Math.max(...parts.map(({ durations }) => durations.p95 ?? Infinity));
  return { evidence: load, answer: enough(load), says: `whole responses take ${milliseconds(slowest)} at p95, under ${wanted.underMs} ms, and so do the queries in them` };
}

function worst(load: Load): Durations {
  const p95 = slower(load.durations.p95, load.expectedDurations?.p95);
  return p95 === undefined ? {} : { p95 };
}

function isMeant(name: string, { names, except = [] }: QueryLimit): boolean {
  return (names === undefined || names.some(pattern => fits(name, pattern))) && !except.some(pattern => fits(name, pattern));
}

/** `GET https://host/api/dashboard/summary?day=1` fits `/api/dashboard/*`. */
function fits(name: string, pattern: string): boolean {
  const path = name.replace(/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+/i, '').replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/[?#].*$/, '');
  const regular = new RegExp(`^${pattern.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'i');
  return regular.test(name) || regular.test(path);
}
