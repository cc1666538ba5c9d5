/** Known vulnerabilities: what package managers' audits list and what scanners report, counted once. */
import { auditCommands, isNarrowed, runsOneOf } from '../commands.js';
import type { Evidence, Vulnerability } from '../evidence.js';
import type { Hearing } from '../judge.js';
import { counted } from '../numbers.js';
import type { Requirement } from '../requirement.js';
import { isStale } from '../staleness.js';
import { currentRuns, ended, together, withoutOld, type Judgement, type Opinion } from './opinion.js';

type Wanted = Extract<Requirement, { kind: 'vulnerabilities' }>;

export function judgeVulnerabilities(wanted: Wanted, { evidence, head }: Hearing): Judgement {
  const found = new Map<string, Vulnerability>();
  for (const one of evidence.filter(each => !isStale(each, head))) for (const each of countingIn(one, wanted)) found.set(`${each.id} ${each.package}`, each);
  const files = evidence.flatMap(one => opinionOf(one, wanted, found.size));
  const runs = currentRuns(evidence).filter(run => runsOneOf(run, auditCommands) && !isNarrowed(run)).map(ended);
  // An audit's exit says that there is something, not how much.
  const exits = wanted.atMost === 0 ? runs : runs.filter(run => run.answer === 'yes');
  return together([...files, ...withoutOld(exits, head)], head, 'hand in the JSON of `cargo audit`, `pip-audit` or `npm audit`, or a scanner\'s SARIF');
}

/** What the format does not call development-only counts. */
function countingIn(one: Evidence, { productionOnly }: Wanted): readonly Vulnerability[] {
  if (one.kind === 'findings') return one.security;
  if (one.kind !== 'vulnerabilities') return [];
  return productionOnly ? one.found.filter(each => each.developmentOnly !== true) : one.found;
}

function opinionOf(one: Evidence, wanted: Wanted, all: number): readonly Opinion[] {
  if (one.kind !== 'vulnerabilities' && one.kind !== 'findings') return [];
  const found = countingIn(one, wanted);
  if (one.kind === 'findings' && !one.looksForVulnerabilities && found.length === 0) return [];
  const [first] = found;
  const listed = first ? `${one.tool} reports ${counted(found.length, 'vulnerability', 'vulnerabilities')}, first ${first.id} in ${first.package}${first.severity === 'unknown' ? '' : ` (${first.severity})`}` : `${one.tool} reports no vulnerability`;
  if (found.length > 0 && all > wanted.atMost) return [{ evidence: one, answer: 'no', says: `${listed}${hintOn(one, wanted)}` }];
  if (one.kind === 'findings' && one.unfinished) return [{ evidence: one, answer: 'in part', says: `${one.tool} did not finish` }];
  return [{ evidence: one, answer: 'yes', says: `${listed}${asides(one, found.length)}` }];
}

function asides(one: Evidence, counting: number): string {
  if (one.kind !== 'vulnerabilities') return '';
  const development = one.found.length - counting;
  const [skipped] = one.unjudged;
  const [ignored] = one.ignored;
  return `${development > 0 ? `, ${development} more in development only` : ''}${skipped === undefined ? '' : `, but could not look up ${skipped}${one.unjudged.length > 1 ? ` and ${one.unjudged.length - 1} more` : ''}`}${ignored === undefined ? '' : `, told to ignore ${one.ignored.join(', ')}`}`;
}

function hintOn(one: Evidence, { productionOnly }: Wanted): string {
  const silent = productionOnly && one.kind === 'vulnerabilities' && one.tool === 'npm audit' && one.found.every(each => each.developmentOnly === undefined);
  return silent ? '; it does not say which are for development only: `npm audit --omit=dev` leaves those out' : '';
}
