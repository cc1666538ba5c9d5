/** Whether the evidence at hand proves what a line asks for: never guessed, always with the number and the file it stands in. */
import type { Evidence } from './evidence.js';
import type { Requirement } from './requirement.js';
import { judgeBuild, judgeClippy, judgeTests } from './judge/builds.js';
import { judgeMigrations, judgeSmoke } from './judge/runs.js';
import { judgeCoverage } from './judge/coverage.js';
import { judgeErrorRate, judgeLoadTest, judgeQueryTime, judgeResponseTime } from './judge/load.js';
import { judgeVulnerabilities } from './judge/vulnerabilities.js';
import type { Judgement } from './judge/opinion.js';
import type { Head } from './staleness.js';

export type { Judgement } from './judge/opinion.js';
export type { Requirement } from './requirement.js';

/** All that judging may look at. */
export interface Hearing {
  readonly evidence: readonly Evidence[];
  /** Undefined outside a repository: then nothing can be called stale. */
  readonly head: Head | undefined;
  /** Production code that changed, by file; undefined when the scan was not told since when. */
  readonly changedLines: ReadonlyMap<string, ReadonlySet<number>> | undefined;
  /** Every file of the scan, relative to its root: what paths in coverage reports are matched to. */
  readonly scanned: readonly string[];
}

export function judgeEvidence(requirement: Requirement, hearing: Hearing): Judgement {
  switch (requirement.kind) {
    case 'build': return judgeBuild(hearing);
    case 'clippy': return judgeClippy(hearing);
    case 'tests': return judgeTests(hearing);
    case 'migrations': return judgeMigrations(requirement, hearing);
    case 'smoke': return judgeSmoke(requirement, hearing);
    case 'coverage': return judgeCoverage(requirement, hearing);
    case 'response time': return judgeResponseTime(requirement, hearing);
    case 'query time': return judgeQueryTime(requirement, hearing);
    case 'error rate': return judgeErrorRate(requirement, hearing);
    case 'vulnerabilities': return judgeVulnerabilities(requirement, hearing);
    case 'load test': return judgeLoadTest(hearing);
    case 'handoff': return { verdict: 'pass', says: 'every scan writes it: `--format handoff`', sources: [] };
  }
}
