/** What a line of a checklist asks of result files. */
import type { Statistic } from './evidence.js';

export type Least = { readonly over: number } | { readonly atLeast: number };

export type Requirement =
  /** `cargo build` succeeds; a check that does not link is less. */
  | { readonly kind: 'build' }
  | { readonly kind: 'clippy' }
  | { readonly kind: 'tests' }
  /** `commands`: this team's own besides the known ones, as words in order: `make migrate`. */
  | { readonly kind: 'migrations'; readonly direction: 'up' | 'up and down'; readonly commands?: readonly string[] }
  | { readonly kind: 'smoke'; readonly commands?: readonly string[] }
  | { readonly kind: 'coverage'; readonly of: 'changed lines' | 'total'; readonly percent: Least }
  | { readonly kind: 'response time'; readonly underMs: number; readonly statistic?: Statistic }
  /** `names` and `except`: patterns with `*`, of the queries or endpoints the line speaks about; all when left out. */
  | { readonly kind: 'query time'; readonly underMs: number; readonly names?: readonly string[]; readonly except?: readonly string[] }
  /** A share between 0 and 1. */
  | { readonly kind: 'error rate'; readonly under: number }
  | { readonly kind: 'vulnerabilities'; readonly atMost: number; readonly productionOnly: boolean }
  | { readonly kind: 'load test' }
  /** The report itself, which every scan can write. */
  | { readonly kind: 'handoff' };

/** In a few words: `tests pass`, `p95 of responses under 200 ms`. */
export function spellRequirement(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'build': return 'the build succeeds';
    case 'clippy': return 'clippy has no warning';
    case 'tests': return 'tests pass';
    case 'migrations': return requirement.direction === 'up' ? 'migrations apply' : 'migrations apply and can be taken back';
    case 'smoke': return 'the server answers';
    case 'coverage': return `${spellLeast(requirement.percent)} of ${requirement.of === 'total' ? 'all lines' : 'changed lines'} covered`;
    case 'response time': return `${requirement.statistic ?? 'p95'} of responses under ${requirement.underMs} ms`;
    case 'query time': return `p95 of queries under ${requirement.underMs} ms${requirement.names ? ` (${requirement.names.join(', ')})` : ''}`;
    case 'error rate': return `fewer than ${Number((requirement.under * 100).toPrecision(12))} % of requests fail`;
    case 'vulnerabilities': return `${requirement.atMost === 0 ? 'no' : `at most ${requirement.atMost}`} known vulnerabilities${requirement.productionOnly ? ' in production' : ''}`;
    case 'load test': return 'a load test ran';
    case 'handoff': return 'the report is written';
  }
}

export function spellLeast(least: Least): string {
  return 'over' in least ? `over ${least.over} %` : `at least ${least.atLeast} %`;
}

/** Compared as counts, so that exactly 80 % is exactly 80 %. */
export function reaches(covered: number, total: number, least: Least): boolean {
  return 'over' in least ? covered * 100 > least.over * total : covered * 100 >= least.atLeast * total;
}
