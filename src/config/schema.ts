/** The shape of the configuration: what a team may declare, with the defaults that hold when it does not. */
import { z } from 'zod';
import type { Rule } from '../rule/rule.js';

const names = z.array(z.string().min(1));
const globs = z.array(z.string().min(1));

export const severityWord = z.enum(['off', 'warn', 'error']);
export type SeverityWord = z.infer<typeof severityWord>;

const database = z.strictObject({
  sessions: names.optional().describe('Names of sessions, session factories, dependencies, pools, engines or connection functions that lead to this database.'),
  readOnly: z.boolean().optional().describe('Nothing may ever be written to it.'),
  access: z.enum(['orm', 'raw-sql', 'any']).optional().describe('How its tables are to be read and written.'),
});

const checklistUse = z.strictObject({
  use: z.string().min(1),
  rules: z.record(z.string(), z.unknown()).optional(),
});

/** Everything but `rules`, whose entries depend on the rules there are. */
const declarations = {
  $schema: z.string().optional(),
  checklists: z.array(z.union([z.string().min(1), checklistUse])).optional().describe('Checklists to judge: names, or Markdown files of your own.'),
  include: globs.optional().describe('Globs, relative to this file; only files they match are scanned.'),
  exclude: globs.optional().describe('Globs, relative to this file; files they match are not scanned.'),
  databases: z.record(z.string(), database).optional().describe('The databases of this backend by name.'),
  layers: z.strictObject({ order: names.optional(), folders: z.record(z.string(), globs).optional() }).optional().describe('Layers from the outermost inwards, and where each lives.'),
  protectedLogic: z.array(z.strictObject({ names, from: z.string(), notIn: globs.optional() })).optional(),
  logicalKeys: z.array(z.strictObject({ column: z.string(), refersTo: z.string() })).optional().describe('Keys into another database, which no foreign key can declare.'),
  schemaSource: globs.optional().describe('Files that describe the tables, when no migration does.'),
  expectedEndpoints: globs.optional(),
  errorShape: names.optional().describe('The fields of an error answer.'),
  corsOrigins: names.optional(),
  auditBy: names.optional().describe('Functions or tables that record who changed what.'),
  smallTables: names.optional().describe('Tables so small that reading all of their rows is fine.'),
  pageSize: z.strictObject({ default: z.number().int().positive().optional(), max: z.number().int().positive().optional() }).optional(),
  gateway: z.array(z.enum(['rate limit', 'security headers', 'request id', 'authentication'])).optional().describe('What a gateway in front of this backend does for it.'),
  sensitiveFields: names.optional().describe('Columns and fields whose values must not be stored or logged as they are, besides passwords and tokens.'),
  privateHosts: names.optional().describe('Hosts to which plain http is meant: `*.internal`, `10.0.0.0/8`.'),
  contexts: z.record(z.string(), globs).optional().describe('Parts of the backend that must not import each other, each with the globs of its files.'),
  stack: z.record(z.string(), z.string()).optional().describe('Versions the project promises: `rust: ">=1.75"`, `tauri: "2"`.'),
  publicEndpoints: z.array(z.strictObject({ endpoint: z.string(), reason: z.string().min(1) })).optional().describe('Endpoints that are meant to answer anybody: `POST /orders`, `/catalogue/*`, each with its reason.'),
  released: z.string().min(1).optional().describe('What is released, and its migrations with it: a tag, a pattern of tags (`v*`), a branch or a commit. Default: the newest tag that HEAD contains; with --since, the branch or tag it names.'),
  gate: z.strictObject({
    failOn: z.enum(['error', 'warning', 'never']).optional(),
    maxWarnings: z.number().int().nonnegative().optional(),
    coverage: z.strictObject({ changedLines: z.number().min(0).max(100).optional(), total: z.number().min(0).max(100).optional() }).optional(),
  }).optional(),
} as const;

/** `rules` is checked entry by entry, so that a misspelt rule or option is named together with the nearest real one. */
export const configurationFile = z.strictObject({ ...declarations, rules: z.record(z.string(), z.unknown()).optional() });
export type ConfigurationFile = z.infer<typeof configurationFile>;

/** What stands behind one rule's id: a severity, or a severity with the rule's own options. */
export function ruleEntry(rule: Rule): z.ZodType<SeverityWord | Record<string, unknown>> {
  const options = rule.options instanceof z.ZodObject ? rule.options.partial().shape : {};
  return z.union([severityWord, z.strictObject({ severity: severityWord.optional(), ...options })]);
}

/** The whole file with every rule spelt out: what editors complete from. */
export function fullSchema(rules: readonly Rule[]): z.ZodType {
  const entries = Object.fromEntries(rules.map(rule => [rule.id, ruleEntry(rule).optional().describe(rule.summary)]));
  return z.strictObject({ ...declarations, rules: z.strictObject(entries).optional() });
}

/** The JSON Schema shipped as `schema.json`. */
export function jsonSchema(rules: readonly Rule[]): Record<string, unknown> {
  return { title: 'collaudo configuration', ...z.toJSONSchema(fullSchema(rules), { io: 'input' }) };
}
