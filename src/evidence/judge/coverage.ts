/** Coverage of changed lines or of everything, over all reports at hand. */
import type { Coverage, FileCoverage } from '../evidence.js';
import type { Hearing } from '../judge.js';
import { rangesOf, spellRange, totalOf } from '../covered-lines.js';
import { counted, percentCovered, whole } from '../numbers.js';
import { matchToScanned } from '../paths.js';
import { reaches, spellLeast, type Requirement } from '../requirement.js';
import { isStale } from '../staleness.js';
import { together, type Judgement } from './opinion.js';

type Wanted = Extract<Requirement, { kind: 'coverage' }>;

export function judgeCoverage(wanted: Wanted, hearing: Hearing): Judgement {
  const reports = hearing.evidence.filter(one => one.kind === 'coverage');
  const sources = [...new Set(reports.map(report => report.source))];
  if (reports.length === 0) return { verdict: 'no evidence', says: `hand in a coverage report: LCOV or Cobertura XML${wanted.of === 'changed lines' && !hearing.changedLines ? `, and say what changed: ${howToSay}` : ''}`, sources };
  const old = together(reports.map(evidence => ({ evidence, answer: 'yes', says: '' })), hearing.head, '');
  if (old.verdict === 'stale') return old;
  const judged = wanted.of === 'total' ? ofAll(wanted, reports, hearing) : ofChanged(wanted, reports, hearing);
  return { ...judged, says: `${judged.says} (${sources.slice(0, 3).join(', ')}${sources.length > 3 ? ', ...' : ''})`, sources };
}

type Said = Pick<Judgement, 'verdict' | 'says'>;

const howToSay = '`--since <ref>`';

function ofAll(wanted: Wanted, reports: readonly Coverage[], hearing: Hearing): Said {
  const merged = new Map<string, FileCoverage[]>();
  let known = 0;
  for (const report of reports) {
    const names = new Map([...matchToScanned(report, hearing.scanned)].map(([path, file]) => [file, path]));
    known += names.size;
    for (const file of report.files) merged.set(names.get(file) ?? file.path, [...(merged.get(names.get(file) ?? file.path) ?? []), file]);
  }
  const { covered, total } = totalOf([...merged.values()].map(mergedHits));
  if (total === 0) return { verdict: 'no evidence', says: 'no line that can run is reported' };
  if (known === 0 && hearing.scanned.length > 0) return { verdict: 'no evidence', says: 'no reported file is among those scanned' };
  return { verdict: reaches(covered, total, wanted.percent) ? 'pass' : 'fail', says: `${figure(covered, total)}, ${spellLeast(wanted.percent)} wanted` };
}

/** Files whose lines can run; others are in no report by nature. */
const canRun = /\.(?:rs|py|[cm]?[jt]sx?)$/;

function ofChanged(wanted: Wanted, reports: readonly Coverage[], { changedLines, scanned }: Hearing): Said {
  if (!changedLines) return { verdict: 'no evidence', says: `coverage of changed lines needs ${howToSay}, which says what changed` };
  const { covered, total, uncovered, unreported } = countChanged(reports, changedLines, scanned);
  const unreportedLines = unreported.reduce((sum, one) => sum + one.lines, 0);
  const where = uncovered.size === 0 ? '' : `; not covered: ${spellPlaces(uncovered)}`;
  const seen = total === 0 ? 'no reported line changed' : `${figure(covered, total, 'changed line')}, ${spellLeast(wanted.percent)} wanted${where}`;
  if (unreported.length > 0) {
    // Even if every line of them were covered.
    if (total > 0 && !reaches(covered + unreportedLines, total + unreportedLines, wanted.percent)) return { verdict: 'fail', says: seen };
    const [files, others] = [unreported.slice(0, 3).map(one => one.path).join(', '), unreported.length > 3 ? ' and others' : ''];
    return { verdict: 'no evidence', says: `${seen}, but ${counted(unreportedLines, 'changed line')} of ${files}${others} ${unreportedLines === 1 ? 'is' : 'are'} in no report` };
  }
  if (total === 0) return { verdict: 'pass', says: 'no changed line can run, so none is uncovered' };
  return { verdict: reaches(covered, total, wanted.percent) ? 'pass' : 'fail', says: seen };
}

interface CountedChange {
  readonly covered: number;
  readonly total: number;
  readonly uncovered: ReadonlyMap<string, readonly number[]>;
  readonly unreported: readonly { readonly path: string; readonly lines: number }[];
}

function countChanged(reports: readonly Coverage[], changedLines: ReadonlyMap<string, ReadonlySet<number>>, scanned: readonly string[]): CountedChange {
  const matched = reports.map(report => matchToScanned(report, [...new Set([...scanned, ...changedLines.keys()])]));
  const uncovered = new Map<string, readonly number[]>();
  const unreported: { path: string; lines: number }[] = [];
  let total = 0;
  let missed = 0;
  for (const [path, lines] of changedLines) {
    if (!canRun.test(path) || lines.size === 0) continue;
    const files = matched.flatMap(report => report.get(path) ?? []);
    if (files.length === 0) {
      unreported.push({ path, lines: lines.size });
      continue;
    }
    const { hits } = mergedHits(files);
    const reported = [...lines].filter(line => hits.has(line));
    const never = reported.filter(line => hits.get(line) === 0);
    total += reported.length;
    missed += never.length;
    if (never.length > 0) uncovered.set(path, never);
  }
  return { covered: total - missed, total, uncovered, unreported };
}

/** Changed lines that can run and that no test ran, by file; undefined when no current report says which ran. */
export function uncoveredLines({ evidence, head, changedLines, scanned }: Hearing): ReadonlyMap<string, readonly number[]> | undefined {
  const reports = evidence.filter(one => one.kind === 'coverage');
  if (!changedLines || reports.length === 0 || reports.some(report => isStale(report, head))) return undefined;
  return countChanged(reports, changedLines, scanned).uncovered;
}

const mostPlaces = 3;

/** `app/lots.py:8-9, app/parts.py:3 and 4 more`. */
function spellPlaces(uncovered: ReadonlyMap<string, readonly number[]>): string {
  const places = [...uncovered].flatMap(([path, lines]) => rangesOf(lines).map(range => `${path}:${spellRange(range)}`));
  return `${places.slice(0, mostPlaces).join(', ')}${places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : ''}`;
}

function figure(covered: number, total: number, noun = 'line'): string {
  return `${percentCovered(covered, total)}: ${whole(covered)} of ${counted(total, noun)} covered`;
}

function mergedHits(files: readonly FileCoverage[]): Pick<FileCoverage, 'hits'> {
  const [first, second] = files;
  if (first && !second) return first;
  const hits = new Map<number, number>();
  for (const file of files) for (const [line, times] of file.hits) hits.set(line, (hits.get(line) ?? 0) + times);
  return { hits };
}
