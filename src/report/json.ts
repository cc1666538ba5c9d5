/** The report as JSON: one object, the same bytes for the same findings. */
import type { Outcome } from '../findings/outcome.js';
import { checklistJson } from './checklist/json.js';
import { linesByFinding } from './checklist/wording.js';
import { commonestFirst, countByRule, countBySeverity } from './counts.js';
import { Locator, type Located } from './located.js';

/** Reasons name what they are about, so there can be thousands; the commonest tell what is missing. */
const mostReasons = 20;

export function jsonReport(outcome: Outcome): string {
  const locator = new Locator(outcome);
  const findings = outcome.kept.map(kept => kept.finding);
  const lines = linesByFinding(outcome.checklists);
  const report = {
    tool: { name: 'collaudo', version: outcome.version },
    roots: outcome.roots,
    passed: outcome.verdict.passed,
    failed: outcome.verdict.reasons,
    since: outcome.since ? { ref: outcome.since.ref, files: outcome.since.files, outside: countBySeverity(outcome.since.outside), uncovered: outcome.since.uncovered ?? null } : null,
    checklists: outcome.checklists.map(one => checklistJson(one, kept => { const { file, line } = locator.region(kept.finding.at); return { file, line }; })),
    evidence: outcome.evidence.map(({ stale, commit, ...one }) => ({ ...one, commit: commit ?? null, stale: stale ?? null })),
    counts: countBySeverity(findings),
    rules: Object.fromEntries(countByRule(findings)),
    files: outcome.files,
    unread: outcome.unread,
    partlyRead: outcome.partlyRead.map(({ file, because, at }) => ({ file, ...(at && { line: locator.region(at).line }), because })),
    unknown: outcome.coverage.map(({ what, seen, resolved, because }) => ({ what, seen, resolved, because: Object.fromEntries(commonestFirst(because).slice(0, mostReasons)) })),
    crashed: outcome.crashes,
    notes: outcome.notes,
    durations: outcome.durations ?? null,
    findings: outcome.kept.map(kept => findingJson(locator.locate(kept), lines.get(kept) ?? [])),
    excused: outcome.excused.map(excused => ({ ...findingJson(locator.locate(excused), []), reason: excused.reason, excusedAt: locator.region(excused.by).line })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function findingJson({ finding, fingerprint, at, snippet, path }: Located, checklist: readonly string[]) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    tier: finding.tier,
    file: at.file,
    line: at.line,
    column: at.column,
    endLine: at.endLine,
    endColumn: at.endColumn,
    message: finding.message,
    instead: finding.instead,
    snippet,
    fingerprint,
    path: path.map(step => ({ file: step.at.file, line: step.at.line, message: step.message })),
    checklist,
    new: true,
  };
}
