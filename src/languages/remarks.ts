/** Remarks: comments in which somebody says something in words, and what they stand beside. */
import type { Block, Call } from '../facts/structure.js';
import type { Span } from '../facts/span.js';

/** Where an error can be dropped without a word: only there does it matter whether somebody explains. Asked of a whole file first. */
const mayDrop = /\bcatch\b|\bexcept\b|\bsuppress\b|\bErr\b|\.\s*ok\s*\(|\b_\s*=|\bvoid\b/;

export function mayNeedRemarks(text: string): boolean {
  return mayDrop.test(text);
}

/** What only speaks to a tool, admits that something is missing, or is code that was switched off, explains nothing. */
const toCheckers = /^\W*(?:noqa|nosec|(?:type|pyright|mypy):\s*ignore|pragma:\s*no cover)(?:\[[\w, -]*\]|[:,\s]*\b[A-Z]+\d+\b)*/;
/** Rule names follow these, up to two dashes or the end. */
const toLinters = /^\W*(?:(?:es|ts)lint[-:]\w+|pylint:\s*disable|@ts-\w+|prettier-ignore|biome-ignore|istanbul ignore|[cv]8 ignore).*?(?:\s--|$)/s;
/** What a test expects of this line, and what silences collaudo itself. */
const marks = /\bexpect(?:-above)?:\s*[\w-]+(?:\s+"[^"]*")?|^\W*collaudo-[\w-]+.*/;
/** A name, a code or a lint is no word. */
const plainWord = /^["'(]?[A-Za-z][a-z'’]+\d*["').,:;!?…]*$/;
const unfinished = /^\W*(?:todo|fixme|xxx|hack)\b/i;
const switchedOff = /[;{}]\s*$|^\W*[\w.]+\([^)]*\)\W*$/;

/** `source`: the comment with its delimiters. */
export function isRemark(source: string): boolean {
  const words = source.replace(/^(?:\/\/[/!]?|\/\*+|#+)|\*+\/$/g, '').trim().replace(marks, '').replace(toCheckers, '').replace(toLinters, '');
  return words.split(/\s+/).some(word => plainWord.test(word)) && !unfinished.test(words) && !switchedOff.test(words);
}

const branches: ReadonlySet<Block['kind']> = new Set(['catch', 'else', 'case', 'if', 'with']);

/** Marks the branches and the thrown away results that a remark stands in or beside. */
export function markRemarks(text: string, remarks: readonly Span[], blocks: Block[], calls: Call[]): void {
  for (const remark of remarks) {
    for (const index of [innermost(blocks, codeBeside(text, remark)), ...begunBelow(text, remark, blocks)]) {
      const block = blocks[index];
      if (block) blocks[index] = { ...block, commented: true };
    }
  }
  const lines = new Set(remarks.map(remark => lineStart(text, remark.start)));
  calls.forEach((call, index) => {
    if ((call.dropped ?? call.ignored) !== true || (!lines.has(lineStart(text, call.at.end)) && !remarkAbove(text, remarks, call.at.start) && !remarks.some(one => one.start > call.at.start && one.end < call.at.end))) return;
    calls[index] = { ...call, commented: true };
  });
}

/** A remark behind code belongs to that code; one on a line of its own to the line before when it is indented as deep. */
function codeBeside(text: string, remark: Span): number {
  const start = lineStart(text, remark.start);
  const own = text.slice(start, remark.start).trim() === '';
  let before = remark.start - 1;
  while (before >= 0 && /[\s,;]/.test(text[before] ?? '')) before--;
  if (!own) return Math.max(before, 0);
  // On the line above `except` it is about what is caught there.
  const next = /^[\s#/*]*(?:\}\s*)?(?=(?:except|catch)\b)/.exec(text.slice(remark.end));
  if (next && remark.end + next[0].length < text.length) return remark.end + next[0].length;
  const previous = lineStart(text, before);
  const indent = /^[ \t]*/.exec(text.slice(previous, before + 1))?.[0].length ?? 0;
  return before >= 0 && /[^{(:]/.test(text[before] ?? '') && remark.start - start >= indent && indent > 0 ? before : remark.start;
}

/** Why nothing may come of it is often said before it is tried. */
const forgiving = /ignor|best.?effort|skip|swallow|optional|harmless|\b(?:may|might|can|could|must|should|will|do(?:es)?)(?: not|n't)?\b.*\b(?:fail|throw|raise|stop|break|exist|matter|error)|throws?\b|raises?\b|not valid|invalid|already/i;

/** The handlers of the `try`, or the `with`, that begins on the next line of code. */
function begunBelow(text: string, remark: Span, blocks: readonly Block[]): readonly number[] {
  if (text.slice(lineStart(text, remark.start), remark.start).trim() !== '') return [];
  const next = /^(?:[^\S\n]*\n[^\S\n]*(?:#|\/\/|\*)[^\n]*)*\s*(try\b\s*[:{]?\s*|(?=(?:async\s+)?with\b))/.exec(text.slice(remark.end, remark.end + 2_000));
  if (!next || !forgiving.test(text.slice(remark.start, remark.end + next[0].length))) return [];
  const from = remark.end + next[0].length;
  const begun = blocks.find(block => (block.kind === 'try' || block.kind === 'with') && block.at.start >= from - next[0].length && block.at.start <= from);
  return begun ? blocks.flatMap((block, index) => (block === begun || (block.kind === 'catch' && begun.kind === 'try' && block.group === begun.group && block.in === begun.in) ? [index] : [])) : [];
}

function remarkAbove(text: string, remarks: readonly Span[], start: number): boolean {
  const line = lineStart(text, start);
  return remarks.some(remark => remark.end < start && text.slice(lineStart(text, remark.start), remark.start).trim() === '' && text.slice(remark.end, line).trim() === '');
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function innermost(blocks: readonly Block[], offset: number): number {
  let found = -1;
  blocks.forEach((block, index) => {
    const best = blocks[found];
    if (branches.has(block.kind) && block.at.start <= offset && offset < block.at.end && (!best || block.at.start >= best.at.start)) found = index;
  });
  return found;
}
