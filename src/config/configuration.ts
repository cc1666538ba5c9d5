/** The configuration after loading: every declaration with its default, every rule setting checked against its rule. */
import { dirname, relative } from 'node:path';
import type { Rule } from '../rule/rule.js';
import type { DatabaseSettings, Settings } from '../rule/settings.js';
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
}

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
  return {
    file,
    declared,
    severities: new Map(entries.flatMap(entry => (entry.severity === undefined ? [] : [[entry.rule.id, entry.severity] as const]))),
    settings: {
      databases: databasesOf(declared),
      layers: layersOf(declared),
      smallTables: declared.smallTables ?? [],
      pageSize: { default: declared.pageSize?.default ?? 100, max: declared.pageSize?.max ?? 500 },
      publicEndpoints: declared.publicEndpoints ?? [],
      protectedLogic: (declared.protectedLogic ?? []).map(one => ({ ...one, notIn: one.notIn ?? [] })),
      logicalKeys: declared.logicalKeys ?? [],
      schemaSource: declared.schemaSource ?? [],
      expectedEndpoints: declared.expectedEndpoints ?? [],
      errorShape: declared.errorShape ?? [],
      corsOrigins: declared.corsOrigins ?? [],
      auditBy: declared.auditBy ?? [],
      gateway: declared.gateway ?? [],
      sensitiveFields: declared.sensitiveFields ?? [],
      privateHosts: declared.privateHosts ?? [],
      contexts: declared.contexts ?? {},
      stack: declared.stack ?? {},
      ruleOptions: Object.fromEntries(rules.map(rule => [rule.id, completeOptions(document, rule, optionsOf.get(rule.id) ?? {})])),
    },
  };
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

function databasesOf(declared: ConfigurationFile): Settings['databases'] {
  const databases: Record<string, DatabaseSettings> = { ...databasesOutOfTheBox };
  for (const [name, given] of Object.entries(declared.databases ?? {})) {
    const usual = databasesOutOfTheBox[name];
    databases[name] = {
      sessions: given.sessions ?? usual?.sessions ?? [],
      readOnly: given.readOnly ?? usual?.readOnly ?? false,
      access: given.access ?? usual?.access ?? 'any',
    };
  }
  return databases;
}

interface RuleSetting { readonly rule: Rule; readonly severity: SeverityWord | undefined; readonly options: Record<string, unknown> }

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
