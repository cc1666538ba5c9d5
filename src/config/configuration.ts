/** The configuration after loading: every declaration with its default, every rule setting checked against its rule. */
import { dirname, relative } from 'node:path';
import type { Rule } from '../rule/rule.js';
import { nothingDeclared, type DatabaseSettings, type Settings } from '../rule/settings.js';
import { UsageError } from '../usage-error.js';
import { complain, placeOf, unknownKey } from './complaint.js';
import { readDocument, type ConfigurationDocument } from './document.js';
import { didYouMean } from './nearest.js';
import { configurationFile, ruleEntry, severityWord, type ConfigurationFile, type SeverityWord } from './schema.js';

export interface Configuration {
  /** Undefined when there is none and the defaults hold. */
  readonly file: string | undefined;
  readonly declared: ConfigurationFile;
  readonly settings: Settings;
  /** Severities set per rule. */
  readonly severities: ReadonlyMap<string, SeverityWord>;
  /** Options set per rule, without the rules' own defaults. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** The checklists named, with what the configuration changes in each. */
  readonly checklists: readonly ChecklistUse[];
  /** What holds where the team declares nothing itself and a document declares something: the team's word stays the stronger one. */
  settingsBeside(document: Partial<Settings>): Settings;
}

export interface ChecklistUse { readonly use: string; readonly rules: ReadonlyMap<string, RuleSetting> }

/** The ERP database that backends beside it must never write to. It holds unless configured otherwise. */
const databasesOutOfTheBox: Readonly<Record<string, DatabaseSettings>> = {
  ASITRON: {
    sessions: [
      'get_gestionale_db', 'get_gestionale_session', 'get_gestionale_connection', 'GestionaleSession', 'GestionaleSessionLocal', 'SessionGestionale',
      'gestionale_engine', 'engine_gestionale', 'gestionale_session', 'gestionale_db', 'gestionale_pool', 'GESTIONALE_DATABASE_URL', 'get_asitron_db', 'AsitronSession', 'asitron_engine',
    ],
    readOnly: true,
    access: 'raw-sql',
  },
};

export function loadConfiguration(file: string | undefined, cwd: string, rules: readonly Rule[]): Configuration {
  const document = file === undefined ? noDocument : readDocument(file, relative(cwd, file) || file);
  const parsed = configurationFile.safeParse(document.data);
  if (!parsed.success) throw complain(document, configurationFile, parsed.error.issues, []);
  const declared = parsed.data;
  const entries = Object.entries(declared.rules ?? {}).map(([id, entry]) => ruleSetting(document, rules, id, entry));
  const optionsOf = new Map(entries.map(entry => [entry.rule.id, entry.options]));
  const ruleOptions = Object.fromEntries(rules.map(rule => [rule.id, completeOptions(document, rule, optionsOf.get(rule.id) ?? {})]));
  return {
    file,
    declared,
    severities: new Map(entries.flatMap(entry => (entry.severity === undefined ? [] : [[entry.rule.id, entry.severity] as const]))),
    settings: settingsOf(declared, ruleOptions, {}),
    options: optionsOf,
    checklists: (declared.checklists ?? []).map(one => (typeof one === 'string' ? { use: one, rules: new Map<string, RuleSetting>() } : checklistUse(document, rules, one))),
    settingsBeside: beside => settingsOf(declared, ruleOptions, beside),
  };
}

function settingsOf(declared: ConfigurationFile, ruleOptions: Settings['ruleOptions'], beside: Partial<Settings>): Settings {
  const otherwise = { ...nothingDeclared, ...beside };
  return {
    databases: databasesOf(declared, beside.databases ?? {}),
    layers: declared.layers ? layersOf(declared) : otherwise.layers,
    smallTables: declared.smallTables ?? otherwise.smallTables,
    pageSize: { default: declared.pageSize?.default ?? otherwise.pageSize.default, max: declared.pageSize?.max ?? otherwise.pageSize.max },
    publicEndpoints: declared.publicEndpoints ?? otherwise.publicEndpoints,
    protectedLogic: declared.protectedLogic?.map(one => ({ ...one, notIn: one.notIn ?? [] })) ?? otherwise.protectedLogic,
    logicalKeys: declared.logicalKeys ?? otherwise.logicalKeys,
    schemaSource: declared.schemaSource ?? otherwise.schemaSource,
    expectedEndpoints: declared.expectedEndpoints ?? otherwise.expectedEndpoints,
    errorShape: declared.errorShape ?? otherwise.errorShape,
    corsOrigins: declared.corsOrigins ?? otherwise.corsOrigins,
    auditBy: declared.auditBy ?? otherwise.auditBy,
    gateway: declared.gateway ?? otherwise.gateway,
    sensitiveFields: declared.sensitiveFields ?? otherwise.sensitiveFields,
    privateHosts: declared.privateHosts ?? otherwise.privateHosts,
    contexts: declared.contexts ?? otherwise.contexts,
    stack: declared.stack ?? otherwise.stack,
    ruleOptions,
  };
}

