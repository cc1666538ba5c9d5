/** Keeps secrets out of reports: what is shown of the sources has stars where a finding says that a secret stands. */
import type { Finding } from './finding.js';

/** The same texts, letter for letter as long, so that every line and column stays true. */
export function withoutSecrets(sources: ReadonlyMap<string, string>, findings: readonly Finding[]): ReadonlyMap<string, string> {
  const secret = findings.filter(finding => finding.secret);
  if (secret.length === 0) return sources;
  const masked = new Map(sources);
  for (const { at } of secret) {
    const text = masked.get(at.file);
    if (text !== undefined) masked.set(at.file, text.slice(0, at.start) + starred(text.slice(at.start, at.end)) + text.slice(at.end));
  }
  return masked;
}

/** Quotes and line breaks stay. */
function starred(text: string): string {
  const [, open = '', inner = '', close = ''] = /^([a-zA-Z]{0,2}["'`]{0,3})([\s\S]*?)(["'`]{0,3})$/.exec(text) ?? [];
  const kept = /["'`]$/.test(open) ? open : '';
  return kept + (kept === '' ? text.slice(0, text.length - close.length) : inner).replace(/[^\r\n]/g, '*') + close;
}
