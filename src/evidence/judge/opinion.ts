/** What single pieces of evidence say about a requirement, and what they say together. */
import type { CommandRun, Evidence } from '../evidence.js';
import { staleBecause, type Head } from '../staleness.js';

export interface Judgement {
  readonly verdict: 'pass' | 'fail' | 'no evidence' | 'stale';
  /** The number and the file, or what is missing. */
  readonly says: string;
  readonly sources: readonly string[];
}

export interface Opinion {
  readonly evidence: Evidence;
  /** `in part`: it looks like proof and is less, so that nothing beside it makes the requirement hold. `nothing`: it is about something else. */
  readonly answer: 'yes' | 'no' | 'in part' | 'nothing';
  /** Without the file's name. */
  readonly says: string;
}

/** What disproves comes first; then what is too old or not whole; only then what proves. `wanted` says what to hand in when nothing speaks. */
export function together(opinions: readonly Opinion[], head: Head | undefined, wanted: string): Judgement {
  const heard = opinions.map(opinion => ({ ...opinion, stale: staleBecause(opinion.evidence, head) }));
  const fresh = heard.filter(opinion => opinion.stale === undefined);
  const refuting = fresh.filter(opinion => opinion.answer === 'no');
  if (refuting.length > 0) return judgement('fail', refuting);
  const stale = heard.filter(opinion => opinion.stale !== undefined && opinion.answer !== 'nothing');
  if (stale.length > 0) return judgement('stale', stale.map(opinion => ({ ...opinion, says: opinion.stale ?? '' })));
  const partial = fresh.filter(opinion => opinion.answer === 'in part');
  if (partial.length > 0) return judgement('no evidence', partial);
  const proving = fresh.filter(opinion => opinion.answer === 'yes');
  if (proving.length > 0) return judgement('pass', proving);
  return fresh.length > 0 ? judgement('no evidence', fresh, wanted) : { verdict: 'no evidence', says: wanted, sources: [] };
}

const mostSaid = 3;

function judgement(verdict: Judgement['verdict'], opinions: readonly Opinion[], wanted?: string): Judgement {
  const said = opinions.slice(0, mostSaid).map(({ says, evidence }) => `${says} (${evidence.source})`);
  const more = opinions.length > mostSaid ? [`and ${opinions.length - mostSaid} more`] : [];
  return { verdict, says: [...said, ...more, ...(wanted === undefined ? [] : [wanted])].join('; '), sources: [...new Set(opinions.map(({ evidence }) => evidence.source))] };
}

/** Of each command its latest run. */
export function currentRuns(evidence: readonly Evidence[]): readonly CommandRun[] {
  const latest = new Map<string, CommandRun>();
  for (const run of evidence) {
    if (run.kind !== 'command') continue;
    const known = latest.get(run.command);
    if (!known || Date.parse(known.at) <= Date.parse(run.at)) latest.set(run.command, run);
  }
  return [...latest.values()];
}

/** No stale runs beside current ones, because records of commands nobody runs any more stay behind. */
export function withoutOld<T extends Opinion>(opinions: readonly T[], head: Head | undefined): readonly T[] {
  const current = opinions.filter(({ evidence }) => staleBecause(evidence, head) === undefined);
  return current.some(({ answer }) => answer === 'yes' || answer === 'no') ? current : opinions;
}

/** A run's own answer: it proves by ending well. */
export function ended(run: CommandRun): Opinion {
  const dirty = run.dirty === true ? ', with uncommitted changes' : '';
  return { evidence: run, answer: run.exit === 0 ? 'yes' : 'no', says: `\`${run.command}\` exited with ${run.exit}${dirty}` };
}
