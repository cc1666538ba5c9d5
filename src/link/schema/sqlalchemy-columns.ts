/** SQLAlchemy's columns and table constraints, as Alembic's migrations and models both write them. */
import type { DdlColumn, DdlConstraint, DdlIndex, DdlPlace, DdlReference, TableName } from '../../facts/sql.js';
import { calledName } from '../arguments.js';
import type { FlowNode } from '../flow.js';
import type { CallHere, Reading } from './reading.js';
import { textOfName } from './table-names.js';

export interface ReadColumn { readonly column: DdlColumn; readonly index?: DdlIndex & DdlPlace }
export interface TableParts { readonly columns: readonly DdlColumn[]; readonly constraints: readonly DdlConstraint[]; readonly partial: boolean }

const fills: ReadonlySet<string> = new Set(['Identity', 'Computed', 'Sequence']);
const constraints: ReadonlySet<string> = new Set(['ForeignKeyConstraint', 'PrimaryKeyConstraint', 'UniqueConstraint', 'CheckConstraint', 'Index', 'ExcludeConstraint', 'Constraint']);

/** What a model's field adds to its column: name, and type and nullability from its annotation. */
export interface Field { readonly name?: string; readonly type?: string; readonly nullable?: boolean; readonly place?: DdlPlace }

export function readColumn(reading: Reading, here: CallHere, table: string, field: Field = {}): ReadColumn | undefined {
  const { nodes } = reading.positional(here);
  const [first, ...others] = nodes;
  const named = first?.value.kind === 'text' || first?.value.kind === 'joined' ? reading.textOf(first) : undefined;
  const name = named ?? reading.textOf(reading.argument(here, 'name')) ?? field.name;
  if (name === undefined) return undefined;
  const rest = named === undefined ? nodes : others;
  const place: DdlPlace = field.place ?? { start: here.call.at.start, end: here.call.at.end };
  let type = typeOf(reading, reading.argument(here, 'type_', 'sa_type')) ?? field.type ?? '';
  let generated = reading.argument(here, 'sa_identity') !== undefined;
  let references: DdlReference | undefined;
  for (const node of rest) {
    const call = reading.callOf(node);
    const made = call && lastName(reading.calledPath(call), call);
    if (call && made === 'ForeignKey') references = referenceOf(reading, call);
    else if (made !== undefined && fills.has(made)) generated = true;
    else if (made === undefined || !constraints.has(made)) type = typeOf(reading, node) ?? type;
  }
  const primaryKey = reading.flag(reading.argument(here, 'primary_key')) ?? false;
  const nullable = reading.flag(reading.argument(here, 'nullable')) ?? field.nullable ?? !primaryKey;
  const written = reading.argument(here, 'server_default');
  const unique = reading.flag(reading.argument(here, 'unique')) ?? false;
  const indexed = reading.flag(reading.argument(here, 'index')) ?? false;
  const counts = primaryKey && references === undefined && /integer|^int$/i.test(type) && reading.flag(reading.argument(here, 'autoincrement')) !== false;
  // SQLAlchemy makes one unique index of `unique=True, index=True`.
  const index = indexed ? { name: `ix_${table}_${name}`, columns: [name], unique, filtered: false, ...place } : undefined;
  const column: DdlColumn = {
    name, type, notNull: !nullable, primaryKey, unique: unique && !indexed, generated: generated || counts, ...place,
    ...(written === undefined || written.value.kind === 'nothing' ? {} : { default: reading.written(written) }), ...(references ? { references } : {}),
  };
  return { column, ...(index ? { index } : {}) };
}

/** Columns, constraints and indexes among the arguments of a table. */
export function readParts(reading: Reading, nodes: readonly FlowNode[], table: string): TableParts {
  const columns: DdlColumn[] = [];
  const found: DdlConstraint[] = [];
  let partial = false;
  for (const node of nodes) {
    const call = reading.callOf(node);
    const made = call && lastName(reading.calledPath(call), call);
    const constraint = call && made !== undefined && constraints.has(made) ? readConstraint(reading, call, made) : undefined;
    const column = call && made === 'Column' ? readColumn(reading, call, table) : undefined;
    if (constraint) found.push(constraint);
    else if (column) {
      columns.push(column.column);
      if (column.index) found.push({ kind: 'index', ...column.index });
    } else if (node.value.kind !== 'record' && node.value.kind !== 'nothing' && (made === undefined || !constraints.has(made))) partial = true;
  }
  return { columns, constraints: found, partial };
}

