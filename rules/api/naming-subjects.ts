/** The names an API shows: parameters of handlers, fields of what is sent and answered, names of commands. */
import type { ClassFact, FileFacts, TypeRef } from '../../src/facts/structure.js';
import type { Endpoint, Place, Program } from '../../src/rule/index.js';
import { styleOf, type Style } from './path-words.js';

export interface Named { readonly name: string; readonly kind: 'field' | 'parameter'; readonly of: string; readonly at: Place; readonly style: Style | undefined }

/** Fields and parameters as clients see them, by the language that writes them; a name that is given otherwise by alias is left out. */
export function namesShown(endpoints: readonly Endpoint[], program: Program): readonly Named[] {
  const found = new Map<string, Named>();
  const add = (one: Named): void => { const key = `${one.at.file}@${String(one.at.start)}`; if (!found.has(key)) found.set(key, one); };
  for (const { handler, path } of endpoints) {
    const { file, fact } = handler;
    for (const param of fact.params) {
      const inPath = new RegExp(`[{<:](\\w+:)?${param.name}\\b`).test(path);
      if (inPath && file.language !== 'rust') add({ name: param.name, kind: 'parameter', of: fact.name, at: program.place(file, param.at), style: styleOf(param.name) });
      if (param.type) addType(param.type, file);
    }
    if (fact.returns) addType(fact.returns, file);
    for (const decorator of fact.decorators) for (const argument of decorator.args) if (argument.name === 'response_model') addClass(program.meaningOf(file, -1, argument.value), 0);
  }
  return [...found.values()];

  function addType(type: TypeRef, file: FileFacts): void {
    for (const one of [type, ...type.args]) {
      addClass(program.meaningOfType(file, -1, one), 0);
      if (one !== type && one.args.length > 0) addType(one, file);
    }
  }

  /** A base of the program's own may give every field an alias. */
  function inherited(file: FileFacts, fact: ClassFact, depth: number): Style | 'unknown' | undefined {
    for (const base of depth > 4 || fact.kind === 'struct' ? [] : fact.bases) {
      const meaning = program.meaningOfType(file, -1, { ...base, args: [] }, 'by name');
      if (meaning.kind !== 'class' && meaning.kind !== 'instance') continue;
      const renamed = renamedAll(meaning.fact) ?? inherited(meaning.file, meaning.fact, depth + 1);
      if (renamed !== undefined) return renamed;
    }
    return undefined;
  }

  function addClass(meaning: ReturnType<Program['meaningOf']>, depth: number): void {
    if ((meaning.kind !== 'class' && meaning.kind !== 'instance') || depth > 2 || !isShown(meaning.fact, meaning.bases)) return;
    const { file, fact } = meaning;
    const renamed = renamedAll(fact) ?? inherited(file, fact, 0);
    for (const field of fact.fields) {
      if (field.name.startsWith('_') || field.name === 'model_config' || !field.type || field.value?.kind === 'call' && aliases(file, field.value.call) || field.decorators.some(one => /serde|Expose|JsonProperty|Column/.test(one.path))) continue;
      const style = renamed === 'unknown' ? undefined : renamed ?? styleOf(field.name);
      // A struct's field is one word, or in the style its `rename_all` gives.
      add({ name: field.name, kind: 'field', of: fact.name, at: program.place(file, field.at), style: styleOf(field.name) === undefined ? undefined : style });
    }
  }
}

/** Made to be sent or answered; a table's own class mirrors its columns. */
function isShown(fact: ClassFact, bases: readonly string[]): boolean {
  if (bases.some(one => /^(sqlalchemy|django|starlette|fastapi)\b/.test(one)) || fact.keywords.some(one => one.name === 'table')) return false;
  if (fact.kind === 'struct') return fact.decorators.some(one => /derive|serde/.test(one.path));
  return bases.some(one => /^(pydantic|sqlmodel)\./.test(one)) || /(Dto|DTO|Request|Response|Body|Payload|Input|Output)$/.test(fact.name);
}

function aliases(file: FileFacts, call: number): boolean {
  return file.calls[call]?.args.some(one => /alias/.test(one.name ?? '')) ?? false;
}

const serdeStyles: Readonly<Record<string, Style>> = { camelCase: 'camelCase', snake_case: 'snake_case', PascalCase: 'PascalCase', 'kebab-case': 'kebab-case' };

function renamedAll(fact: ClassFact): Style | 'unknown' | undefined {
  for (const decorator of fact.decorators) {
    const given = /serde/.test(decorator.path) ? decorator.args.find(one => one.name === 'rename_all')?.value : undefined;
    if (given) return given.kind === 'text' ? serdeStyles[given.text] ?? 'unknown' : 'unknown';
  }
  return fact.fields.some(one => one.name === 'model_config') || fact.bases.some(base => /Camel|Alias/.test(base.name)) ? 'unknown' : undefined;
}
