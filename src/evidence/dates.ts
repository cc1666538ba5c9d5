/** When a result was produced: said in the file, or else when the file was last written. */
import type { EvidenceFile, Origin } from './evidence.js';

type Dated = Pick<Origin, 'at' | 'dated'>;

/** The zone furthest behind UTC: a time without a zone was that much later at most. */
const furthestBehind = 12 * 60 * 60 * 1000;

export function dated(file: EvidenceFile, inside: string | undefined): Dated {
  const said = inside === undefined ? undefined : instantOf(inside.trim(), file.modifiedAt);
  return said ? { at: said.toISOString(), dated: 'in the file' } : { at: file.modifiedAt.toISOString(), dated: file.committed === true ? 'before its commit' : 'by modification time' };
}

/** Seconds or milliseconds since 1970, as Cobertura writes them. */
export function datedByEpoch(file: EvidenceFile, inside: string | undefined): Dated {
  if (inside === undefined || !/^\d{9,14}$/.test(inside)) return dated(file, undefined);
  const number = Number(inside);
  return dated(file, new Date(inside.length > 11 ? number : number * 1000).toISOString());
}

/** The earliest of several says least in favour of the file. */
export function earliest(texts: readonly string[]): string | undefined {
  const zoned = texts.filter(text => !Number.isNaN(Date.parse(text)));
  return zoned.sort((one, other) => Date.parse(one) - Date.parse(other))[0];
}

function instantOf(text: string, modifiedAt: Date): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) return undefined;
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return valid(new Date(text));
  const latest = valid(new Date(`${text.replace(' ', 'T')}Z`));
  // Whoever reads the file may live in another zone than whoever wrote it: it is as late as it can be, and never later than the file.
  return latest && new Date(Math.min(latest.getTime() + furthestBehind, modifiedAt.getTime()));
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
