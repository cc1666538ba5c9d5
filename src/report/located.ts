/** Findings with lines and columns: what every report format starts from. */
import type { Place } from '../facts/span.js';
import type { Finding } from '../findings/finding.js';
import type { Kept, Outcome } from '../findings/outcome.js';
import { Lines } from './lines.js';

export interface Region {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Exclusive. */
  readonly endColumn: number;
}

export interface LocatedStep { readonly at: Region; readonly message: string }

export interface Located {
  readonly finding: Finding;
  readonly fingerprint: string;
  readonly at: Region;
  readonly snippet: string;
  readonly path: readonly LocatedStep[];
}

/** Longer snippets say no more. */
const longestSnippet = 500;

export class Locator {
  readonly lines: Lines;

  constructor(outcome: Outcome) {
    this.lines = new Lines(outcome.sources);
  }

  locate(kept: Kept): Located {
    const { finding, fingerprint } = kept;
    return {
      finding, fingerprint,
      at: this.region(finding.at),
      snippet: this.#snippet(finding.at),
      path: finding.path.map(step => ({ at: this.region(step.at), message: step.message })),
    };
  }

  region(place: Place): Region {
    const index = this.lines.of(place.file);
    const from = index.positionOf(place.start);
    const to = index.positionOf(Math.max(place.start, place.end));
    return { file: place.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  #snippet(place: Place): string {
    const text = this.lines.of(place.file).text.slice(place.start, place.end);
    return text.length > longestSnippet ? `${text.slice(0, longestSnippet)}…` : text;
  }
}
