/** The one order findings are shown in, and each of them once. */
import type { Finding } from './finding.js';

/** By place, then rule; two ways to the same finding at the same place are one finding. */
export function sortedOnce(findings: readonly Finding[]): readonly Finding[] {
  const sorted = [...findings].sort((one, other) =>
    compare(one.at.file, other.at.file) || one.at.start - other.at.start || compare(one.rule, other.rule) || one.at.end - other.at.end || compare(one.message, other.message));
  return sorted.filter((finding, index) => !isSame(finding, sorted[index - 1]));
}

function isSame(one: Finding, other: Finding | undefined): boolean {
  return one.rule === other?.rule && one.message === other.message
    && one.at.file === other.at.file && one.at.start === other.at.start && one.at.end === other.at.end;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