function checklistUse(document: ConfigurationDocument, rules: readonly Rule[], { use, rules: entries = {} }: { readonly use: string; readonly rules?: Readonly<Record<string, unknown>> | undefined }): ChecklistUse {
  return { use, rules: new Map(Object.entries(entries).map(([id, entry]) => [id, ruleSetting(document, rules, id, entry)])) };
}

const noDocument: ConfigurationDocument = { file: 'the configuration', data: {}, lineOf: () => undefined };

/** The folder its globs are relative to. */
export function folderOf(configuration: Configuration, otherwise: string): string {
  return configuration.file === undefined ? otherwise : dirname(configuration.file);
}

/** A layer with no folders of its own lives in folders of its name. */
function layersOf(declared: ConfigurationFile): Settings['layers'] {
  const folders = declared.layers?.folders ?? {};
  const order = declared.layers?.order ?? Object.keys(folders);
  return order.map(name => ({ name, folders: folders[name] ?? [`**/${name}/**`, `**/${name}.{rs,py,ts,js}`] }));
}

/** The layers as seen from the scan's root: their globs are written where the configuration stands. */
export function layersFrom(root: string, configuration: Configuration): Settings['layers'] {
  const folder = folderOf(configuration, root);
  const [above, below] = [relative(root, folder), relative(folder, root)].map(path => path.replaceAll('\\', '/'));
  // A configuration kept elsewhere speaks of the folder that is scanned.
  if (above === undefined || below === undefined || above === '' || (above.startsWith('..') && below.startsWith('..'))) return configuration.settings.layers;
  if (below.startsWith('..')) return configuration.settings.layers.map(layer => ({ ...layer, folders: layer.folders.map(glob => `${above}/${glob.replace(/^\.\//, '')}`) }));
  return configuration.settings.layers.map(layer => ({ ...layer, base: below }));
}

function databasesOf(declared: ConfigurationFile, beside: Settings['databases']): Settings['databases'] {
  const databases: Record<string, DatabaseSettings> = { ...databasesOutOfTheBox, ...beside };
  for (const [name, given] of Object.entries(declared.databases ?? {})) {
    const usual = databases[name];
    databases[name] = {
      sessions: given.sessions ?? usual?.sessions ?? [],
      readOnly: given.readOnly ?? usual?.readOnly ?? false,
      access: given.access ?? usual?.access ?? 'any',
    };
  }
  return databases;
}

export interface RuleSetting { readonly rule: Rule; readonly severity: SeverityWord | undefined; readonly options: Record<string, unknown> }

function ruleSetting(document: ConfigurationDocument, rules: readonly Rule[], id: string, entry: unknown): RuleSetting {
  const rule = rules.find(one => one.id === id);
  if (!rule) throw unknownRule(`${placeOf(document, ['rules', id])}: `, id, rules);
  const parsed = ruleEntry(rule).safeParse(entry);
  if (!parsed.success) throw complain(document, ruleEntry(rule), parsed.error.issues, ['rules', id]);
  if (typeof parsed.data === 'string') return { rule, severity: parsed.data, options: {} };
  const { severity, ...options } = parsed.data;
  return { rule, severity: severity === undefined ? undefined : severityWord.parse(severity), options };
}

/** The options a rule is run with: what was set, and its own defaults for the rest. */
function completeOptions(document: ConfigurationDocument, rule: Rule, options: Record<string, unknown>): unknown {
  if (!rule.options) {
    const [key] = Object.keys(options);
    if (key !== undefined) throw unknownKey(document, ['rules', rule.id], key, ['severity']);
    return {};
  }
  const parsed = rule.options.safeParse(options);
  if (!parsed.success) throw complain(document, rule.options, parsed.error.issues, ['rules', rule.id]);
  return parsed.data;
}

export function unknownRule(prefix: string, id: string, rules: readonly Rule[]): UsageError {
  return new UsageError(`${prefix}there is no rule called "${id}"`, didYouMean(id, rules.map(rule => rule.id)) ?? 'run `collaudo rules` to list them');
}