export function readConstraint(reading: Reading, here: CallHere, made: string): DdlConstraint | undefined {
  const { nodes } = reading.positional(here);
  const name = reading.textOf(reading.argument(here, 'name'));
  const own = { start: here.call.at.start, end: here.call.at.end, ...(name === undefined ? {} : { name }) };
  const names = (node: FlowNode | undefined): readonly string[] => (node && reading.items(node)?.map(one => columnNamed(reading, one))) ?? [];
  switch (made) {
    case 'PrimaryKeyConstraint': return { kind: 'primary key', ...own, columns: nodes.map(one => columnNamed(reading, one)) };
    case 'UniqueConstraint': return { kind: 'unique', ...own, columns: nodes.map(one => columnNamed(reading, one)) };
    case 'CheckConstraint': return { kind: 'check', ...own, columns: [] };
    case 'ForeignKeyConstraint': {
      const targets = names(reading.argument(here, 1, 'refcolumns'));
      const [target] = targets;
      if (target === undefined) return undefined;
      const table = tableOfReference(target);
      const onDelete = reading.textOf(reading.argument(here, 'ondelete'));
      return { kind: 'foreign key', ...own, columns: names(reading.argument(here, 0, 'columns')), references: { table, columns: targets.map(one => one.split('.').at(-1) ?? one), ...(onDelete === undefined ? {} : { onDelete: onDelete.toLowerCase() }) } };
    }
    case 'Index': {
      const [first, ...columns] = nodes;
      const indexName = reading.textOf(first);
      return { kind: 'index', ...own, ...(indexName === undefined ? {} : { name: indexName }), columns: columns.map(one => columnNamed(reading, one)), unique: reading.flag(reading.argument(here, 'unique')) ?? false, filtered: isFiltered(here) };
    }
    default: return undefined;
  }
}

export function isFiltered({ call }: CallHere): boolean {
  return call.args.some(argument => argument.name !== undefined && /_where$/.test(argument.name) && argument.value.kind !== 'nothing');
}

/** `'a'`, a column's variable, `Model.a`, `a.desc()`; `()` for an expression. */
export function columnNamed(reading: Reading, node: FlowNode): string {
  const { value } = node;
  if (value.kind === 'name' || value.kind === 'member') {
    const text = value.kind === 'name' ? reading.textOf(node) : undefined;
    return text ?? value.name;
  }
  if (value.kind === 'call') {
    const call = node.file.facts.calls[value.call];
    if (call?.callee.kind === 'member' && /^(desc|asc|nulls_?first|nulls_?last)$/.test(call.callee.name) && call.callee.of.kind !== 'name') return columnNamed(reading, { ...node, value: call.callee.of });
    const text = call && reading.piecesOf(node)[0]?.map(piece => (piece.kind === 'literal' ? piece.text : '')).join('');
    const plain = text?.replace(/\s+(desc|asc)$/i, '');
    return plain !== undefined && /^\w+$/.test(plain) ? plain : '()';
  }
  const text = reading.textOf(node);
  return text !== undefined && /^[\w.]+$/.test(text) ? text : '()';
}

export function referenceOf(reading: Reading, here: CallHere): DdlReference | undefined {
  const node = reading.argument(here, 0, 'column');
  const onDelete = reading.textOf(reading.argument(here, 'ondelete'));
  const target = node && (reading.textOf(node) ?? textOfName(reading, node));
  return target === undefined ? undefined : { table: tableOfReference(target), columns: target.includes('.') ? [target.split('.').at(-1) ?? target] : [], ...(onDelete === undefined ? {} : { onDelete: onDelete.toLowerCase() }) };
}

/** `user.id`, `public.user.id`. */
function tableOfReference(target: string): TableName {
  const parts = target.split('.');
  const name = parts.length > 1 ? parts.at(-2) ?? target : target;
  const schema = parts.length > 2 ? parts.at(-3) : undefined;
  return { name, hole: false, temporary: false, ...(schema === undefined ? {} : { schema }) };
}

function typeOf(reading: Reading, node: FlowNode | undefined): string | undefined {
  return node && node.value.kind !== 'nothing' ? reading.written(node) : undefined;
}

export function lastName(path: string | undefined, { call }: CallHere): string {
  const written = calledName(call);
  // `Column = functools.partial(db.Column, nullable=False)` is still a column.
  return written === 'Column' ? written : path?.split('.').at(-1) ?? written;
}
