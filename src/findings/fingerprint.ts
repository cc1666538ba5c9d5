/** A finding's identity across edits: what it is about, never where it stands. */
import { createHash } from 'node:crypto';
import type { Finding } from './finding.js';

/** One fingerprint per finding, in the same order. Equal ones are numbered by order, so that one more copy is one more finding. */
export function fingerprintsOf(findings: readonly Finding[], sources: ReadonlyMap<string, string>): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const identity = [finding.rule, finding.at.file, finding.symbol, normalised(sources.get(finding.at.file), finding)].join('\0');
    const copy = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, copy);
    return createHash('sha256').update(`${identity}\0${copy}`).digest('hex').slice(0, 32);
  });
}

/** Reformatting is no change: only the characters that carry meaning remain. */
function normalised(text: string | undefined, finding: Finding): string {
  return (text ?? '').slice(finding.at.start, finding.at.end).replace(/\s+/g, '');
}
