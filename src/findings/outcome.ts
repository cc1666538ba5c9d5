/** What one scan found out: everything a report may say. */
import type { Coverage } from '../rule/program.js';
import type { Rule } from '../rule/rule.js';
import type { Place } from '../facts/span.js';
import type { LineRange } from './change.js';
import type { Finding } from './finding.js';
import type { EvidencePart, JudgedChecklist } from './judged-checklist.js';

/** A finding that counts, with its identity. */
export interface Kept {
  readonly finding: Finding;
  readonly fingerprint: string;
  /** Only what changed is judged, and this has nothing to do with it. */
  readonly outside?: boolean;
}

/** A finding somebody excused in the source, with the reason given. */
export interface Excused extends Kept {
  readonly reason: string;
  readonly by: Place;
}

/** A part of collaudo that broke: reported by name, never silently green. */
export interface Crash {
  /** What was being done: `lowering`, `linking`, or the rule's id. */
  readonly part: string;
  readonly file?: string;
  readonly because: string;
  readonly rule?: string;
}

/** A file that was judged as far as it could be. */
export interface PartlyRead {
  readonly file: string;
  readonly because: string;
  readonly at?: Place;
}

export interface Verdict {
  readonly passed: boolean;
  /** Why not, in a few words each. */
  readonly reasons: readonly string[];
}

/** A result file of another tool as it was read, judged by nobody yet. */
export interface ShownEvidence {
  /** The file, as the user named it. */
  readonly source: string;
  readonly kind: string;
  readonly format: string;
  /** What it holds, in one line. */
  readonly facts: string;
  /** When it was produced, ISO 8601. */
  readonly at: string;
  readonly commit?: string;
  /** Why it says nothing about the code judged. */
  readonly stale?: string;
}

/** Only what changed was judged: since when, and what that leaves out. */
export interface Since {
  /** As the user named it. */
  readonly ref: string;
  /** Scanned files in which something changed. */
  readonly files: number;
  /** Findings that have nothing to do with the change. */
  readonly outside: readonly Finding[];
  /** Changed lines that can run and that no test ran, by file; undefined without a coverage report about this code. */
  readonly uncovered: readonly UncoveredLines[] | undefined;
}

export interface UncoveredLines { readonly file: string; readonly lines: readonly LineRange[] }

export interface Outcome {
  readonly version: string;
  readonly roots: readonly string[];
  readonly configuration: string | undefined;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  readonly kept: readonly Kept[];
  readonly excused: readonly Excused[];
  readonly verdict: Verdict;
  /** Undefined: everything is judged. */
  readonly since?: Since | undefined;
  readonly checklists: readonly JudgedChecklist[];
  /** What every delegated task is asked: does it build, do its tests pass. */
  readonly proven: { readonly build: EvidencePart; readonly tests: EvidencePart };
  /** The modules each file imports. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly evidence: readonly ShownEvidence[];
  readonly files: { readonly judged: number; readonly skipped: number };
  readonly unread: readonly { readonly file: string; readonly because: string }[];
  readonly partlyRead: readonly PartlyRead[];
  readonly crashes: readonly Crash[];
  /** How much could be resolved. */
  readonly coverage: readonly Coverage[];
  readonly notes: readonly string[];
  readonly sources: ReadonlyMap<string, string>;
  /** Milliseconds per stage; only when asked for, because they differ from run to run. */
  readonly durations: Readonly<Record<string, number>> | undefined;
}
