/** What a backend is built with, read from its manifests: languages, frameworks, databases. Nothing is installed or run for it. */
import { parse as parseToml } from 'smol-toml';

/** One thing the backend is built with and the manifest that says so. */
export interface Ingredient { readonly name: string; readonly manifest: string; /** As written there: `^2.1`, `>=0.110`. */ readonly version: string | undefined }

export interface Stack {
  /** By package name, lowercase, `_` written as `-`: `sqlx`, `fastapi`, `express`, `tauri`. */
  readonly uses: ReadonlyMap<string, Ingredient>;
  /** Compiler and interpreter versions promised: `rust`, `python`, `node`. */
  readonly versions: ReadonlyMap<string, Ingredient>;
  /** Everything any manifest asks for under a name, toolchains and what only development needs too. */
  readonly asked: ReadonlyMap<string, readonly Ingredient[]>;
}

export function has(stack: Stack, ...names: readonly string[]): boolean {
  return names.some(name => stack.uses.has(name));
}

/** Everything but the front end's own parts: one of these makes a backend of any kind. */
export const webFrameworks: readonly string[] = [
  'axum', 'actix-web', 'rocket', 'warp', 'poem', 'salvo', 'tide',
  'fastapi', 'flask', 'django', 'starlette', 'aiohttp', 'litestar', 'tornado', 'sanic', 'falcon', 'quart', 'flask-restful', 'djangorestframework',
  'express', 'fastify', 'koa', '@nestjs/core', '@hapi/hapi', 'hono', 'restify', '@adonisjs/core',
];

export function stackOf(companions: ReadonlyMap<string, string>): Stack {
  const uses = new Map<string, Ingredient>();
  const versions = new Map<string, Ingredient>();
  const asked = new Map<string, Ingredient[]>();
  for (const [manifest, text] of companions) {
    for (const { name, version, toolchain, dev, inherited } of ingredientsIn(manifest.split('/').at(-1) ?? '', text)) {
      const known = name.toLowerCase().replaceAll('_', '-');
      const one = { name: known, manifest, version };
      // What a member takes from its workspace is said there.
      if (!inherited) asked.set(known, [...(asked.get(known) ?? []), one]);
      const into = toolchain ? versions : uses;
      if (!dev && !into.has(known)) into.set(known, one);
    }
  }
  for (const [name, one] of [...uses, ...versions]) if (!asked.has(name)) asked.set(name, [one]);
  return { uses, versions, asked };
}

interface Named { readonly name: string; readonly version: string | undefined; readonly toolchain?: boolean; readonly dev?: boolean; readonly inherited?: boolean }

