/** Which file a TypeScript or JavaScript import means: relative paths, tsconfig `paths`, workspace packages, else a library. */
import { dirname, join, normalize } from 'node:path/posix';
import { PackageNames } from './package-names.js';
import type { Resolution } from './resolution.js';
import { TsConfigs, type PathMap } from './tsconfig.js';

/** Gives the text of a file of the scan by its path, `undefined` when there is none. */
export type ReadText = (path: string) => string | undefined;

export type TypeScriptResolver = (fromFile: string, specifier: string, name?: string) => Resolution;

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs'];

/** A specifier names the file as it will be after compiling. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts'], '.jsx': ['.tsx'], '.mjs': ['.mts', '.d.mts'], '.cjs': ['.cts', '.d.cts'],
};

/** Code generated into the repository and kept out of it by .gitignore stands for the package it is generated for. */
const generatedPackages: readonly { readonly folder: RegExp; readonly package: string }[] = [
  { folder: /(^|\/)(generated\/(prisma|client)|prisma\/(generated|client)|prisma-client)(\/|$)/, package: '@prisma/client' },
];

/** `files`: the paths of the scan's source files; tsconfig.json and package.json are asked for through `read`, beside and above them. */
export function buildTypeScriptModules(files: readonly string[], read: ReadText): TypeScriptResolver {
  const known = new Set(files);
  const configs = new TsConfigs(known, read);
  const packages = new PackageNames(files, read);

  const fileAt = (path: string): string | undefined => {
    const target = normalize(path);
    if (known.has(target) && extensions.some(extension => target.endsWith(extension))) return target;
    const written = Object.keys(sourcesOf).find(extension => target.endsWith(extension));
    const stem = written ? target.slice(0, -written.length) : target;
    const candidates = [
      ...(written ? sourcesOf[written] ?? [] : []).map(extension => stem + extension),
      ...extensions.map(extension => target + extension),
      ...extensions.map(extension => join(target, `index${extension}`)),
    ];
    return candidates.find(candidate => known.has(candidate));
  };

  return (fromFile, specifier, name) => {
    const rest = name === undefined || name === '*' ? [] : [name];
    const inFile = (file: string): Resolution => ({ kind: 'file', file, rest });

    if (/^\.{1,2}(\/|$)/.test(specifier)) {
      const path = join(dirname(fromFile), specifier);
      const file = fileAt(path) ?? fileInRootDirs(path, configs.pathsFor(fromFile), fileAt);
      if (file) return inFile(file);
      const generated = generatedPackages.find(one => one.folder.test(path));
      if (generated) return { kind: 'external', path: externalPath(generated.package, name) };
      return { kind: 'unknown', because: known.has(path) ? `\`${specifier}\` is not a source file` : `no file of this scan is \`${specifier}\`` };
    }
    const map = configs.pathsFor(fromFile);
    const mapped = candidatesIn(map, specifier).map(fileAt).find(file => file !== undefined);
    if (mapped) return inFile(mapped);
    const packaged = packages.candidatesFor(specifier, fromFile).map(fileAt).find(file => file !== undefined);
    if (packaged) return inFile(packaged);
    if (specifier.startsWith('#') || packages.has(specifier)) return { kind: 'unknown', because: `\`${specifier}\` belongs to this repository, but its source was not found` };
    return { kind: 'external', path: externalPath(specifier, name) };
  };
}

/** A default import and a whole module are the package itself; both are used alike (`import express from 'express'`). */
function externalPath(specifier: string, name: string | undefined): string {
  const module = specifier.replace(/^node:/, '');
  return name === undefined || name === 'default' || name === '*' ? module : `${module}.${name}`;
}

/** Where the nearest tsconfig says a bare specifier may lie, the most specific pattern first. */
function candidatesIn(map: PathMap | undefined, specifier: string): readonly string[] {
  if (!map) return [];
  for (const { prefix, suffix, exact, targets } of map.patterns) {
    if (exact ? specifier !== prefix : !specifier.startsWith(prefix) || !specifier.endsWith(suffix) || specifier.length < prefix.length + suffix.length) continue;
    const star = exact ? '' : specifier.slice(prefix.length, specifier.length - suffix.length);
    return targets.map(target => target.replace('*', star));
  }
  return map.baseUrl === undefined ? [] : [join(map.baseUrl, specifier)];
}

function fileInRootDirs(path: string, map: PathMap | undefined, fileAt: (path: string) => string | undefined): string | undefined {
  const from = map?.rootDirs.find(dir => path.startsWith(`${dir}/`));
  if (!map || from === undefined) return undefined;
  return map.rootDirs.map(dir => fileAt(join(dir, path.slice(from.length + 1)))).find(file => file !== undefined);
}
