/** A small program's models as tables, spelt in one line each. */
import { lowerPython } from '../../../../src/languages/python/lower.js';
import { lowerRust } from '../../../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../../../src/languages/typescript/lower.js';
import type { FileFacts, Role } from '../../../../src/facts/structure.js';
import { link } from '../../../../src/link/program.js';
import type { Schema, SchemaTable } from '../../../../src/rule/schema.js';
import { nothingDeclared } from '../../../../src/rule/settings.js';

function lowered(file: string, text: string): FileFacts {
  const role: Role = /(^|\/)migrations?\//.test(file) ? 'migration' : 'production';
  return file.endsWith('.py') ? lowerPython(file, text, role) : file.endsWith('.rs') ? lowerRust(file, text, role) : lowerTypeScript(file, text, role);
}

export function schemaFrom(files: Readonly<Record<string, string>>, companions: Readonly<Record<string, string>> = {}): Schema {
  const facts = Object.entries(files).map(([file, text]) => lowered(file, text));
  return link(facts, new Map(Object.entries(files)), { ...nothingDeclared }, path => companions[path], undefined, new Map(Object.entries(companions))).schema;
}

/** `users(id int! =1, name text); pk id; unique name; index a+b where; a -> b(id) on delete cascade` */
export function spelt(table: SchemaTable): string {
  const columns = table.columns.map(one => `${one.name} ${one.family}${one.nullable ? '' : '!'}${one.generated ? ' gen' : ''}${one.default === undefined ? '' : ` =${one.default}`}`);
  return [
    `${table.schema === undefined ? '' : `${table.schema}.`}${table.name}(${columns.join(', ')})`,
    ...(table.primaryKey ? [`pk ${table.primaryKey.columns.join('+')}`] : []),
    ...table.uniques.map(one => `unique ${one.columns.join('+')}`),
    ...table.indexes.map(one => `${one.unique ? 'unique index' : 'index'} ${one.columns.join('+')}${one.filtered ? ' where' : ''}`),
    ...table.foreignKeys.map(one => `${one.columns.join('+')} -> ${one.table}(${one.references.join('+')})${one.onDelete === undefined ? '' : ` ${one.onDelete}`}`),
    ...table.doubts.map(one => `doubt ${one.because}`),
  ].join('; ');
}

export function models(files: Readonly<Record<string, string>>): readonly string[] {
  return schemaFrom(files).models.map(spelt);
}
