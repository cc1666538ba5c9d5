/** Takes out the findings that somebody excused in the source, and accuses the excuses that excuse nothing. */
import type { Span } from '../facts/span.js';
import type { FileFacts } from '../facts/structure.js';
import type { Finding, Step } from '../findings/finding.js';
import { suppressionIn, type Suppression } from '../rule/suppression.js';

export interface ExcusedFinding { readonly finding: Finding; readonly reason: string; readonly at: Span }

export interface Excusing {
  readonly kept: readonly Finding[];
  readonly excused: readonly ExcusedFinding[];
  readonly idle: readonly IdleSuppression[];
}

/** A suppression, and why it excuses nothing. */
export interface IdleSuppression { readonly file: FileFacts; readonly at: Span; readonly because: string; /** When the rule's own advice does not fit. */ readonly instead?: string; /** What it was written for: a change there can make it idle. */ readonly covers?: Span; /** Further places it is said of. */ readonly path?: readonly Step[] }

interface Excuse {
  readonly file: FileFacts;
  readonly suppression: Suppression;
  /** 0-based lines it stands for; undefined for the whole file. */
  readonly lines: readonly number[] | undefined;
  /** The comment and all it stands for. */
  readonly covers: Span;
  readonly misplaced: boolean;
  readonly used: Set<string>;
}

export interface RulesKnown {
  /** Every rule there is. */
  readonly all: ReadonlySet<string>;
  /** Those that ran: only they can show that an excuse is idle. */
  readonly ran: ReadonlySet<string>;
}

export function applySuppressions(findings: readonly Finding[], files: readonly FileFacts[], sources: ReadonlyMap<string, string>, rules: RulesKnown): Excusing {
  const excuses = new Map(files.filter(file => file.comments.length > 0).map(file => [file.file, excusesIn(file, sources.get(file.file) ?? '')]));
  const kept: Finding[] = [];
  const excused: ExcusedFinding[] = [];
  for (const finding of findings) {
    const text = sources.get(finding.at.file) ?? '';
    const excuse = (excuses.get(finding.at.file) ?? []).find(one => stands(one, finding, text));
    if (!excuse) {
      kept.push(finding);
      continue;
    }
    excuse.used.add(finding.rule);
    excused.push({ finding, reason: excuse.suppression.reason, at: excuse.suppression.comment.at });
  }
  return { kept, excused, idle: [...excuses.values()].flat().flatMap(excuse => idleParts(excuse, rules)) };
}

function stands(excuse: Excuse, finding: Finding, text: string): boolean {
  if (excuse.misplaced || !excuse.suppression.rules.includes(finding.rule)) return false;
  if (!excuse.lines) return true;
  const first = lineOf(text, finding.at.start);
  return excuse.lines.includes(first) || (excuse.suppression.comment.at.start >= finding.at.start && excuse.suppression.comment.at.end <= finding.at.end);
}

/** A suppression without a reason excuses nothing; the rule about them says so, here it simply does not count. */
function excusesIn(file: FileFacts, text: string): readonly Excuse[] {
  return file.comments.flatMap(comment => {
    const suppression = suppressionIn(comment);
    if (!suppression || suppression.reason === '') return [];
    const lines = suppression.wholeFile ? undefined : linesExcused(comment.ownLine, comment.at, text);
    return [{
      file, suppression, lines, used: new Set<string>(),
      covers: lines ? { start: comment.at.start, end: endOfLine(text, Math.max(...lines)) } : { start: 0, end: text.length },
      misplaced: suppression.wholeFile && codeStartsBefore(file, comment.at.start),
    }];
  });
}

/** The comment's own line and the next; from a line of its own, past further comments and decorators to what they belong to. */
function linesExcused(ownLine: boolean, at: Span, text: string): readonly number[] {
  const lines = text.split(/\r\n|\n|\r/);
  const last = lineOf(text, Math.max(at.start, at.end - 1));
  if (!ownLine) return [lineOf(text, at.start), last + 1];
  let next = last + 1;
  while (next < lines.length && /^\s*(\/\/|#(?!!)|--|@|\/\*|\*)/.test(lines[next] ?? '')) next++;
  return Array.from({ length: next - last }, (_, index) => last + 1 + index);
}

function codeStartsBefore(file: FileFacts, offset: number): boolean {
  const code = [file.imports, file.functions, file.classes, file.calls, file.assignments];
  return code.some(facts => facts.some(fact => fact.at.start < offset));
}

function idleParts(excuse: Excuse, rules: RulesKnown): readonly IdleSuppression[] {
  const { file, suppression } = excuse;
  const because = (text: string): IdleSuppression => ({ file, at: suppression.comment.at, because: text });
  if (excuse.misplaced) return [because('`collaudo-allow-file` stands below code, so it excuses nothing: move it to the top of the file')];
  if (suppression.rules.length === 0) return [because('this names no rule, so it excuses nothing')];
  return suppression.rules.flatMap(rule => {
    if (!rules.all.has(rule)) return [because(`there is no rule called \`${rule}\`, so this excuses nothing`)];
    return rules.ran.has(rule) && !excuse.used.has(rule) ? [{ ...because(`\`${rule}\` finds nothing here any more`), covers: excuse.covers }] : [];
  });
}

function lineOf(text: string, offset: number): number {
  return (text.slice(0, offset).match(/\r\n|\n|\r/g) ?? []).length;
}

function endOfLine(text: string, line: number): number {
  let ends = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) if (ends++ === line) return end.index;
  return text.length;
}
