/** Which failures an endpoint can answer with, and whether what tests expect holds one of them. */
import type { Endpoint, ExpectedStatus, Program } from '../../src/rule/index.js';

/** What a framework answers by itself to a body that is not valid, where it is always the same. */
const refusals: Readonly<Record<string, readonly number[]>> = { fastapi: [422], nestjs: [400], litestar: [400] };

/** `kinds` empty: any failure. */
export function canFail(endpoint: Endpoint, kinds: readonly number[], program: Program): boolean {
  const has = (...statuses: readonly number[]): boolean => kinds.length === 0 || statuses.some(one => kinds.includes(one));
  if (has(401, 403) && endpoint.guards.some(one => one.kind === 'auth' || one.kind === 'optional' || one.kind === 'by name')) return true;
  if (has(404) && /[:{<]/.test(endpoint.path)) return true;
  if (has(...(refusals[endpoint.framework] ?? [400, 422])) && /\b(?:POST|PUT|PATCH)\b/.test(endpoint.method)) return true;
  return program.repliesOf(endpoint.handler).some(one => one.status.known && one.status.value >= 400 && (kinds.length === 0 ? one.status.value < 500 : kinds.includes(one.status.value)));
}

export function isExpected(kinds: readonly number[], expects: readonly ExpectedStatus[]): 'yes' | 'perhaps' | 'no' {
  const numbers = expects.filter(one => typeof one === 'number');
  if (kinds.length === 0 ? numbers.length > 0 || expects.includes('failing') : numbers.some(one => kinds.includes(one))) return 'yes';
  return expects.includes('unknown') || expects.includes('failing') ? 'perhaps' : 'no';
}

export function saysKinds(kinds: readonly number[]): string {
  return kinds.length === 0 ? 'a failing answer' : kinds.length === 1 ? String(kinds[0]) : `${kinds.slice(0, -1).join(', ')} or ${String(kinds.at(-1))}`;
}
