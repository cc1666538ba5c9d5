/** What a judged line's parts say, in sentences every format uses. */
import { lineStatuses, linesOf, type JudgedChecklist, type JudgedLine, type LinePart, type LineStatus, type RulePart } from '../../findings/judged-checklist.js';
import type { Kept } from '../../findings/outcome.js';
import { countBySeverity, spellCounts } from '../counts.js';

export function countByStatus(checklist: JudgedChecklist): ReadonlyMap<LineStatus, number> {
  const lines = linesOf(checklist);
  return new Map(lineStatuses.map(status => [status, lines.filter(line => line.status === status).length]));
}

/** `3 pass, 1 fails, 2 partly`: what there is none of is left out. */
export function spellStatuses(checklist: JudgedChecklist): string {
  return [...countByStatus(checklist)].flatMap(([status, count]) => (count > 0 ? [`${count} ${status}`] : [])).join(', ');
}

/** `asi-gest: Performance / lists are paged`: the lines a finding counts against, by finding. */
export function linesByFinding(checklists: readonly JudgedChecklist[]): ReadonlyMap<Kept, readonly string[]> {
  const lines = new Map<Kept, string[]>();
  for (const checklist of checklists) {
    for (const section of checklist.sections) {
      for (const line of section.lines) {
        for (const kept of findingsOf(line)) lines.set(kept, [...(lines.get(kept) ?? []), `${checklist.id}: ${section.title} / ${line.says}`]);
      }
    }
  }
  return lines;
}

/** The worst first, and what changed before what did not. */
export function findingsOf(line: JudgedLine): readonly Kept[] {
  const found = [...new Set(line.parts.flatMap(part => (part.kind === 'rule' ? part.findings : [])))];
  return found.sort((one, other) => rank(one) - rank(other));
}

function rank({ finding, outside }: Kept): number {
  return (outside ? 2 : 0) + (finding.severity === 'error' ? 0 : 1);
}

/** What one judge of a line says. */
export function spellPart(part: LinePart): string {
  switch (part.kind) {
    case 'person': return `a person decides: ${part.because}`;
    case 'evidence': return `${part.needs}: ${part.says}`;
    case 'rule': return `${part.rule}${part.preview ? ' (preview)' : ''}: ${spellRule(part)}`;
  }
}

function spellRule(part: RulePart): string {
  switch (part.verdict) {
    case 'switched off': return 'switched off, so this is not judged';
    case 'not built': return 'no such rule yet, so this is not judged';
    case 'in preview': return 'runs with --preview or when the checklist is asked for by name';
    case 'crashed': return 'broke, so this is not judged';
    case 'nothing to judge': return [`nothing of the kind is here`, ...gaps(part)].join('; ');
    case 'clean': case 'warned': case 'failed': {
      const found = part.findings.length > 0 ? [spellCounts(countBySeverity(part.findings.map(kept => kept.finding))) + outsideOf(part)] : [];
      const excused = part.excused > 0 ? [`${part.excused} excused`] : [];
      const silent = part.preview && part.verdict === 'clean' ? ['its silence is no proof yet'] : [];
      return [...lookedAt(part), ...(found.length + excused.length > 0 ? [[...found, ...excused].join(', ')] : ['nothing found']), ...silent, ...gaps(part)].join('; ');
    }
  }
}

/** A line is judged over the whole program, also where only what changed fails the gate. */
function outsideOf({ findings }: RulePart): string {
  const outside = findings.filter(one => one.outside).length;
  return outside === 0 ? '' : outside === findings.length ? ', outside what changed' : `, ${outside} of them outside what changed`;
}

function lookedAt({ judged }: RulePart): readonly string[] {
  const counts = [...judged].filter(([, count]) => count > 0).map(([what, count]) => pluralOf(count, what));
  return counts.length > 0 ? [`looked at ${counts.join(', ')}`] : [];
}

function gaps({ unknown }: RulePart): readonly string[] {
  const all = unknown.reduce((sum, one) => sum + one.count, 0);
  const [first] = unknown;
  if (!first) return [];
  const others = unknown.length > 1 ? ', most often' : '';
  return [`${pluralOf(all, first.what)} could not be judged${others}: ${first.because}`];
}

/** `query` to `queries`, `class` to `classes`. */
export function pluralOf(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  if (/[^aeiou]y$/.test(noun)) return `${count} ${noun.slice(0, -1)}ies`;
  return `${count} ${noun}${/(s|x|ch|sh)$/.test(noun) ? 'es' : 's'}`;
}
