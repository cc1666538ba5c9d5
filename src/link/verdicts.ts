/** Verdicts on where a value comes from, and which of several counts. */
import type { Origin } from '../rule/program.js';

export function safe(because: string): Origin { return { kind: 'safe', because }; }
export function unknownOrigin(because: string): Origin { return { kind: 'unknown', because, path: [] }; }

const rank: Readonly<Record<Origin['kind'], number>> = { safe: 0, unknown: 1, parameter: 2, data: 3, request: 4 };

/** The most dangerous of several origins: one guilty alternative is enough. */
export function worst(origins: readonly Origin[], whenNone: string): Origin {
  let found: Origin = safe(whenNone);
  for (const origin of origins) {
    if (rank[origin.kind] > rank[found.kind]) found = origin;
    else if (origin.kind === 'parameter' && found.kind === 'parameter' && origin.callers === 'unsafe') found = origin;
  }
  return found;
}
