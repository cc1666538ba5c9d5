/** SARIF reports against the published 2.1.0 schema, and what a code scanning service reads from them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/findings/outcome.js';
import { sarifReport } from '../../src/report/sarif.js';
import { findingOn, outcomeOf, someRule } from '../outcome.js';

const schemaFile = createRequire(import.meta.url).resolve('@microsoft/jest-sarif').replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json');

/** The published schema is written in draft 4; the two keywords that mean the same since draft 6 are respelt. */
function publishedSchema(): object {
  const { id, $schema, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Record<string, unknown>;
  expect([id, $schema]).toEqual([expect.stringContaining('sarif-2.1.0'), 'http://json-schema.org/draft-04/schema#']);
  return schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(publishedSchema());

function sarifOf(outcome: Outcome): Log {
  const log = JSON.parse(sarifReport(outcome)) as Log;
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3), null, 2)).toBe(true);
  return log;
}

const sources = new Map([
  ['app/crud lotti#1.py', 'def find(name):\r\n    return run(f"... {name}")\r\n'],
  ['app/routes.py', 'find(request.name)\n'],
]);
const finding = findingOn(sources, 'app/crud lotti#1.py', 'f"... {name}"', {
  path: [{ at: { file: 'app/routes.py', start: 5, end: 17 }, message: '`request.name` comes from the client' }, { at: { file: 'app/crud lotti#1.py', start: 28, end: 31 }, message: 'is run here' }],
});

test('the schema does refuse what is no SARIF', () => {
  expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
});

test('an empty report is valid', () => {
  const [run] = sarifOf(outcomeOf(new Map(), [])).runs;
  expect(run?.results).toEqual([]);
  expect(run?.invocations?.[0]?.executionSuccessful).toBe(true);
});

test('a finding has its place, its fingerprint and the way it came', () => {
  const [run] = sarifOf(outcomeOf(sources, [finding])).runs;
  const [result] = run?.results ?? [];
  expect(result).toMatchObject({
    ruleId: someRule.id, ruleIndex: 0, level: 'error',
    locations: [{ physicalLocation: {
      artifactLocation: { uri: 'app/crud%20lotti%231.py', uriBaseId: 'SRCROOT' },
      region: { startLine: 2, startColumn: 16, endLine: 2, endColumn: 29, snippet: { text: 'f"... {name}"' } },
    } }],
    partialFingerprints: { 'collaudo/v1': expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
  expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations.map(step => [step.location?.physicalLocation?.artifactLocation?.uri, step.location?.physicalLocation?.region?.startLine, step.location?.message?.text]))
    .toEqual([['app/routes.py', 1, '`request.name` comes from the client'], ['app/crud%20lotti%231.py', 2, 'is run here']]);
  expect(run?.originalUriBaseIds).toHaveProperty('SRCROOT');
  expect(run?.tool.driver.rules?.[0]?.help?.text).toContain('Instead: pass the value as a bound parameter.');
});

test('an excused finding is there, suppressed, with the reason given', () => {
  const [kept] = outcomeOf(sources, [finding]).kept;
  if (!kept) throw new Error('there is one finding');
  const [run] = sarifOf(outcomeOf(sources, [], { excused: [{ ...kept, reason: 'names come from a list', by: { file: finding.at.file, start: 0, end: 3 } }] })).runs;
  expect(run?.results?.[0]?.suppressions).toMatchObject([{ kind: 'inSource', justification: 'names come from a list' }]);
});

test('what was not read, judged in part, or broken is told as notifications', () => {
  const log = sarifOf(outcomeOf(sources, [], {
    unread: [{ file: 'big.py', because: 'too large' }],
    partlyRead: [{ file: 'app/routes.py', because: 'a syntax error', at: { file: 'app/routes.py', start: 0, end: 4 } }],
    crashes: [{ part: 'rule no-string-built-sql', rule: someRule.id, because: 'boom' }, { part: 'reading', file: 'x.py', because: 'bang' }],
  }));
  const [invocation] = log.runs[0]?.invocations ?? [];
  expect(invocation?.executionSuccessful).toBe(false);
  expect(invocation?.toolExecutionNotifications?.map(one => [one.level, one.message.text, one.locations?.[0]?.physicalLocation?.artifactLocation?.uri, one.associatedRule?.id])).toEqual([
    ['error', 'rule no-string-built-sql broke: boom', undefined, someRule.id],
    ['error', 'reading broke: bang', 'x.py', undefined],
    ['warning', 'not read: too large', 'big.py', undefined],
    ['warning', 'judged in part: a syntax error', 'app/routes.py', undefined],
  ]);
});
