/** The answer to whoever delegated the work: a status, what proves it, and findings an agent can act on without asking back. */
import { linesOf } from '../findings/judged-checklist.js';
import type { Kept, Outcome } from '../findings/outcome.js';
import type { Rule } from '../rule/rule.js';
import { findingsOf, linesByFinding, spellPart, spellStatuses } from './checklist/wording.js';
import { countBySeverity, plural, spellCounts } from './counts.js';
import { Locator } from './located.js';
import { spellSince, uncoveredPlaces } from './since.js';

type Status = 'success' | 'partial' | 'failure';

export function handoffReport(outcome: Outcome): string {
  const locator = new Locator(outcome);
  const lines = linesByFinding(outcome.checklists);
  const rules = new Map(outcome.rules.map(rule => [rule.id, rule]));
  const blockers = blockersOf(outcome);
  const report = {
    status: statusOf(outcome, blockers),
    artifacts: outcome.roots,
    buildPassing: provenAs(outcome.proven.build.verdict),
    testsPassing: provenAs(outcome.proven.tests.verdict),
    summary: summaryOf(outcome, blockers),
    blockers,
    ...(outcome.since && { since: { ref: outcome.since.ref, outside: countBySeverity(outcome.since.outside), uncovered: uncoveredPlaces(outcome.since) } }),
    findings: [...outcome.kept].sort((one, other) => rank(one) - rank(other)).map(kept => findingOf(kept, { outcome, locator, rules, lines })),
    checklists: outcome.checklists.map(checklist => ({
      id: checklist.id,
      summary: spellStatuses(checklist),
      failing: linesOf(checklist).filter(line => line.status === 'fail').map(line => ({ line: line.id, says: line.says, findings: findingsOf(line).map(kept => kept.fingerprint) })),
    })),
    verify: `npx collaudo scan${outcome.since && /^[\w./@-]+$/.test(outcome.since.ref) ? ` --since ${outcome.since.ref}` : ''}`,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** What is not proven is not called done. */
function statusOf(outcome: Outcome, blockers: readonly string[]): Status {
  if (!outcome.verdict.passed || outcome.crashes.length > 0 || provenAs(outcome.proven.build.verdict) === false || provenAs(outcome.proven.tests.verdict) === false) return 'failure';
  return blockers.length > 0 || outcome.checklists.some(one => linesOf(one).some(line => line.status === 'fail' || line.status === 'partly')) ? 'partial' : 'success';
}

/** `null`: no current result says so. */
function provenAs(verdict: 'clean' | 'failed' | 'missing' | 'stale'): boolean | null {
  switch (verdict) {
    case 'clean': return true;
    case 'failed': return false;
    case 'missing': case 'stale': return null;
  }
}

/** What keeps the work from being called done although nothing is wrong: missing and stale results, files nobody could read, what broke here. */
function blockersOf(outcome: Outcome): readonly string[] {
  const wanted = outcome.checklists.flatMap(linesOf).flatMap(line => line.parts).filter(part => part.kind === 'evidence' && (part.verdict === 'missing' || part.verdict === 'stale'));
  const asked = [outcome.proven.build, outcome.proven.tests].filter(part => part.verdict === 'missing' || part.verdict === 'stale');
  return [...new Set([
    ...outcome.crashes.map(crash => `collaudo broke: ${crash.part}${crash.file === undefined ? '' : ` of ${crash.file}`}`),
    ...[...asked, ...wanted].map(spellPart),
    ...outcome.unread.map(({ file, because }) => `${file} was not read: ${because}`),
  ])];
}

function summaryOf(outcome: Outcome, blockers: readonly string[]): string {
  const counts = spellCounts(countBySeverity(outcome.kept.map(kept => kept.finding)));
  return [
    `${counts === '' ? 'no findings' : counts} in ${plural(outcome.files.judged, 'file')}`,
    ...(outcome.since ? [`since ${outcome.since.ref}: ${spellSince(outcome.since)}`] : []),
    ...outcome.checklists.map(one => `${one.id}: ${spellStatuses(one)}`),
    ...(blockers.length > 0 ? [`${plural(blockers.length, 'thing')} not proven`] : []),
  ].join('; ');
}

interface Telling {
  readonly outcome: Outcome;
  readonly locator: Locator;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly lines: ReadonlyMap<Kept, readonly string[]>;
}

function findingOf(kept: Kept, { outcome, locator, rules, lines }: Telling) {
  const { finding, at, path, snippet } = locator.locate(kept);
  const rule = rules.get(finding.rule);
  return {
    rule: finding.rule,
    severity: finding.severity,
    gates: finding.tier === 'stable',
    place: `${at.file}:${String(at.line)}:${String(at.column)}`,
    what: finding.message,
    why: rule?.why ?? '',
    change: changeFor(rule, outcome.imports.get(at.file) ?? [], finding.instead),
    code: snippet,
    filesToOpen: [...new Set([at.file, ...path.map(step => step.at.file)])],
    path: path.map(step => `${step.at.file}:${String(step.at.line)} ${step.message}`),
    checklist: lines.get(kept) ?? [],
    verify: `npx collaudo scan --only ${finding.rule}`,
    fingerprint: kept.fingerprint,
  };
}

/** The rule's own advice, in the terms of the library this file uses when the rule knows them. */
function changeFor(rule: Rule | undefined, imports: readonly string[], instead: string): string {
  const own = instead === rule?.instead ? Object.entries(rule.insteadWith ?? {}).find(([library]) => imports.some(one => one === library || one.startsWith(`${library}.`) || one.startsWith(`${library}::`) || one.startsWith(`${library}/`)))?.[1] : undefined;
  return own ?? instead;
}

function rank({ finding }: Kept): number {
  return finding.severity === 'error' ? 0 : finding.severity === 'warning' ? 1 : 2;
}
