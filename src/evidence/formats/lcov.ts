/** LCOV tracefiles: one pass over the lines, however large the file. */
import type { Coverage, EvidenceFile } from '../evidence.js';
import { cutOff, unreadable } from '../complaint.js';
import { coverageFrom, type MutableHits } from '../covered-lines.js';
import { dated } from '../dates.js';
import { withSlashes } from '../paths.js';

/** Records about functions, branches and conditions: read past, because only lines are judged. */
const otherRecords: readonly string[] = ['TN', 'VER', 'FN', 'FNL', 'FNA', 'FNDA', 'FNF', 'FNH', 'BRDA', 'BRF', 'BRH', 'MCDC', 'MCF', 'MRF', 'MRH', 'LF', 'LH', 'BA', 'BF', 'BH'];

export function readLcov(file: EvidenceFile): Coverage {
  const { text, path } = file;
  const files = new Map<string, MutableHits>();
  let open: { readonly name: string; readonly hits: MutableHits } | undefined;
  let number = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    number++;
    if (open && end !== -1 && addPlainHits(text, start, end, open.hits)) {
      start = end + 1;
      continue;
    }
    const line = text.slice(start, end === -1 ? text.length : end).trimEnd();
    start = end === -1 ? text.length : end + 1;
    if (line.startsWith('DA:')) {
      if (!open) throw unreadable(path, number, 'these hits belong to no file: an SF line is missing');
      addHits(line, open.hits, path, number);
    } else if (line.startsWith('SF:')) {
      if (open) throw unreadable(path, number - 1, `the record of ${open.name} has no end_of_record`, cutOff);
      const name = withSlashes(line.slice(3));
      if (name === '') throw unreadable(path, number, 'SF names no file');
      const hits = files.get(name) ?? new Map<number, number>();
      files.set(name, hits);
      open = { name, hits };
    } else if (line === 'end_of_record') {
      open = undefined;
    } else if (line !== '' && !line.startsWith('#') && !otherRecords.includes(line.slice(0, Math.max(0, line.indexOf(':'))))) {
      throw unreadable(path, number, `"${line.slice(0, 40)}" is no LCOV record`, cutOff);
    }
  }
  if (open) throw unreadable(path, number, `the record of ${open.name} has no end_of_record`, cutOff);
  if (files.size === 0) throw unreadable(path, number, 'this tracefile names no file', 'check that the tool was told which files to measure');
  return { kind: 'coverage', source: path, format: 'lcov', ...dated(file, undefined), ...coverageFrom(files) };
}

/** Nearly all lines of a large file are `DA:` with two numbers: read in place. False when this one is anything else. */
function addPlainHits(text: string, start: number, end: number, hits: MutableHits): boolean {
  if (!text.startsWith('DA:', start)) return false;
  let at = 0;
  let index = start + 3;
  for (; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) break;
    at = at * 10 + digit;
  }
  if (index === start + 3 || text[index] !== ',') return false;
  let times = 0;
  const from = ++index;
  for (; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    times = times * 10 + digit;
  }
  if (index === from) return false;
  hits.set(at, (hits.get(at) ?? 0) + times);
  return true;
}

/** `DA:<line>,<hits>[,<checksum>]`; a file's records of several test runs add up. */
function addHits(line: string, hits: MutableHits, path: string, number: number): void {
  const [, at, times] = /^DA:(\d+),(\d+(?:\.\d+)?(?:e\+?\d+)?)(?:,|$)/.exec(line) ?? [];
  if (at === undefined || times === undefined) throw unreadable(path, number, `"${line.slice(0, 40)}" gives no line number with a count of hits`, cutOff);
  hits.set(Number(at), (hits.get(Number(at)) ?? 0) + Number(times));
}
