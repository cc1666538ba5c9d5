/** What one build finds and the other does not, by fingerprint, shown with the code around it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const linesAround = 2;
const longestLine = 160;

export function differences(before, after) {
  return { added: missingFrom(before, after), removed: missingFrom(after, before), changed: changed(before, after) };
}

/** Equal fingerprints may occur more than once: they are counted off one by one. */
function missingFrom(known, findings) {
  const left = new Map();
  for (const finding of known) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  return findings.filter(finding => {
    const count = left.get(keyOf(finding)) ?? 0;
    if (count > 0) left.set(keyOf(finding), count - 1);
    return count === 0;
  });
}

/** The same place, but another severity or another message. */
function changed(before, after) {
  const known = new Map(before.map(finding => [keyOf(finding), finding]));
  return after.flatMap(finding => {
    const old = known.get(keyOf(finding));
    return old && (old.severity !== finding.severity || old.message !== finding.message) ? [{ before: old, after: finding }] : [];
  });
}

function keyOf(finding) {
  return `${finding.rule} ${finding.file} ${finding.fingerprint}`;
}

export function printDifferences(results, corpora) {
  const changes = results.flatMap(result => ['added', 'removed'].flatMap(kind => (result.differences?.[kind] ?? []).map(finding => ({ kind, finding, repository: result.name }))));
  const rules = [...new Set(changes.map(change => change.finding.rule))].sort();
  for (const rule of rules) {
    const own = changes.filter(change => change.finding.rule === rule);
    console.log(`\n${rule}: ${own.filter(change => change.kind === 'added').length} added, ${own.filter(change => change.kind === 'removed').length} removed`);
    for (const { kind, finding, repository } of own) {
      console.log(`${kind === 'added' ? '+' : '-'} ${repository}/${finding.file}:${finding.line} ${finding.severity} ${finding.message}`);
      console.log(frame(join(corpora, repository, finding.file), finding.line));
    }
  }
  for (const { name, differences: found } of results) {
    for (const { before, after } of found?.changed ?? []) console.log(`~ ${name}/${after.file}:${after.line} ${after.rule}: ${before.severity} "${before.message}" -> ${after.severity} "${after.message}"`);
  }
  if (rules.length === 0) console.log('\nboth builds find the same');
}

function frame(file, line) {
  let lines;
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return '    (the file cannot be read)';
  }
  const first = Math.max(1, line - linesAround);
  return lines.slice(first - 1, line + linesAround)
    .map((text, index) => `  ${first + index === line ? '>' : ' '} ${String(first + index).padStart(5)} | ${text.slice(0, longestLine)}`).join('\n');
}
