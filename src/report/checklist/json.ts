/** Judged checklists as plain data, for the JSON report. */
import type { JudgedChecklist, JudgedLine, LinePart } from '../../findings/judged-checklist.js';
import type { Kept } from '../../findings/outcome.js';
import { countByStatus, findingsOf, spellPart } from './wording.js';

export function checklistJson(checklist: JudgedChecklist, locate: (kept: Kept) => { readonly file: string; readonly line: number }) {
  return {
    id: checklist.id,
    title: checklist.title,
    document: checklist.document,
    because: checklist.because,
    counts: Object.fromEntries(countByStatus(checklist)),
    sections: checklist.sections.map(section => ({ title: section.title, lines: section.lines.map(line => lineJson(line, locate)) })),
  };
}

function lineJson(line: JudgedLine, locate: (kept: Kept) => { readonly file: string; readonly line: number }) {
  return {
    id: line.id,
    says: line.says,
    documentLine: line.at,
    status: line.status,
    ...(line.note !== undefined && { note: line.note }),
    judgedBy: line.parts.map(partJson),
    findings: findingsOf(line).map(kept => ({ rule: kept.finding.rule, severity: kept.finding.severity, ...locate(kept), fingerprint: kept.fingerprint, new: kept.outside !== true })),
  };
}

function partJson(part: LinePart) {
  const says = spellPart(part);
  switch (part.kind) {
    case 'rule': return { kind: part.kind, rule: part.rule, preview: part.preview, verdict: part.verdict, judged: Object.fromEntries(part.judged), unknown: part.unknown, findings: part.findings.length, excused: part.excused, says };
    case 'evidence': return { kind: part.kind, needs: part.needs, verdict: part.verdict, says };
    case 'person': return { kind: part.kind, says };
  }
}
