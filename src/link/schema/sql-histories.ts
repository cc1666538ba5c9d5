/** Migrations written as `.sql` files: which files belong together, in which order, and which file leads back. */
import type { FileFacts } from '../../facts/structure.js';
import type { Down, Migration, MigrationTool, SchemaStep } from '../../rule/schema.js';

/** A migration before it is replayed. */
export type UnplayedMigration = Omit<Migration, 'losses'>;

export interface UnplayedHistory { readonly tool: MigrationTool; readonly folder: string; readonly migrations: readonly UnplayedMigration[] }

interface Named { readonly tool?: MigrationTool; readonly folder: string; readonly version: string; readonly name: string; readonly direction: 'up' | 'down' | 'both' }

/** How tools name their files; the first that fits decides. */
const namings: readonly { readonly tool?: MigrationTool; readonly pattern: RegExp; readonly direction: (match: RegExpExecArray) => Named['direction'] }[] = [
  { tool: 'prisma', pattern: /^(?<folder>.*)\/(?<name>(?<version>\d{4,})[^/]*)\/migration\.sql$/, direction: () => 'up' },
  { tool: 'diesel', pattern: /^(?<folder>.*)\/(?<name>(?<version>[\d-]+)[^/]*)\/(?<way>up|down)\.sql$/, direction: match => (match.groups?.way === 'up' ? 'up' : 'down') },
  { pattern: /^(?<folder>.*)\/(?<name>[VU]?(?<version>\d[\d_.]*?)(?:[_.-][^/]*?)?)\.(?<way>up|down|do|undo)(?:\.[^/.]+)?\.sql$/i, direction: match => (/^(up|do)$/i.test(match.groups?.way ?? '') ? 'up' : 'down') },
  { pattern: /^(?<folder>.*)\/(?<name>(?<version>\d+)\.(?<way>do|undo)\.[^/]*)\.sql$/i, direction: match => (/^do$/i.test(match.groups?.way ?? '') ? 'up' : 'down') },
  { pattern: /^(?<folder>.*)\/(?<name>[Vv]?(?<version>\d[\d.]*)(?:[_-][^/]*)?)\.sql$/, direction: () => 'both' },
];

/** `ecosystem` tells which tools a folder's manifests name: sqlx, refinery. */
export function sqlHistories(files: readonly FileFacts[], companions: ReadonlyMap<string, string>): readonly UnplayedHistory[] {
  const folders = new Map<string, { tool: MigrationTool; ups: { readonly named: Named; readonly file: FileFacts }[]; downs: Map<string, FileFacts> }>();
  for (const file of files) {
    if (file.language !== 'sql' || file.role === 'test' || file.role === 'example') continue;
    const named = namedBy(file.file);
    if (!named || (named.tool === undefined && !keepsMigrations(file, named, companions))) continue;
    const folder = folders.get(named.folder) ?? { tool: named.tool ?? toolOf(named.folder, companions), ups: [], downs: new Map<string, FileFacts>() };
    folders.set(named.folder, folder);
    if (named.direction === 'down') folder.downs.set(named.version, file);
    else folder.ups.push({ named, file });
  }
  return [...folders].map(([folder, { tool, ups, downs }]) => ({
    tool, folder,
    migrations: ups.sort((one, other) => inOrder(one.named, other.named)).map(({ named, file }): UnplayedMigration => ({
      at: { file: file.file, start: 0, end: 0 }, name: named.name, version: named.version, steps: stepsOf(file), down: downOf(tool, downs.get(named.version)),
    })),
  })).filter(history => history.migrations.some(one => one.steps.some(step => step.kind === 'ddl')));
}

function namedBy(path: string): Named | undefined {
  for (const { tool, pattern, direction } of namings) {
    const match = pattern.exec(`/${path}`);
    if (!match?.groups) continue;
    const { folder = '', version = '', name = '' } = match.groups;
    // Diesel's `2017-09-23-182408` is the number without its dashes.
    return { folder: folder.slice(1), version: version.replaceAll('-', ''), name, direction: direction(match), ...(tool === undefined ? {} : { tool }) };
  }
  return undefined;
}

function keepsMigrations(file: FileFacts, named: Named, companions: ReadonlyMap<string, string>): boolean {
  return file.role === 'migration' || /(^|\/)\w*(migrat|drizzle|postgrator)\w*(\/|$)/i.test(named.folder) || companions.has(`${named.folder}/meta/_journal.json`);
}

/** Numbers before names: `10_x` comes after `9_x`. */
function inOrder(one: Named, other: Named): number {
  // Times, with or without fractions: the longer one is not the later one.
  if (one.version.length >= 14 && other.version.length >= 14 && one.version !== other.version) return one.version < other.version ? -1 : 1;
  const numbers = [one, other].map(named => (/^\d+$/.test(named.version) ? BigInt(named.version) : undefined));
  const [a, b] = numbers;
  if (a !== undefined && b !== undefined && a !== b) return a < b ? -1 : 1;
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

function toolOf(folder: string, companions: ReadonlyMap<string, string>): MigrationTool {
  if (companions.has(`${folder}/meta/_journal.json`)) return 'drizzle';
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const manifest = companions.get(at === '' ? 'Cargo.toml' : `${at}/Cargo.toml`);
    if (manifest !== undefined && /^\s*(?:sqlx|refinery)\b|dependencies\.(?:sqlx|refinery)\b/m.test(manifest)) return /^\s*refinery\b/m.test(manifest) ? 'refinery' : 'sqlx';
    if (at === '') break;
  }
  return [...companions].some(([path, text]) => path.endsWith('Cargo.toml') && /^\s*sqlx\b/m.test(text)) ? 'sqlx' : 'sql files';
}

const oneWay: ReadonlySet<MigrationTool> = new Set<MigrationTool>(['prisma', 'drizzle', 'refinery']);

function downOf(tool: MigrationTool, down: FileFacts | undefined): Down {
  if (down) return { kind: 'steps', at: { file: down.file, start: 0, end: 0 }, steps: stepsOf(down) };
  return { kind: oneWay.has(tool) ? 'none' : 'missing' };
}

const dataVerbs: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge', 'replace', 'truncate']);

/** What a `.sql` file does, in the order it does it. */
export function stepsOf(file: FileFacts): readonly SchemaStep[] {
  const changes = (file.ddl ?? []).map((ddl): { readonly start: number; readonly step: SchemaStep } => ({ start: ddl.start, step: { kind: 'ddl', file: file.file, ddl } }));
  const data = (file.sql ?? []).filter(one => dataVerbs.has(one.verb)).map((statement): { readonly start: number; readonly step: SchemaStep } => (
    { start: statement.start, step: { kind: 'data', at: { file: file.file, start: statement.start, end: statement.end }, statement } }));
  return [...changes, ...data].sort((one, other) => one.start - other.start).map(({ step }) => step);
}
