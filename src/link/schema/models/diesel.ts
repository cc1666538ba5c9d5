/** Diesel's `table!` declarations, which its command line writes from the database. */
import type { DdlColumn, DdlConstraint } from '../../../facts/sql.js';
import type { SchemaTable } from '../../../rule/schema.js';
import type { FileIndex } from '../../file-index.js';
import { tableOf } from './model-table.js';

const declaration = /\btable!\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g;
const named = /(?:#\[sql_name\s*=\s*"([^"]+)"\]\s*)?(?:(\w+)\s*\.\s*)?(\w+)\s*\(([^)]*)\)\s*\{/;

export function dieselTables(files: readonly FileIndex[], sources: ReadonlyMap<string, string>): readonly SchemaTable[] {
  return files.flatMap(file => {
    const text = file.facts.language === 'rust' && file.facts.role !== 'test' ? sources.get(file.file) : undefined;
    if (text === undefined || !text.includes('table!')) return [];
    const plain = text.replaceAll(/\/\/[^\n]*/g, comment => ' '.repeat(comment.length));
    return [...plain.matchAll(declaration)].flatMap(match => tableFrom(file.file, match[1] ?? '', match.index + match[0].indexOf('{') + 1));
  });
}

function tableFrom(file: string, body: string, start: number): readonly SchemaTable[] {
  const head = named.exec(body);
  if (!head) return [];
  const [whole, renamed, schema, local = '', keys = ''] = head;
  const name = renamed ?? local;
  const place = { start: start + head.index + whole.indexOf(local), end: start + head.index + whole.indexOf(local) + local.length };
  const from = head.index + whole.length;
  const columns = [...body.slice(from).matchAll(/(?:#\[sql_name\s*=\s*"([^"]+)"\]\s*)?(?:#\[[^\]]*\]\s*)*(\w+)\s*->\s*([\w<>, :]+?)\s*(?=,|\})/g)].map((match): DdlColumn => {
    const [, sqlName, own = '', type = ''] = match;
    const nullable = /^Nullable\s*</.test(type);
    const at = start + from + match.index + match[0].indexOf(own);
    return { name: sqlName ?? own.replace(/_$/, ''), type: nullable ? type.replace(/^Nullable\s*<\s*|\s*>$/g, '') : type, notNull: !nullable, primaryKey: false, unique: false, generated: false, start: at, end: at + own.length };
  });
  const primary: DdlConstraint = { kind: 'primary key', columns: keys.split(',').map(one => one.trim()).filter(one => one !== ''), ...place };
  const table = { name, hole: false, temporary: false, ...(schema === undefined ? {} : { schema }) };
  return tableOf({
    file, table, ddl: [{ kind: 'create table', table, columns, constraints: [primary], partial: false, ifNotExists: false, ...place }],
    // Keys other than the primary one, and indexes, are not declared here.
    doubts: [{ about: 'keys', because: 'Diesel declares no indexes and foreign keys in code', at: { file, ...place } }],
    model: { file, class: -1, name, at: { file, ...place }, orm: 'diesel' },
  });
}
