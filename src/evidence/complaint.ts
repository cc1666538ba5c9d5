/** A file that cannot be evidence: where it goes wrong, and which kinds are read. */
import { UsageError } from '../usage-error.js';

export const readKinds = 'read are JUnit XML, Cobertura XML, LCOV, cargo\'s JSON messages, SARIF, k6 summaries, the JSON of cargo audit, pip-audit and npm audit, query times (CSV with name,p95 or JSON), and records of `collaudo record`';

export function unreadable(path: string, line: number | undefined, because: string, hint: string = readKinds): UsageError {
  return new UsageError(`evidence ${path}${line === undefined ? '' : `:${line}`}: ${because}`, hint);
}

export const cutOff = 'it seems cut off: write it again with the tool that made it';

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
