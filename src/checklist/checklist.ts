/** A document's checklist: its sections and lines in our own words, each tied to the rules, the evidence or the person that judges it. */
import type { Requirement } from '../evidence/requirement.js';
import type { Settings } from '../rule/settings.js';
import type { Stack } from '../rule/stack.js';

export type SeverityWord = 'off' | 'warn' | 'error';

/** How a document means a rule: a severity, options, or both. */
export interface Meaning {
  readonly severity?: SeverityWord;
  readonly options?: Readonly<Record<string, unknown>>;
}

export type Judge =
  | ({ readonly kind: 'rule'; readonly rule: string } & Meaning)
  | { readonly kind: 'evidence'; readonly needs: Requirement }
  | { readonly kind: 'person'; readonly because: string };

export interface Line {
  /** `F33`: the letter of the document and the number of the line among those that say how a backend must be. */
  readonly id: string;
  /** Its line in the document; 1-based. */
  readonly at: number;
  /** What must hold, in our own words. */
  readonly says: string;
  /** The first one decides; the others help. */
  readonly judges: readonly Judge[];
  /** How it is read where it could be read two ways. */
  readonly note?: string;
  /** Its judges are a guess from its words, and why: it may fail, and is never ticked. */
  readonly proposed?: string;
}

export interface Section { readonly title: string; readonly lines: readonly Line[] }

export interface Checklist {
  readonly id: string;
  readonly title: string;
  /** The document's file. */
  readonly document: string;
  /** For whom it is, in a sentence. */
  readonly summary: string;
  /** What the document declares; the team's own configuration outranks it. */
  readonly settings?: Partial<Settings>;
  /** How the document means its rules, on every line that names them. `off` also for rules it contradicts. */
  readonly rules?: Readonly<Record<string, Meaning>>;
  /** Whether a backend built with this stack is one the document speaks about. */
  readonly fits: (stack: Stack) => boolean;
  readonly sections: readonly Section[];
}

/** A rule judges the line; `options` and `severity` hold for this line only. */
export function rule(id: string, options?: Meaning['options'], severity?: SeverityWord): Judge {
  return { kind: 'rule', rule: id, ...(options && { options }), ...(severity && { severity }) };
}

export function evidence(needs: Requirement): Judge {
  return { kind: 'evidence', needs };
}

/** No program can judge it; `because` says what a person looks at. */
export function person(because: string): Judge {
  return { kind: 'person', because };
}

export function line(id: string, at: number, says: string, judges: readonly Judge[], note?: string): Line {
  return { id, at, says, judges, ...(note !== undefined && { note }) };
}
