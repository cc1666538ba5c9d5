/** A checklist after a scan: what became of each line, by whom it was judged and how much there was to look at. */
import type { Kept } from './outcome.js';

/**
 * `pass`: something was there to judge, all of it was judged, and nothing is wrong. `partly`: something passes, and something else is only
 * warned about, stayed unknown, or waits for evidence, a person or a rule that is still in preview. Nothing else is ever ticked.
 */
export type LineStatus = 'pass' | 'fail' | 'partly' | 'no evidence' | 'not applicable' | 'a person decides';

export interface RulePart {
  readonly kind: 'rule';
  readonly rule: string;
  readonly preview: boolean;
  readonly verdict: 'clean' | 'warned' | 'failed' | 'nothing to judge' | 'switched off' | 'not built' | 'in preview' | 'crashed';
  /** `handler`: 42. */
  readonly judged: ReadonlyMap<string, number>;
  /** How many subjects could not be judged, by reason, the commonest first. */
  readonly unknown: readonly { readonly what: string; readonly because: string; readonly count: number }[];
  readonly findings: readonly Kept[];
  /** Findings somebody excused in the source with a reason. */
  readonly excused: number;
}

export interface EvidencePart {
  readonly kind: 'evidence';
  /** What would prove it: `tests pass`. */
  readonly needs: string;
  readonly verdict: 'clean' | 'failed' | 'missing' | 'stale';
  /** The figure and the file it stands in, or what to hand in. */
  readonly says: string;
}

export interface PersonPart { readonly kind: 'person'; readonly because: string }

export type LinePart = RulePart | EvidencePart | PersonPart;

export interface JudgedLine {
  readonly id: string;
  readonly says: string;
  /** The line in the document. */
  readonly at: number;
  readonly status: LineStatus;
  readonly parts: readonly LinePart[];
  readonly note: string | undefined;
}

export interface JudgedSection { readonly title: string; readonly lines: readonly JudgedLine[] }

export interface JudgedChecklist {
  readonly id: string;
  readonly title: string;
  readonly document: string;
  /** Why it is judged: configured, named on the command line, or recognised from the stack. */
  readonly because: string;
  readonly sections: readonly JudgedSection[];
}

export const lineStatuses: readonly LineStatus[] = ['pass', 'fail', 'partly', 'no evidence', 'not applicable', 'a person decides'];

export function linesOf(checklist: JudgedChecklist): readonly JudgedLine[] {
  return checklist.sections.flatMap(section => section.lines);
}
