/**
 * Typed questions, for where names are not enough: what an expression's declared type is called and where it comes from.
 * Nothing is read from disk or executed: the files asked about are handed in, libraries are stood in for by empty classes.
 */
import { createRequire } from 'node:module';
import type * as tsMorph from 'ts-morph';
import { known, unknown, type Known } from '../../facts/known.js';
import type { Span } from '../../facts/span.js';
import { ambientModules, builtinTypes } from './stand-ins.js';

/** `module` is a file of the scan, or a package's name when `external`. A package's default export is called `default`. */
export interface DeclaredType { readonly name: string; readonly module: string; readonly external: boolean }

/** The files a question needs, by path, and which of them an import means (undefined for a library). Keep one for many questions. */
export interface TypedFiles {
  readonly texts: ReadonlyMap<string, string>;
  readonly resolve: (fromFile: string, specifier: string) => string | undefined;
}

const require = createRequire(import.meta.url);
const projects = new WeakMap<TypedFiles, tsMorph.Project>();
const root = '/scan/';

/** The declared type of the expression at exactly `at`; what a promise holds rather than the promise. */
export function receiverType(files: TypedFiles, file: string, at: Span): Known<DeclaredType> {
  const source = projectOf(files).getSourceFile(root + file);
  if (!source) return unknown('the file was not handed in');
  const node = nodeAt(source, at);
  if (!node) return unknown('no expression stands there');
  try {
    return describe(settled(node.getType()));
  } catch (error) {
    // The compiler gives up on some broken programs by throwing.
    return unknown(`the compiler could not tell: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function projectOf(files: TypedFiles): tsMorph.Project {
  const existing = projects.get(files);
  if (existing) return existing;
  const { Project, ts } = require('ts-morph') as typeof tsMorph;
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noLib: true, allowJs: true, checkJs: false, strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, experimentalDecorators: true, jsx: ts.JsxEmit.Preserve, types: [] },
    resolutionHost: () => ({
      resolveModuleNames: (names, containing) => names.map(name => {
        const found = files.resolve(containing.slice(root.length), name);
        return found === undefined || !files.texts.has(found) ? undefined : { resolvedFileName: root + found };
      }),
    }),
  });
  project.createSourceFile(`${root}stand-ins/builtin.d.ts`, builtinTypes);
  for (const [path, text] of files.texts) project.createSourceFile(root + path, text, { overwrite: true });
  project.createSourceFile(`${root}stand-ins/libraries.d.ts`, ambientModules(importsOf(project, files)));
  projects.set(files, project);
  return project;
}

/** The names each library is asked for anywhere. */
function importsOf(project: tsMorph.Project, files: TypedFiles): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const path of files.texts.keys()) {
    for (const declaration of project.getSourceFile(root + path)?.getImportDeclarations() ?? []) {
      const module = declaration.getModuleSpecifierValue();
      if (module.startsWith('.') || files.resolve(path, module) !== undefined) continue;
      const names = wanted.get(module) ?? new Set<string>();
      for (const named of declaration.getNamedImports()) names.add(named.getName());
      if (declaration.getDefaultImport()) names.add('default');
      wanted.set(module, names);
    }
  }
  return wanted;
}

function nodeAt(source: tsMorph.SourceFile, at: Span): tsMorph.Node | undefined {
  let node = source.getDescendantAtPos(at.start);
  while (node && node.getEnd() < at.end) node = node.getParent();
  return node && node.getStart() === at.start && node.getEnd() === at.end ? node : undefined;
}

function settled(type: tsMorph.Type): tsMorph.Type {
  const certain = type.getNonNullableType();
  const [inner] = certain.getTypeArguments();
  return inner && certain.getSymbol()?.getName() === 'Promise' ? settled(inner) : certain;
}

function describe(type: tsMorph.Type): Known<DeclaredType> {
  if (type.isAny() || type.isUnknown()) return unknown('its type is not declared');
  const symbol = type.getSymbol();
  const declaration = symbol?.getDeclarations()[0];
  if (!symbol || !declaration) return unknown(`\`${type.getText()}\` is not the name of a type`);
  const file = declaration.getSourceFile().getFilePath();
  if (file.endsWith('stand-ins/builtin.d.ts') || symbol.getName().startsWith('__')) return unknown(`\`${type.getText()}\` is plain data`);
  if (!file.endsWith('stand-ins/libraries.d.ts')) return known({ name: symbol.getName(), module: file.slice(root.length), external: false });
  const module = declaration.getFirstAncestor(ancestor => ancestor.getKindName() === 'ModuleDeclaration')?.getSymbol()?.getName() ?? '';
  return known({ name: symbol.getName(), module: module.replace(/^["']|["']$/g, ''), external: true });
}
