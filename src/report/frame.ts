/** The judged lines as a person sees them, with what is meant underlined. */
import type { LineIndex } from './lines.js';
import type { Region } from './located.js';

export interface FrameStyle {
  readonly gutter: (text: string) => string;
  readonly mark: (text: string) => string;
  readonly width: number;
}

/** More lines than this say less. */
const mostLines = 4;

export function codeFrame(index: LineIndex, at: Region, style: FrameStyle): readonly string[] {
  const last = Math.min(at.endColumn === 1 && at.endLine > at.line ? at.endLine - 1 : at.endLine, at.line + mostLines - 1);
  const digits = String(last).length;
  const blank = ' '.repeat(digits);
  const frame: string[] = [];
  for (let line = at.line; line <= last; line++) {
    const text = index.lineText(line);
    const from = line === at.line ? at.column - 1 : (/^\s*/.exec(text)?.[0].length ?? 0);
    const to = line === at.endLine ? at.endColumn - 1 : text.length;
    const { shown, start, end } = clipped(text, from, Math.max(to, from + 1), style.width - digits - 3);
    frame.push(`${style.gutter(`${String(line).padStart(digits)} │`)} ${shown}`);
    frame.push(`${style.gutter(`${blank} │`)} ${' '.repeat(start)}${style.mark('^'.repeat(Math.max(1, end - start)))}`);
  }
  if (last < at.endLine && at.endColumn > 1) frame.push(style.gutter(`${blank} ┆`));
  return frame;
}

/** Tabs become two blanks and a line longer than the terminal is cut around what is meant. */
function clipped(text: string, from: number, to: number, width: number): { readonly shown: string; readonly start: number; readonly end: number } {
  const before = printable(text.slice(0, from));
  const meant = printable(text.slice(from, to));
  const whole = before + meant + printable(text.slice(to));
  const room = Math.max(20, width);
  const cut = whole.length <= room ? 0 : Math.max(0, Math.min(before.length - Math.floor(room / 4), whole.length - room));
  const shown = whole.slice(cut, cut + room);
  const start = before.length - cut;
  return {
    shown: (cut > 0 ? `…${shown.slice(1)}` : shown).replace(/.$/, letter => (cut + room < whole.length ? '…' : letter)).trimEnd(),
    start,
    end: Math.min(start + meant.length, room),
  };
}

/** Judged code must not be able to steer the terminal. */
export function printable(text: string): string {
  return text.replace(/\t/g, '  ').replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '·');
}
