/** What a file runs in: a server, a browser, a command line tool; told by what it serves, draws or parses, and by who imports it. */
import type { Block } from '../facts/structure.js';
import type { Purpose, ResolvedImport } from '../rule/program.js';
import { drawsPages } from './browser-code.js';
import type { FileIndex } from './file-index.js';

/** Libraries that read a command line or talk to the person at a terminal. */
const terminal = /^(?:argparse|click|typer|fire|docopt|cyclopts|rich_click|optparse|getopt|questionary|prompt_toolkit|textual|clap|structopt|argh|dialoguer|inquire|ratatui|crossterm|indicatif|commander|yargs|yargs\/.*|cac|meow|minimist|oclif|@oclif\/.*|inquirer|@inquirer\/.*|prompts|enquirer|ora|@clack\/.*|arg|citty|caporal|vorpal|ink)(?:\.|::|$)/;

const manifest = /(?:^|\/)(?:Cargo\.toml|package\.json|pyproject\.toml|setup\.cfg)$/;
/** A manifest that installs a command. */
const installs = /^\s*"bin"\s*:|^\[\[bin\]\]|^\[(?:project|tool\.poetry)\.scripts\]|^\s*console_scripts\s*=/m;

interface Known { readonly serving: ReadonlySet<string>; readonly browser: ReadonlySet<string>; readonly companions: ReadonlyMap<string, string>; readonly importsOf: (file: FileIndex) => readonly ResolvedImport[] }

export class Purposes {
  readonly #served: ReadonlySet<string>;
  readonly #terminal = new Set<string>();
  readonly #packages: readonly string[];
  /** Packages that hold something a server runs. */
  readonly #serverPackages: ReadonlySet<string>;

  constructor(files: readonly FileIndex[], readonly known: Known) {
    const targets = new Map(files.map(file => [file.file, known.importsOf(file).filter(one => !one.typeOnly).map(one => one.file)]));
    this.#served = reachedFrom(known.serving, targets);
    this.#packages = [...known.companions.keys()].filter(path => manifest.test(path)).map(folderOf).sort((a, b) => b.length - a.length);
    this.#serverPackages = new Set([...this.#served].map(file => this.#packageOf(file)));
    const seeds = new Set(files.filter(file => !this.#served.has(file.file) && (isTool(file) || this.#isInTool(file.file, files))).map(file => file.file));
    for (const file of reachedFrom(seeds, targets)) if (!this.#served.has(file)) this.#terminal.add(file);
  }

  of(file: string): Purpose {
    if (this.known.serving.has(file)) return 'server';
    if (this.known.browser.has(file)) return 'browser';
    if (this.#served.has(file)) return 'server';
    if (this.#terminal.has(file)) return 'command line';
    const folder = this.#packageOf(file);
    if (this.#serverPackages.has(folder)) return file.endsWith('.rs') || !this.#packages.includes(folder) ? 'unknown' : 'script';
    return this.#draws(folder) && /\.[mc]?[jt]sx?$/.test(file) ? 'browser' : 'unknown';
  }

  /** In a package that installs a command and serves nothing, everything belongs to the command. */
  #isInTool(file: string, files: readonly FileIndex[]): boolean {
    const folder = this.#packageOf(file);
    if (this.#serverPackages.has(folder) || !this.#packages.includes(folder)) return /(?:^|\/)src\/bin\/[^/]+\.rs$|(?:^|\/)bin\/[^/]+\.[mc]?[jt]s$/.test(file);
    const installed = [...this.known.companions].some(([path, text]) => manifest.test(path) && folderOf(path) === folder && installs.test(text));
    return installed || (file.endsWith('.rs') && files.some(one => one.file.startsWith(folder) && /(?:^|\/)src\/(?:main\.rs|bin\/[^/]+\.rs)$/.test(one.file) && this.#packageOf(one.file) === folder));
  }

  /** A package of pages: it depends on what draws them and serves nothing itself. */
  #draws(folder: string): boolean { return drawsPages(this.known.companions.get(`${folder}package.json`) ?? ''); }

  #packageOf(file: string): string { return this.#packages.find(folder => file.startsWith(folder)) ?? ''; }
}

/** It reads its own command line, or begins `if __name__ == "__main__"`. */
function isTool(file: FileIndex): boolean {
  return file.facts.imports.some(one => terminal.test(one.module)) || file.facts.blocks.some(startsAsScript);
}

function startsAsScript({ kind, test }: Block): boolean {
  return kind === 'if' && test?.kind === 'operation' && test.operator === '==' && test.operands.some(one => one.kind === 'name' && one.name === '__name__');
}

function reachedFrom(seeds: Iterable<string>, targets: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(seeds);
  for (const file of found) for (const target of targets.get(file) ?? []) found.add(target);
  return found;
}

function folderOf(path: string): string { return path.slice(0, path.lastIndexOf('/') + 1); }
