/** A rule's wider meaning in preview: only on request, never failing the gate, and never in place of what the stable meaning says. */
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.js';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

const source = 'password = "winter rain"\nsigning_key = "u9mI4ROnl89Sm995ytbxAk7jqevt0MLa"\nlabel = {"password": "Password"}\n';
const digest = 'import hashlib\n\ndef name_of(text):\n    return hashlib.md5(text.encode()).hexdigest()\n';

async function found(files: Readonly<Record<string, string>>, preview: boolean) {
  const outcome = await scanFolder(temporaryProject({ 'app/settings.py': source, 'app/names.py': digest, ...files }), {
    selection: { only: ['no-hardcoded-secret', 'no-plain-sensitive-data'], named: new Map(), preview },
  });
  return { gate: outcome.verdict.passed, findings: outcome.kept.map(({ finding }) => `${finding.tier} ${finding.rule} ${finding.message}`) };
}

const random = 'stable no-hardcoded-secret `signing_key` is written in the code: 32 letters, beginning with `u9…`';
const plain = '`password` is written in the code, 11 letters';

test('without --preview only what the measured meaning finds', async () => {
  expect(await found({}, false)).toEqual({ gate: false, findings: [random] });
});

test('with --preview also the wider one, each place once, and the stable finding stays stable', async () => {
  const { findings } = await found({}, true);
  expect(findings).toEqual(['preview no-plain-sensitive-data md5 protects nothing', `preview no-hardcoded-secret ${plain}`, random]);
});

test('what only the wider meaning finds does not fail the gate', async () => {
  const quiet = { 'app/settings.py': 'password = "winter rain"\n' };
  expect(await found(quiet, true)).toMatchObject({ gate: true, findings: [expect.stringContaining('md5'), `preview no-hardcoded-secret ${plain}`] });
});

test('a team that says what it means is taken at its word', async () => {
  const config = (values: string) => ({ 'collaudo.json': JSON.stringify({ rules: { 'no-hardcoded-secret': { severity: 'error', values } } }) });
  expect((await found(config('random'), true)).findings).not.toContain(`preview no-hardcoded-secret ${plain}`);
  expect((await found(config('any'), false)).findings).toContain(`stable no-hardcoded-secret ${plain}`);
});

test('every wider meaning is one its own options allow', () => {
  for (const rule of rules) if (rule.previewOptions) expect(rule.options?.safeParse(rule.previewOptions).success, rule.id).toBe(true);
});
