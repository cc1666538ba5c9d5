/** No report shows a secret, neither where it is found nor where something else is found beside it. */
import { expect, test } from 'vitest';
import { withoutSecrets } from '../../src/findings/secrets.js';
import { jsonReport } from '../../src/report/json.js';
import { markdownReport } from '../../src/report/markdown.js';
import { sarifReport } from '../../src/report/sarif.js';
import { textReport } from '../../src/report/text.js';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

const key = 'q8Zr2LmX0vT5nWc7YbKd3HsJ';

test('every format has stars in its stead', async () => {
  const root = temporaryProject({
    'app.py': `API_KEY = "${key}"; print(API_KEY)\nAPI_KEY_2 = {"token": '''${key}'''}\n`,
    'service.ts': `import express from 'express';\nconst app = express();\napp.get('/a', () => { console.log('asked'); const apiKey = \`${key}\`; return apiKey; });\n`,
    '.env': `PAYMENT_TOKEN=${key}\n`,
  });
  const outcome = await scanFolder(root, { selection: { only: ['no-hardcoded-secret', 'no-print'], named: new Map(), preview: true } });
  const found = outcome.kept.filter(one => one.finding.rule === 'no-hardcoded-secret').map(one => one.finding.at.file);
  expect(new Set(found)).toEqual(new Set(['.env', 'app.py', 'service.ts']));
  for (const report of [textReport(outcome, { color: false, quiet: false, width: 200 }), jsonReport(outcome), sarifReport(outcome), markdownReport(outcome)]) {
    expect(report).not.toContain(key);
    expect(report).toContain('*'.repeat(key.length));
  }
});

test('quotes, lengths and lines stay', () => {
  const text = 'a = """one\ntwo"""\n';
  const at = { file: 'a.py', start: 4, end: 17 };
  const finding = { rule: 'r', severity: 'error', tier: 'stable', at, message: 'm', instead: 'i', path: [], symbol: '', secret: true } as const;
  expect(withoutSecrets(new Map([['a.py', text]]), [finding]).get('a.py')).toBe('a = """***\n***"""\n');
});
