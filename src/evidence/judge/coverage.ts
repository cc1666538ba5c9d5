/** Coverage of changed lines or of everything, over all reports at hand. */
import type { Coverage, FileCoverage } from '../evidence.js';
import type { Hearing } from '../judge.js';
import { totalOf } from '../covered-lines.js';
import { counted, percentCovered, whole } from '../numbers.js';
import { matchToScanned } from '../paths.js';
import { reaches, spellLeast, type Requirement } from '../requirement.js';
import { together, type Judgement } from './opinion.js';

type Wanted = Extract<Requirement, { kind: 'coverage' }>;

export function judgeCoverage(wanted: Wanted, hearing: Hearing): Judgement {
  const reports = hearing.evidence.filter(one => one.kind === 'coverage');
  const sources = [...new Set(reports.map(report => report.source))];
  if (reports.length === 0) return { verdict: 'no evidence', says: 'hand in a coverage report: LCOV or Cobertura XML', sources };
  const old = together(reports.map(evidence => ({ evidence, answer: 'yes', says: '' })), hearing.head, '');
  if (old.verdict === 'stale') return old;
  const judged = wanted.of === 'total' ? ofAll(wanted, reports, hearing) : ofChanged(wanted, reports, hearing);
  return { ...judged, says: `${judged.says} (${sources.slice(0, 3).join(', ')}${sources.length > 3 ? ', ...' : ''})`, sources };
}

type Said = Pick<Judgement, 'verdict' | 'says'>;

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
  if (!changedLines) return { verdict: 'no evidence', says: 'coverage of changed lines needs `--since <ref>`, which says what changed' };
  const matched = reports.map(report => matchToScanned(report, [...new Set([...scanned, ...changedLines.keys()])]));
  const unreported: string[] = [];
  let unreportedLines = 0;
  let covered = 0;
  let total = 0;
  for (const [path, lines] of changedLines) {
    if (!canRun.test(path) || lines.size === 0) continue;
    const files = matched.flatMap(report => report.get(path) ?? []);
    if (files.length === 0) {
      unreported.push(path);
      unreportedLines += lines.size;
      continue;
    }
    const { hits } = mergedHits(files);
    for (const line of lines) {
      const times = hits.get(line);
      if (times === undefined) continue;
      total++;
      if (times > 0) covered++;
    }
  }
  const seen = total === 0 ? 'no reported line changed' : `${figure(covered, total, 'changed line')}, ${spellLeast(wanted.percent)} wanted`;
  if (unreported.length > 0) {
    // Even if every line of them were covered.
    if (total > 0 && !reaches(covered + unreportedLines, total + unreportedLines, wanted.percent)) return { verdict: 'fail', says: seen };
    return { verdict: 'no evidence', says: `${seen}, but ${counted(unreportedLines, 'changed line')} of ${unreported.slice(0, 3).join(', ')}${unreported.length > 3 ? ' and others' : ''} ${unreportedLines === 1 ? 'is' : 'are'} in no report` };
  }
  if (total === 0) return { verdict: 'pass', says: 'no changed line can run, so none is uncovered' };
  return { verdict: reaches(covered, total, wanted.percent) ? 'pass' : 'fail', says: seen };
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
