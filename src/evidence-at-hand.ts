/** The result files a scan is handed: read before anything else, so that a wrong one is said at once, and judged line by line at the end. */
import { resolve } from 'node:path';
import { describe } from './evidence/describe.js';
import type { Evidence } from './evidence/evidence.js';
import { judgeEvidence, type Hearing, type Judgement, type Requirement } from './evidence/judge.js';
import { readEvidence } from './evidence/read.js';
import { spellRequirement } from './evidence/requirement.js';
import { staleBecause, type Head } from './evidence/staleness.js';
import { uncoveredLines } from './evidence/judge/coverage.js';
import { rangesOf } from './evidence/covered-lines.js';
import type { EvidencePart } from './findings/judged-checklist.js';
import type { ShownEvidence, UncoveredLines } from './findings/outcome.js';
import { committedAmong, headOf } from './source/head.js';
import { readNamedFiles } from './source/named-files.js';

export interface EvidenceAtHand {
  readonly evidence: readonly Evidence[];
  readonly head: Head | undefined;
  readonly shown: readonly ShownEvidence[];
  readonly notes: readonly string[];
}

/** `named`: files and folders as the user typed them; `root`: whose commit they must be as new as. */
export function gatherEvidence(named: readonly string[], cwd: string, root: string): EvidenceAtHand {
  const files = readNamedFiles('--evidence', named, cwd);
  const absolute = files.map(file => resolve(cwd, file.path));
  const committed = committedAmong(root, absolute);
  const evidence = readEvidence(files.map((file, index) => ({ ...file, committed: committed.has(absolute[index] ?? '') })));
  if (evidence.length === 0) return { evidence, head: undefined, shown: [], notes: [] };
  const answer = headOf(root, evidence.some(one => one.dirty === true) ? absolute : undefined);
  const head = answer.kind === 'head' ? answer.head : undefined;
  return {
    evidence, head,
    shown: evidence.map(one => shownAs(one, head)),
    notes: answer.kind === 'unknown' ? [`whether the evidence is as new as the code is not known: ${answer.because}`] : [],
  };
}

function shownAs(evidence: Evidence, head: Head | undefined): ShownEvidence {
  const { source, kind, format, at, commit } = evidence;
  const stale = staleBecause(evidence, head);
  return { source, kind, format, facts: describe(evidence), at, ...(commit !== undefined && { commit }), ...(stale !== undefined && { stale }) };
}

/** What the configuration asks of coverage, in percent. */
export interface CoverageGate { readonly changedLines?: number | undefined; readonly total?: number | undefined }

/**
 * Too little coverage fails the gate, and so do reports that are stale or not about this code. Where no result file was handed in at all,
 * or nobody said what changed, the question was not asked: that is noted, so that a scan at one's desk is not a failing one.
 */
export function coverageGate(asked: CoverageGate, hearing: Hearing): { readonly reasons: readonly string[]; readonly notes: readonly string[] } {
  const limits = ([['total', asked.total], ['changed lines', asked.changedLines]] as const).flatMap(([of, percent]) => (percent === undefined ? [] : [{ kind: 'coverage', of, percent: { atLeast: percent } } as const]));
  const answers = limits.map(limit => ({ limit, answer: judgeEvidence(limit, hearing) })).filter(({ answer }) => answer.verdict !== 'pass');
  const isAsked = ({ limit, answer }: (typeof answers)[number]) => answer.verdict === 'fail' || (hearing.evidence.length > 0 && (limit.of === 'total' || hearing.changedLines !== undefined));
  return {
    reasons: answers.filter(isAsked).map(({ limit, answer }) => `coverage of ${limit.of === 'total' ? 'all lines' : 'changed lines'}: ${answer.verdict === 'stale' ? 'stale, ' : ''}${answer.says}`),
    notes: answers.filter(one => !isAsked(one)).map(({ limit, answer }) => `the gate's coverage of ${limit.of === 'total' ? 'all lines' : 'changed lines'} is not judged: ${answer.says}`),
  };
}

const verdicts: Readonly<Record<Judgement['verdict'], EvidencePart['verdict']>> = { pass: 'clean', fail: 'failed', 'no evidence': 'missing', stale: 'stale' };

/** What a line of a checklist gets to say about its evidence. */
export function evidencePart(requirement: Requirement, hearing: Hearing): EvidencePart {
  const { verdict, says } = judgeEvidence(requirement, hearing);
  return { kind: 'evidence', needs: spellRequirement(requirement), verdict: verdicts[verdict], says };
}

/** Every changed line that a test should have run, for whoever has to write that test. */
export function uncoveredIn(hearing: Hearing): readonly UncoveredLines[] | undefined {
  const uncovered = uncoveredLines(hearing);
  return uncovered && [...uncovered].map(([file, lines]) => ({ file, lines: rangesOf(lines) }));
}
