/** Prisma's schema: models, their fields, and the keys and relations their attributes declare. */
import type { DdlColumn, DdlConstraint, DdlReference } from '../../../facts/sql.js';
import type { Relation, SchemaTable } from '../../../rule/schema.js';
import { tableOf } from './model-table.js';

interface Block { readonly kind: string; readonly name: string; readonly start: number; readonly lines: readonly { readonly text: string; readonly start: number }[] }
interface Field { readonly name: string; readonly type: string; readonly list: boolean; readonly optional: boolean; readonly attributes: string; readonly start: number; readonly end: number }

export function prismaTables(companions: ReadonlyMap<string, string>): readonly SchemaTable[] {
  const schemas = [...companions].filter(([path]) => path.endsWith('.prisma'));
  const blocks = schemas.flatMap(([file, text]) => blocksOf(text).map(block => ({ file, block })));
  const models = new Map(blocks.filter(one => one.block.kind === 'model').map(one => [one.block.name, one.block]));
  const enums = new Set(blocks.filter(one => one.block.kind === 'enum').map(one => one.block.name));
  return [...blocks.flatMap(({ file, block }) => (block.kind === 'model' ? tableFrom(file, block, models, enums) : [])), ...linkTables(blocks, models)];
}

function blocksOf(text: string): readonly Block[] {
  const plain = text.replaceAll(/\/\/[^\n]*/g, comment => ' '.repeat(comment.length));
  return [...plain.matchAll(/^[ \t]*(model|enum|view|type)\s+(\w+)\s*\{([\s\S]*?)\n[ \t]*\}/gm)].map(match => {
    const [whole, kind = '', name = '', body = ''] = match;
    let start = match.index + whole.indexOf('{') + 1;
    const lines = body.split('\n').map(line => { const at = start; start += line.length + 1; return { text: line, start: at }; });
    return { kind, name, start: match.index + whole.indexOf(name), lines };
  });
}

function tableFrom(file: string, block: Block, models: ReadonlyMap<string, Block>, enums: ReadonlySet<string>): readonly SchemaTable[] {
  const fields = fieldsOf(block);
  const columns: DdlColumn[] = [];
  const constraints: DdlConstraint[] = [];
  const relations: Relation[] = [];
  const columnNames = new Map(fields.map(field => [field.name, mapped(field.attributes) ?? field.name]));
  const stored = (list: string | undefined): readonly string[] => namesIn(list).map(name => columnNames.get(name) ?? name);
  for (const field of fields) {
    const place = { start: field.start, end: field.end };
    const at = { file, ...place };
    const other = models.get(field.type);
    if (!other) {
      columns.push(columnOf(field, enums));
      continue;
    }
    const relation = /@relation\(([^)]*(?:\([^)]*\)[^)]*)*)\)/.exec(field.attributes)?.[1];
    const own = namesIn(/\bfields:\s*\[([^\]]*)\]/.exec(relation ?? '')?.[1]);
    relations.push({ name: field.name, model: field.type, makesBack: false, columns: own.map(name => columnNames.get(name) ?? name), at, back: other.name });
    if (own.length === 0) continue;
    const otherNames = new Map(fieldsOf(other).map(one => [one.name, mapped(one.attributes) ?? one.name]));
    const onDelete = /\bonDelete:\s*(\w+)/.exec(relation ?? '')?.[1]?.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
    const references: DdlReference = { table: named(tableNameOf(other)), columns: namesIn(/\breferences:\s*\[([^\]]*)\]/.exec(relation ?? '')?.[1]).map(name => otherNames.get(name) ?? name), ...(onDelete === undefined ? {} : { onDelete }) };
    constraints.push({ kind: 'foreign key', columns: own.map(name => columnNames.get(name) ?? name), references, ...place });
  }
  for (const line of block.lines) {
    const match = /^\s*@@(id|unique|index|fulltext)\(\s*(?:fields:\s*)?\[([^\]]*(?:\([^)]*\)[^\]]*)*)\]/.exec(line.text);
    if (!match) continue;
    const place = { start: line.start + line.text.indexOf('@@'), end: line.start + line.text.trimEnd().length };
    const keys = stored(match[2]);
    if (match[1] === 'id') constraints.push({ kind: 'primary key', columns: keys, ...place });
    else if (match[1] === 'unique') constraints.push({ kind: 'unique', columns: keys, ...place });
    else if (match[1] === 'index') constraints.push({ kind: 'index', columns: keys, unique: false, filtered: false, ...place });
  }
  const name = tableNameOf(block);
  const place = { start: block.start, end: block.start + block.name.length };
  return tableOf({
    file, table: named(name), doubts: [], ddl: [{ kind: 'create table', table: named(name), columns, constraints, partial: false, ifNotExists: false, ...place }],
    model: { file, class: -1, name: block.name, at: { file, ...place }, orm: 'prisma', relations },
  });
}

