/** One resolver per language, built once for all files. */
import type { FileFacts, Language } from '../../facts/structure.js';
import type { ModuleResolver } from '../modules.js';
import { buildPythonModules } from './python.js';
import { buildRustModules } from './rust.js';
import { buildTypeScriptModules } from './typescript.js';

export function buildResolvers(facts: readonly FileFacts[], readFile: (path: string) => string | undefined): ReadonlyMap<Language, ModuleResolver> {
  const of = (language: Language): string[] => facts.filter(one => one.language === language).map(one => one.file);
  const resolvers = new Map<Language, ModuleResolver>();
  const python = buildPythonModules(of('python'));
  resolvers.set('python', (file, module, name) => python(file, module, name));
  const typescript = buildTypeScriptModules(of('typescript'), readFile);
  resolvers.set('typescript', (file, module, name) => typescript(file, module, name));
  const rust = buildRustModules(facts.filter(one => one.language === 'rust'), readFile);
  resolvers.set('rust', (file, module, name, inside) => rust.resolve(file, module, name, inside));
  return resolvers;
}