function ingredientsIn(name: string, text: string): readonly Named[] {
  if (name === 'Cargo.toml') return fromCargo(tomlOf(text));
  if (name === 'package.json') return fromPackage(jsonOf(text));
  if (name === 'pyproject.toml') return fromPyproject(tomlOf(text));
  if (name === 'Pipfile') return [...fromTables(tomlOf(text), ['packages']), ...toolchainIn('python', textIn(tableIn(tomlOf(text), 'requires'), 'python_version'))];
  if (name === 'setup.cfg') return fromSetupCfg(text);
  if (/^requirements/.test(name)) return text.split(/\r?\n/).flatMap(requirement);
  if (name === 'tauri.conf.json' || name === 'Tauri.toml') return [{ name: 'tauri', version: undefined, inherited: true }];
  if (/^rust-toolchain(\.toml)?$/.test(name)) return toolchainIn('rust', textIn(tableIn(tomlOf(text), 'toolchain'), 'channel') ?? /^\s*([\w.-]+)\s*$/.exec(text)?.[1]);
  if (name === '.python-version') return toolchainIn('python', /^\s*([\w.-]+)/.exec(text)?.[1]);
  if (name === '.nvmrc') return toolchainIn('node', /^\s*v?([\w./*-]+)/.exec(text)?.[1]);
  return [];
}

function toolchainIn(name: string, version: string | undefined): readonly Named[] {
  return version === undefined ? [] : [{ name, version, toolchain: true }];
}

type Table = Readonly<Record<string, unknown>>;

function fromCargo(manifest: Table): readonly Named[] {
  const workspace = tableIn(manifest, 'workspace');
  const rust = textIn(tableIn(manifest, 'package'), 'rust-version') ?? textIn(tableIn(workspace, 'package'), 'rust-version');
  return [
    ...fromTables(manifest, ['dependencies']),
    ...fromTables(workspace, ['dependencies']),
    ...fromTables(manifest, ['dev-dependencies', 'build-dependencies']).map(one => ({ ...one, dev: true })),
    ...Object.values(tableIn(manifest, 'target')).flatMap(target => (isTable(target) ? fromTables(target, ['dependencies']) : [])),
    ...toolchainIn('rust', rust),
  ];
}

function fromPackage(manifest: Table): readonly Named[] {
  return [
    ...fromTables(manifest, ['dependencies']),
    ...fromTables(manifest, ['devDependencies']).map(one => ({ ...one, dev: true })),
    ...toolchainIn('node', textIn(tableIn(manifest, 'engines'), 'node')),
  ];
}

function fromPyproject(manifest: Table): readonly Named[] {
  const project = tableIn(manifest, 'project');
  const poetry = tableIn(tableIn(manifest, 'tool'), 'poetry');
  const optional = [tableIn(project, 'optional-dependencies'), tableIn(manifest, 'dependency-groups')].flatMap(one => Object.values(one).flatMap(requirementsIn));
  const groups = Object.entries(tableIn(poetry, 'group')).flatMap(([group, value]) => (isTable(value) ? fromTables(value, ['dependencies']).map(one => ({ ...one, dev: /^(?:dev|tests?|docs?|lint|typing)$/.test(group) })) : []));
  const found = fromTables(poetry, ['dependencies']);
  const python = textIn(project, 'requires-python') ?? found.find(one => one.name === 'python')?.version;
  return [...requirementsIn(project['dependencies']), ...optional.map(one => ({ ...one, dev: true })), ...found.filter(one => one.name !== 'python'), ...groups, ...toolchainIn('python', python)];
}

function requirementsIn(listed: unknown): readonly Named[] {
  return Array.isArray(listed) ? listed.flatMap(one => (typeof one === 'string' ? requirement(one) : [])) : [];
}

/** `install_requires` and `python_requires` below `[options]`. */
function fromSetupCfg(text: string): readonly Named[] {
  const listed = /^install_requires\s*=[ \t]*((?:.*)(?:\r?\n[ \t]+.*)*)/m.exec(text)?.[1] ?? '';
  return [...listed.split(/\r?\n/).flatMap(requirement), ...toolchainIn('python', /^python_requires\s*=\s*(.+?)\s*$/m.exec(text)?.[1])];
}

function fromTables(manifest: Table, tables: readonly string[]): readonly Named[] {
  return tables.flatMap(table => Object.entries(tableIn(manifest, table)).map(([key, value]) => ({
    name: (isTable(value) ? textIn(value, 'package') : undefined) ?? key,
    version: typeof value === 'string' ? value : isTable(value) ? textIn(value, 'version') : undefined,
    inherited: isTable(value) && value['workspace'] === true,
  })));
}

/** `fastapi[all]>=0.110 ; python_version > "3.8"`. */
function requirement(written: string): readonly Named[] {
  const [, name, version] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;#@)]*)/.exec(written) ?? [];
  return name === undefined ? [] : [{ name, version: version?.trim() === '' ? undefined : version?.trim() }];
}

function tomlOf(text: string): Table {
  try {
    return parseToml(text);
  } catch {
    // A manifest its own tool would refuse says nothing; the scan judges the sources all the same.
    return {};
  }
}

function jsonOf(text: string): Table {
  try {
    const parsed: unknown = JSON.parse(text);
    return isTable(parsed) ? parsed : {};
  } catch {
    // As above.
    return {};
  }
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tableIn(table: Table, key: string): Table {
  const value = table[key];
  return isTable(value) ? value : {};
}

function textIn(table: Table, key: string): string | undefined {
  const value = table[key];
  return typeof value === 'string' ? value : undefined;
}
