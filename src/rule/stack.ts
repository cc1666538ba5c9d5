/** What a backend is built with, read from its manifests: languages, frameworks, databases. Nothing is installed or run for it. */
import { parse as parseToml } from 'smol-toml';

/** One thing the backend is built with and the manifest that says so. */
export interface Ingredient { readonly name: string; readonly manifest: string; /** As written there: `^2.1`, `>=0.110`. */ readonly version: string | undefined }

export interface Stack {
  /** By package name, lowercase, `_` written as `-`: `sqlx`, `fastapi`, `express`, `tauri`. */
  readonly uses: ReadonlyMap<string, Ingredient>;
  /** Compiler and interpreter versions promised: `rust`, `python`, `node`. */
  readonly versions: ReadonlyMap<string, Ingredient>;
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
  for (const [manifest, text] of companions) {
    for (const { name, version, toolchain } of ingredientsIn(manifest.split('/').at(-1) ?? '', text)) {
      const into = toolchain ? versions : uses;
      const known = name.toLowerCase().replaceAll('_', '-');
      if (!into.has(known)) into.set(known, { name: known, manifest, version });
    }
  }
  return { uses, versions };
}

interface Named { readonly name: string; readonly version: string | undefined; readonly toolchain?: boolean }

function ingredientsIn(name: string, text: string): readonly Named[] {
  if (name === 'Cargo.toml') return fromCargo(tomlOf(text));
  if (name === 'package.json') return fromPackage(jsonOf(text));
  if (name === 'pyproject.toml') return fromPyproject(tomlOf(text));
  if (name === 'Pipfile') return fromTables(tomlOf(text), ['packages']);
  if (/^requirements/.test(name)) return text.split(/\r?\n/).flatMap(requirement);
  if (name === 'tauri.conf.json' || name === 'Tauri.toml') return [{ name: 'tauri', version: undefined }];
  return [];
}

type Table = Readonly<Record<string, unknown>>;

function fromCargo(manifest: Table): readonly Named[] {
  const workspace = tableIn(manifest, 'workspace');
  const rust = textIn(tableIn(manifest, 'package'), 'rust-version') ?? textIn(tableIn(workspace, 'package'), 'rust-version');
  return [
    ...fromTables(manifest, ['dependencies']),
    ...fromTables(workspace, ['dependencies']),
    ...(rust === undefined ? [] : [{ name: 'rust', version: rust, toolchain: true }]),
  ];
}

function fromPackage(manifest: Table): readonly Named[] {
  const node = textIn(tableIn(manifest, 'engines'), 'node');
  return [...fromTables(manifest, ['dependencies']), ...(node === undefined ? [] : [{ name: 'node', version: node, toolchain: true }])];
}

function fromPyproject(manifest: Table): readonly Named[] {
  const project = tableIn(manifest, 'project');
  const poetry = tableIn(tableIn(manifest, 'tool'), 'poetry');
  const listed = Array.isArray(project['dependencies']) ? project['dependencies'].flatMap(one => (typeof one === 'string' ? requirement(one) : [])) : [];
  const found = fromTables(poetry, ['dependencies']);
  const python = textIn(project, 'requires-python') ?? found.find(one => one.name === 'python')?.version;
  return [...listed, ...found.filter(one => one.name !== 'python'), ...(python === undefined ? [] : [{ name: 'python', version: python, toolchain: true }])];
}

function fromTables(manifest: Table, tables: readonly string[]): readonly Named[] {
  return tables.flatMap(table => Object.entries(tableIn(manifest, table)).map(([name, value]) => ({
    name, version: typeof value === 'string' ? value : isTable(value) ? textIn(value, 'version') : undefined,
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
