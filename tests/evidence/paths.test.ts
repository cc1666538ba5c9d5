/** Which scanned file a path in a coverage report means. */
import { expect, test } from 'vitest';
import { matchToScanned, withSlashes } from '../../src/evidence/paths.js';

function meant(reported: readonly string[], scanned: readonly string[], source = 'lcov.info'): Record<string, string> {
  const files = reported.map(path => ({ path: withSlashes(path), hits: new Map<number, number>() }));
  return Object.fromEntries([...matchToScanned({ source, files }, scanned)].map(([path, file]) => [path, file.path]));
}

test('the path itself, with either slash', () => {
  expect(meant(['app/main.py'], ['app/main.py', 'tests/app/main.py'])).toEqual({ 'app/main.py': 'app/main.py' });
  expect(meant(['.\\app\\main.py'], ['app/main.py'])).toEqual({ 'app/main.py': 'app/main.py' });
});

test('absolute paths of any machine, by the longest scanned path they end with', () => {
  expect(meant(['/home/runner/work/asi/asi/backend/app/main.py'], ['app/main.py', 'backend/app/main.py'])).toEqual({ 'backend/app/main.py': '/home/runner/work/asi/asi/backend/app/main.py' });
  expect(meant(['C:\\build\\src\\lib.rs'], ['src/lib.rs'])).toEqual({ 'src/lib.rs': 'C:/build/src/lib.rs' });
  expect(meant(['/build/other.rs'], ['src/lib.rs', 'another.rs'])).toEqual({});
});

test('paths below a folder, when only one file can be meant', () => {
  expect(meant(['main.py'], ['backend/app/main.py'])).toEqual({ 'backend/app/main.py': 'main.py' });
  expect(meant(['src/index.ts'], ['web/src/index.ts', 'api/src/index.ts'])).toEqual({});
});

test('a report speaks of the project it lies in first', () => {
  const scanned = ['web/src/index.ts', 'api/src/index.ts', 'src/index.ts'];
  expect(meant(['src/index.ts'], scanned, 'api/coverage/lcov.info')).toEqual({ 'api/src/index.ts': 'src/index.ts' });
  expect(meant(['src/index.ts'], scanned, 'coverage/lcov.info')).toEqual({ 'src/index.ts': 'src/index.ts' });
  expect(meant(['src/index.ts'], scanned.slice(0, 2), '/tmp/lcov.info')).toEqual({});
});

test('other people\'s code is never ours, however its path ends', () => {
  expect(meant(['/w/node_modules/x/src/index.ts', '/venv/lib/python3.12/site-packages/app/main.py'], ['src/index.ts', 'app/main.py'])).toEqual({});
});

test('two files that would mean the same one mean none', () => {
  expect(meant(['/w/web/src/index.ts', '/w/api/src/index.ts'], ['src/index.ts'])).toEqual({});
});
