/** Configuration files of every kind: what they set, and how mistakes in them are answered. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findConfiguration } from '../../src/config/find.js';
import { loadConfiguration } from '../../src/config/configuration.js';
import { defineRule } from '../../src/rule/rule.js';
import { wholeProgram } from '../../src/rule/look.js';
import { UsageError } from '../../src/usage-error.js';
import { temporaryProject } from '../temporary-project.js';

const identity = {
  group: 'errors', severity: 'error', tier: 'stable', languages: ['rust'], summary: 'S.', why: 'W.', instead: 'i', look: wholeProgram(), check: () => undefined,
} as const;
const rules = [
  defineRule({ ...identity, id: 'no-unwrap-in-production', options: z.strictObject({ expect: z.enum(['off', 'warn', 'error']).default('error'), depth: z.number().default(3) }) }),
  defineRule({ ...identity, id: 'no-unbounded-list' }),
  defineRule({ ...identity, id: 'require-api-version' }),
];

function load(name: string, content: string) {
  const folder = temporaryProject({ [name]: content });
  return loadConfiguration(join(folder, name), folder, rules);
}

function complaint(name: string, content: string): { readonly message: string; readonly hint: string | undefined } {
  try {
    load(name, content);
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('nothing was wrong with it');
}

const contractExample = `{
  "$schema": "./node_modules/collaudo/schema.json",
  "checklists": ["asi-gest", "docs/our-backend.md", { "use": "asi-gest", "rules": { "require-api-version": "off" } }],
  "include": ["backend/**", "src-tauri/**", "src/**"], "exclude": [],
  "databases": {
    "ASI_GEST": { "sessions": ["get_db", "SessionLocal"], "access": "orm" },
    "ASITRON": { "sessions": ["get_gestionale_db", "GestionaleSession"], "readOnly": true, "access": "raw-sql" }
  },
  "layers": { "order": ["commands", "services", "repositories", "domain"], "folders": { "commands": ["src-tauri/src/commands/**"] } },
  "protectedLogic": [{ "names": ["calcola_*", "valida_*"], "from": "asitron_core.business", "notIn": ["backend/app/**"] }],
  "logicalKeys": [{ "column": "ConfigCommessa.CommessaERPId", "refersTo": "ASITRON.COMMESSE.ID" }],
  "schemaSource": ["docs/03_DATABASE.md"], "expectedEndpoints": ["docs/backend.md"], "errorShape": ["code", "message", "details", "request_id"],
  "corsOrigins": ["http://localhost:5173"], "auditBy": ["log_evento", "LogEventi"], "smallTables": ["FaseTipo"], "pageSize": { "default": 100, "max": 500 },
  "publicEndpoints": [{ "endpoint": "GET /health", "reason": "probe" }],
  "rules": { "no-unwrap-in-production": { "severity": "error", "expect": "warn" } }, // comments are fine
  "gate": { "failOn": "error", "coverage": { "changedLines": 80 } },
}`;

describe('what a configuration sets', () => {
  test('every key of the documented example is taken', () => {
    const { settings, severities } = load('collaudo.jsonc', contractExample);
    expect(settings.databases).toEqual({
      ASI_GEST: { sessions: ['get_db', 'SessionLocal'], readOnly: false, access: 'orm' },
      ASITRON: { sessions: ['get_gestionale_db', 'GestionaleSession'], readOnly: true, access: 'raw-sql' },
    });
    expect(settings.smallTables).toEqual(['FaseTipo']);
    expect(settings.ruleOptions['no-unwrap-in-production']).toEqual({ expect: 'warn', depth: 3 });
    expect([...severities]).toEqual([['no-unwrap-in-production', 'error']]);
  });

  test('without one, the ERP database is read-only and rules have their own defaults', () => {
    const { settings } = loadConfiguration(undefined, '/', rules);
    expect(settings.databases['ASITRON']).toMatchObject({ readOnly: true, access: 'raw-sql' });
    expect(settings.databases['ASITRON']?.sessions).toEqual(expect.arrayContaining(['get_gestionale_db', 'GestionaleSession', 'gestionale_engine']));
    expect(settings.pageSize).toEqual({ default: 100, max: 500 });
    expect(settings.ruleOptions['no-unwrap-in-production']).toEqual({ expect: 'error', depth: 3 });
  });

  test('naming another database leaves the ERP database as it is; naming it changes what is said and no more', () => {
    expect(load('collaudo.json', '{"databases": {"OTHER": {}}}').settings.databases['ASITRON']?.readOnly).toBe(true);
    expect(load('collaudo.json', '{"databases": {"ASITRON": {"sessions": ["erp"]}}}').settings.databases['ASITRON']).toEqual({ sessions: ['erp'], readOnly: true, access: 'raw-sql' });
    expect(load('collaudo.json', '{"databases": {"ASITRON": {"readOnly": false}}}').settings.databases['ASITRON']?.readOnly).toBe(false);
  });

  test('TOML and package.json say the same things', () => {
    const toml = load('collaudo.toml', 'smallTables = ["FaseTipo"]\n[rules]\nno-unbounded-list = "warn"\n[databases.ERP]\nsessions = ["get_erp"]\nreadOnly = true\n');
    const manifest = load('package.json', '{"name": "x", "collaudo": {"smallTables": ["FaseTipo"], "rules": {"no-unbounded-list": "warn"}, "databases": {"ERP": {"sessions": ["get_erp"], "readOnly": true}}}}');
    expect(toml.settings).toEqual(manifest.settings);
    expect([...toml.severities]).toEqual([['no-unbounded-list', 'warn']]);
  });
});

describe('what is wrong is named with file, line, key and the nearest right one', () => {
  test.each([
    ['an unknown key', 'collaudo.json', '{\n  "include": [],\n  "smalTables": ["x"]\n}', 'collaudo.json:3: unknown key `smalTables`', 'did you mean "smallTables"?'],
    ['an unknown key further in', 'collaudo.json', '{\n  "databases": {\n    "ERP": {\n      "readonly": true\n    }\n  }\n}', 'collaudo.json:4: unknown key `readonly` in `databases.ERP`', 'did you mean "readOnly"?'],
    ['a wrong type', 'collaudo.json', '{\n  "pageSize": { "max":\n "many" }\n}', 'collaudo.json:2: `pageSize.max` must be a number', undefined],
    ['a wrong type in a list', 'collaudo.json', '{\n  "smallTables": ["a",\n 3]\n}', 'collaudo.json:3: `smallTables[1]` must be a string', undefined],
    ['a list that is none', 'collaudo.json', '{"smallTables": "a"}', 'collaudo.json:1: `smallTables` must be a list', undefined],
    ['a word that is none of the choices', 'collaudo.json', '{"databases": {"E": {"access": "sql"}}}', 'collaudo.json:1: `databases.E.access` must be one of "orm", "raw-sql", "any"', undefined],
    ['an unknown rule', 'collaudo.json', '{\n "rules": {\n  "no-unwrap-in-prod": "off"\n }\n}', 'collaudo.json:3: there is no rule called "no-unwrap-in-prod"', 'did you mean "no-unwrap-in-production"?'],
    ['a rule nothing resembles', 'collaudo.json', '{"rules": {"zzz": "off"}}', 'collaudo.json:1: there is no rule called "zzz"', 'run `collaudo rules` to list them'],
    ['a wrong severity', 'collaudo.json', '{"rules": {"no-unbounded-list": "warning"}}', 'collaudo.json:1: `rules.no-unbounded-list` must be one of "off", "warn", "error", or an object', undefined],
    ['a wrong severity beside options', 'collaudo.json', '{"rules": {"no-unbounded-list": {"severity": "eror"}}}', 'collaudo.json:1: `rules.no-unbounded-list.severity` must be one of "off", "warn", "error"', undefined],
    ['an unknown option', 'collaudo.json', '{"rules": {"no-unwrap-in-production": {"expct": "off"}}}', 'collaudo.json:1: unknown key `expct` in `rules.no-unwrap-in-production`', 'did you mean "expect"?'],
    ['an option with a wrong value', 'collaudo.json', '{"rules": {"no-unwrap-in-production": {"expect": "sometimes"}}}', 'collaudo.json:1: `rules.no-unwrap-in-production.expect` must be one of "off", "warn", "error"', undefined],
    ['an option of a rule that has none', 'collaudo.json', '{"rules": {"no-unbounded-list": {"expect": "off"}}}', 'collaudo.json:1: unknown key `expect` in `rules.no-unbounded-list`', 'valid here: severity'],
    ['a checklist without a name', 'collaudo.json', '{"checklists": [{"rules": {}}]}', 'collaudo.json:1: `checklists[0].use` is missing', undefined],
    ['broken JSON', 'collaudo.json', '{\n  "include": [\n', 'collaudo.json:3: this is not valid JSON (close bracket expected)', 'comments and trailing commas are fine; everything else is plain JSON'],
    ['a list instead of an object', 'collaudo.json', '[]', 'collaudo.json:1: the configuration must be an object', undefined],
    ['broken TOML', 'collaudo.toml', 'a = 1\nb = = 2\n', expect.stringMatching(/^collaudo\.toml:2: this is not valid TOML/), undefined],
    ['an unknown key in TOML', 'collaudo.toml', '[databases.ERP]\nsessions = []\n\n[databases.ERP2]\nreadonly = true\n', 'collaudo.toml:5: unknown key `readonly` in `databases.ERP2`', 'did you mean "readOnly"?'],
    ['a wrong type in TOML', 'collaudo.toml', 'exclude = []\nsmallTables = 3\n', 'collaudo.toml:2: `smallTables` must be a list', undefined],
    ['an unknown key in package.json', 'package.json', '{\n "name": "x",\n "collaudo": {\n  "exlude": []\n }\n}', 'package.json:4: unknown key `exlude`', 'did you mean "exclude"?'],
  ])('%s', (_, name, content, message, hint) => {
    expect(complaint(name, content)).toEqual({ message, hint });
  });

  test('a configuration that is not there', () => {
    expect(() => loadConfiguration('/nowhere/collaudo.json', '/nowhere', rules)).toThrow('the configuration collaudo.json cannot be read (ENOENT)');
  });
});

describe('which configuration counts', () => {
  test('the nearest one, looking upward', () => {
    const folder = temporaryProject({ 'collaudo.json': '{}', 'backend/collaudo.toml': '', 'backend/app/main.py': '', 'web/package.json': '{"name": "web"}', 'api/package.json': '{"collaudo": {}}' });
    expect(findConfiguration(join(folder, 'backend', 'app'))).toBe(join(folder, 'backend', 'collaudo.toml'));
    expect(findConfiguration(join(folder, 'web'))).toBe(join(folder, 'collaudo.json'));
    expect(findConfiguration(join(folder, 'api'))).toBe(join(folder, 'api', 'package.json'));
  });

  test('what lies above a repository is another project\'s', () => {
    const folder = temporaryProject({ 'collaudo.json': '{}', 'repo/.git/HEAD': 'ref: refs/heads/main\n', 'repo/app/main.py': '' });
    expect(findConfiguration(join(folder, 'repo', 'app'))).toBeUndefined();
  });
});
