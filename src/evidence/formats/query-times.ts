/** Query times exported from a database or its log: CSV with `name,p95`, or JSON; milliseconds. */
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { EvidenceFile, QueryTimes } from '../evidence.js';
import { lineAt, unreadable } from '../complaint.js';
import { dated } from '../dates.js';
import { amount, shaped } from '../json.js';

const timed = z.looseObject({ name: z.string().min(1), p95: amount });
export const queryTimes = z.union([
  z.array(timed).min(1),
  z.looseObject({ queries: z.array(timed).min(1), at: z.string().optional(), commit: z.string().optional() }),
]);

export function readQueryTimes(file: EvidenceFile, value: unknown): QueryTimes {
  const read = shaped(queryTimes, value, file);
  const { queries, at, commit } = Array.isArray(read) ? { queries: read, at: undefined, commit: undefined } : read;
  return {
    kind: 'query times', source: file.path, format: 'query-times', ...dated(file, at), ...(commit !== undefined && { commit }),
    times: queries.map(({ name, p95 }) => ({ name, p95 })),
  };
}

const columns: Readonly<Record<string, 'name' | 'p95'>> = { name: 'name', query: 'name', p95: 'p95', p95_ms: 'p95', p95ms: 'p95' };

export function isQueryTimesHeader(line: string): boolean {
  const found = line.split(',').map(columnOf);
  return found.includes('name') && found.includes('p95');
}

const row = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) });

export function readQueryTimesCsv(file: EvidenceFile): QueryTimes {
  // Half of a number is a smaller number: without its line end the last row could be one.
  if (!file.text.endsWith('\n')) throw unreadable(file.path, lineAt(file.text, file.text.length), 'the last row has no line end, so it may be cut off', 'end the file with a line end');
  const times = rowsOf(file).map(({ record, info }) => {
    const { name, p95 } = record;
    const milliseconds = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(p95 ?? '') ? Number(p95) : NaN;
    if (name === undefined || name === '') throw unreadable(file.path, info.lines, 'this row has no name');
    if (!Number.isFinite(milliseconds)) throw unreadable(file.path, info.lines, `"${p95 ?? ''}" is no time in milliseconds`);
    return { name, p95: milliseconds };
  });
  if (times.length === 0) throw unreadable(file.path, 1, 'this file has a header and no query', 'export at least one query with its p95 in milliseconds');
  return { kind: 'query times', source: file.path, format: 'query-times', ...dated(file, undefined), times };
}

function rowsOf(file: EvidenceFile): readonly z.infer<typeof row>[] {
  try {
    const parsed: unknown = parse(file.text, { columns: (header: string[]) => header.map(title => columnOf(title) ?? title), info: true, skip_empty_lines: true, trim: true });
    return z.array(row).parse(parsed);
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(file.path, typeof error['lines'] === 'number' ? error['lines'] : undefined, `this row is no valid CSV (${error.code})`, 'quote names that hold a comma, and give every row as many columns as the header');
    throw error;
  }
}

function columnOf(title: string): 'name' | 'p95' | undefined {
  return columns[title.trim().replace(/^"|"$/g, '').toLowerCase()];
}
