/** Bytes to text: encodings, binary files, files too large. */
import { expect, test } from 'vitest';
import { readAll, decode } from '../../src/source/read.js';
import { discover } from '../../src/source/discover.js';
import { scopeOf } from '../../src/source/scope.js';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

const text = 'x = "è 🦀"\r\ny = 1\n';

function utf16be(content: string): Buffer {
  return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(content, 'utf16le').swap16()]);
}

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte-order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
  ['UTF-16, little end first', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
  ['UTF-16, big end first', utf16be(text)],
])('%s gives the same text, line ends as they are', (_, bytes) => {
  expect(decode(bytes)).toEqual({ text, damaged: false });
});

test('bytes that are no UTF-8 are replaced and noted', () => {
  expect(decode(Buffer.from([0x61, 0xe8, 0x62]))).toEqual({ text: 'a\ufffdb', damaged: true });
});

test('an empty file is a text', () => {
  expect(decode(Buffer.alloc(0))).toEqual({ text: '', damaged: false });
});

test('what cannot be judged is recorded with a reason, the rest is read', () => {
  const folder = temporaryProject({ 'binary.py': Buffer.from([1, 0, 2]), 'large.py': 'x = 1\n'.repeat(1_000), 'fine.py': 'x = 1\n', 'odd.py': Buffer.from([0xff, 0x0a]) });
  const reading = readAll(discover(scopeOf([], folder), { base: folder, include: [], exclude: [] }).files, 1_000);
  expect([...reading.texts.keys()]).toEqual(['fine.py', 'odd.py']);
  expect(reading.unread).toEqual([{ file: 'binary.py', because: 'binary' }, { file: 'large.py', because: 'too large (6 KB; the limit is 1 KB)' }]);
  expect(reading.damaged).toEqual(['odd.py']);
});

test('a manifest or settings file that cannot be read is counted like any source', async () => {
  const outcome = await scanFolder(temporaryProject({ 'app.py': 'x = 1\n', 'package.json': Buffer.from([0x7b, 0, 0xff]), '.env': Buffer.from([0, 1]) }));
  expect(outcome.unread).toEqual([{ file: '.env', because: 'binary' }, { file: 'package.json', because: 'binary' }]);
});
