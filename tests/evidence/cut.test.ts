/** A result file cut off anywhere never proves what the whole file does not prove. */
import { expect, test } from 'vitest';
import { judgeEvidence } from '../../src/evidence/judge.js';
import { readEvidence } from '../../src/evidence/read.js';
import type { Requirement } from '../../src/evidence/requirement.js';
import { UsageError } from '../../src/usage-error.js';
import { fixture, fixtures, head, written } from './fixture.js';

const requirements: readonly Requirement[] = [
  { kind: 'build' }, { kind: 'clippy' }, { kind: 'tests' }, { kind: 'migrations', direction: 'up' }, { kind: 'smoke' },
  { kind: 'coverage', of: 'total', percent: { over: 80 } }, { kind: 'coverage', of: 'changed lines', percent: { atLeast: 80 } },
  { kind: 'response time', underMs: 200 }, { kind: 'query time', underMs: 50 }, { kind: 'query time', underMs: 1000, names: ['/api/dashboard/*'] },
  { kind: 'error rate', under: 0.001 }, { kind: 'vulnerabilities', atMost: 0, productionOnly: true }, { kind: 'load test' },
];

const scanned = ['app/__init__.py', 'app/lots.py', 'src-tauri/src/services/reminders.rs', 'src-tauri/src/commands/reminders.rs'];
const everyLine = new Set(Array.from({ length: 20 }, (_, line) => line + 1));
const changedLines = new Map(scanned.filter(file => file !== 'app/__init__.py').map(file => [file, everyLine]));
/** Each report is about its own project. */
const changedIn = (text: string) => new Map([...changedLines].filter(([file]) => text.includes(file)));

function proven(path: string, text: string, whole: string): readonly string[] {
  try {
    const evidence = readEvidence([written(path, text)]);
    return requirements.filter(one => judgeEvidence(one, { evidence, head, changedLines: changedIn(whole), scanned }).verdict === 'pass').map(one => JSON.stringify(one));
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

/** Every place in small files; in larger ones enough of them, and around every line end. */
function places(text: string): readonly number[] {
  const step = Math.max(1, Math.floor(text.length / 600));
  const ends = [...text.matchAll(/\n/g)].flatMap(({ index }) => [index - 1, index, index + 1]);
  return [...new Set([...Array.from({ length: Math.ceil(text.length / step) }, (_, index) => index * step), ...ends])].filter(at => at >= 0 && at < text.length);
}

/** Formats of independent records do not say how many there are: cut between two of them, the rest is a valid, shorter file. */
const betweenRecords: Readonly<Record<string, RegExp>> = { info: /end_of_record\n?$/, csv: /\n$/ };

/** Of a damaged file, what stands before the damage may well be whole. */
test.each(fixtures.filter(path => !path.includes('malformed')))('%s', path => {
  const { text } = fixture(path);
  const whole = proven(path, text, text);
  const between = betweenRecords[path.split('.').at(-1) ?? ''];
  for (const at of places(text)) {
    const part = text.slice(0, at);
    const more = proven(path, part, text).filter(one => !whole.includes(one)).filter(one => !(between?.test(part) && !one.includes('changed lines')));
    expect({ at, more }).toEqual({ at, more: [] });
  }
});

test('bytes of a letter cut in two change nothing about that', () => {
  const bytes = Buffer.from(fixture('junit/bad.xml').text);
  const cut = bytes.indexOf('❯') + 1;
  expect(proven('junit/bad.xml', bytes.subarray(0, cut).toString('utf8'), '')).toEqual([]);
});