function columnOf(field: Field, enums: ReadonlySet<string>): DdlColumn {
  const { attributes } = field;
  const type = enums.has(field.type) ? `Enum(${field.type})` : field.type;
  const written = /@default\(((?:[^()]|\([^)]*\))*)\)/.exec(attributes)?.[1];
  const generated = written !== undefined && /^(autoincrement|sequence)\(/.test(written);
  // Made by the client: the database knows nothing of it.
  const filled = written !== undefined && !/^(cuid|uuid|ulid|nanoid)\(/.test(written) ? { default: written } : {};
  return {
    name: mapped(attributes) ?? field.name, type: field.list ? `${type}[]` : type, notNull: !field.optional, primaryKey: /@id\b/.test(attributes), unique: /@unique\b/.test(attributes),
    generated, ...filled, start: field.start, end: field.end,
  };
}

/** Two lists of each other need a table between: `_AToB`. */
function linkTables(blocks: readonly { readonly file: string; readonly block: Block }[], models: ReadonlyMap<string, Block>): readonly SchemaTable[] {
  const found = new Map<string, SchemaTable>();
  for (const { file, block } of blocks) {
    if (block.kind !== 'model') continue;
    for (const field of fieldsOf(block)) {
      const other = models.get(field.type);
      if (!field.list || !other) continue;
      const nameOf = (attributes: string): string | undefined => /@relation\(\s*(?:name:\s*)?"([^"]+)"/.exec(attributes)?.[1];
      const relation = nameOf(field.attributes);
      const back = fieldsOf(other).find(one => one.type === block.name && one.list && (one.name !== field.name || other !== block) && nameOf(one.attributes) === relation);
      if (!back) continue;
      const [a = '', b = ''] = [block.name, field.type].sort();
      const name = `_${relation ?? `${a}To${b}`}`;
      const place = { start: field.start, end: field.end };
      const column = (letter: string, target: string): DdlColumn => ({ name: letter, type: '', notNull: true, primaryKey: false, unique: false, generated: false, references: { table: named(tableNameOf(models.get(target) ?? block)), columns: [] }, ...place });
      const [table] = tableOf({
        file, table: named(name), doubts: [],
        ddl: [{ kind: 'create table', table: named(name), columns: [column('A', a), column('B', b)], constraints: [{ kind: 'primary key', columns: ['A', 'B'], ...place }, { kind: 'index', columns: ['B'], unique: false, filtered: false, ...place }], partial: false, ifNotExists: false, ...place }],
        model: { file, class: -1, name, at: { file, ...place }, orm: 'prisma' },
      });
      if (table) found.set(name, table);
    }
  }
  return [...found.values()];
}

function fieldsOf(block: Block): readonly Field[] {
  return block.lines.flatMap(({ text, start }): readonly Field[] => {
    const match = /^(\s*)(\w+)\s+(\w+)(?:\("[^"]*"\))?(\[\])?(\?)?(.*)$/.exec(text);
    if (!match) return [];
    const [, blank = '', name = '', type = '', list, optional, attributes = ''] = match;
    return [{ name, type, list: list !== undefined, optional: optional !== undefined, attributes, start: start + blank.length, end: start + text.trimEnd().length }];
  });
}

function mapped(attributes: string): string | undefined {
  return /(?:^|[^@])@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(attributes)?.[1];
}

function tableNameOf(block: Block): string {
  for (const line of block.lines) {
    const name = /@@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(line.text)?.[1];
    if (name !== undefined) return name;
  }
  return block.name;
}

function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '').replaceAll(/\([^)]*\)/g, '').split(',').map(one => one.trim()).filter(one => one !== '');
}

function named(name: string): { readonly name: string; readonly hole: false; readonly temporary: false } {
  return { name, hole: false, temporary: false };
}
