/** The text that documents a function: a docstring, the comment above it; read from the source, since nothing else needs it. */
import type { ClassFact, FileFacts } from '../facts/structure.js';
import type { FunctionRef } from '../rule/program.js';

/** Undefined when there is none. */
export function docOf({ file, fact }: FunctionRef, text: string): string | undefined {
  if (file.language === 'python') return docstring(text, fact.nameAt.end, fact.at.end);
  const start = Math.min(fact.at.start, ...fact.decorators.map(one => one.at.start));
  return file.language === 'rust' ? docLines(text, start) ?? docLines(text, fact.nameAt.start) : docAbove(text, start);
}

export function docOfClass(file: FileFacts, one: ClassFact, text: string): string | undefined {
  if (file.language === 'python') return docstring(text, one.nameAt.end, one.at.end);
  const start = Math.min(one.at.start, ...one.decorators.map(each => each.at.start));
  return file.language === 'rust' ? docLines(text, start) : docAbove(text, start);
}

/** What a JSDoc block right above a place says; what begins the statement may stand between (`export const list =`). */
export function docAbove(text: string, start: number): string | undefined {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(0, line).trimEnd();
  if (!before.endsWith('*/')) return undefined;
  const open = before.lastIndexOf('/*');
  return before.startsWith('/**', open) ? words(before.slice(open + 3, -2).replaceAll(/^\s*\*/gm, '')) : undefined;
}

/** Rust's `///` and `#[doc]` lines, attributes between them. */
function docLines(text: string, start: number): string | undefined {
  const found: string[] = [];
  let end = text.lastIndexOf('\n', start - 1);
  while (end > 0) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(from, end).trim();
    const doc = /^\/\/\/(.*)$|^#\[doc\s*=\s*"(.*)"\]$/.exec(line);
    if (doc) found.unshift(doc[1] ?? doc[2] ?? '');
    else if (line.endsWith('*/')) return docAbove(text, start);
    else if (!/^#\[|^\)?\]$|^\/\/|^[\w(). ",=:<>[\]]+,?$|^\)\]?,?$/.test(line) || /[;{}]$/.test(line)) break;
    end = from - 1;
  }
  return words(found.join(' '));
}

function docstring(text: string, from: number, to: number): string | undefined {
  const body = bodyStart(text, from, to);
  const opened = /^(?:\s|#[^\n]*\n|\\\n)*[rRuUbB]{0,2}("""|'''|"|')/.exec(text.slice(body, to));
  const quote = opened?.[1];
  if (!opened || quote === undefined) return undefined;
  const start = body + opened[0].length;
  const end = text.indexOf(quote, start);
  return words(text.slice(start, end < 0 ? to : end));
}

/** Behind the colon that ends a `def`'s head. */
function bodyStart(text: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const char = text[at] ?? '';
    if (char === '#') at = text.indexOf('\n', at) < 0 ? to : text.indexOf('\n', at);
    else if (char === '"' || char === '\'') at = Math.max(at, text.indexOf(char, at + 1));
    else if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char)) depth--;
    else if (char === ':' && depth === 0) return at + 1;
  }
  return to;
}

function words(text: string): string | undefined {
  const found = text.replaceAll(/\s+/g, ' ').trim();
  return found === '' ? undefined : found;
}
