/** Drizzle's tables: `pgTable('users', { id: serial().primaryKey() }, table => [index().on(table.name)])` in its three dialects. */
import type { DdlColumn, DdlConstraint, DdlPlace, DdlReference } from '../../../facts/sql.js';
import type { Doubt, SchemaTable } from '../../../rule/schema.js';
import { calledName } from '../../arguments.js';
import type { FileIndex } from '../../file-index.js';
import type { FlowNode } from '../../flow.js';
import { chainOf, stepNamed, type Chain } from '../chains.js';
import { placeOf, tableNamed } from '../described-columns.js';
import type { CallHere, Entry, Reading } from '../reading.js';
import { tableOf } from './model-table.js';

/** A declared table, its columns by the names code uses. */
interface Declared { readonly here: CallHere; readonly local: string; readonly name: string; readonly schema: string | undefined; readonly entries: readonly Entry[] | undefined; readonly columns: ReadonlyMap<string, string> }

const declares = /^drizzle-orm\/[\w-]+-core\.(pgTable|mysqlTable|sqliteTable|singlestoreTable|gelTable|pgSchema\.table|mysqlSchema\.table|\w+TableCreator)$/;
const serial = /^(big|small)?serial$/;

export function drizzleTables(reading: Reading, files: readonly FileIndex[]): readonly SchemaTable[] {
  const where = files.filter(({ facts }) => facts.language === 'typescript' && facts.role !== 'test');
  if (!where.some(file => file.facts.imports.some(one => /^drizzle-orm\/[\w-]+-core$/.test(one.module)))) return [];
  const snake = where.some(file => casesNames(reading, file, files));
  const declared = where.flatMap(file => file.facts.assignments.flatMap(({ target, value }): readonly Declared[] => {
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    return call && target.kind === 'name' ? declaredBy(reading, { file, call, frame: undefined }, target.name, snake) : [];
  }));
  const byCall = new Map(declared.map(one => [one.here.call, one]));
  return declared.flatMap(one => tableFrom(reading, one, byCall));
}

/** `drizzle(client, { casing: 'snake_case' })`: columns without a name of their own are called so. */
function casesNames(reading: Reading, file: FileIndex, files: readonly FileIndex[]): boolean {
  const [, text, constant] = /\bcasing:\s*(?:['"](\w+)['"]|(\w+))/.exec(reading.sources.get(file.file) ?? '') ?? [];
  const said = text ?? (constant === undefined ? undefined : files.flatMap(one => one.assignments.get(-1)?.get(constant) ?? []).find(one => one.value.kind === 'text')?.value);
  return said === 'snake_case' || (typeof said === 'object' && said.kind === 'text' && said.text === 'snake_case');
}

function declaredBy(reading: Reading, here: CallHere, local: string, snake: boolean): readonly Declared[] {
  const path = reading.calledPath(here) ?? '';
  if (!declares.test(path)) return [];
  const written = reading.textOf(reading.argument(here, 0));
  const name = written !== undefined && path.endsWith('TableCreator') ? createdName(reading, here, written) : written;
  if (name === undefined || path.endsWith('TableCreator') && calledName(here.call).endsWith('TableCreator')) return [];
  const entries = reading.entries(reading.argument(here, 1));
  const columns = new Map((entries ?? []).map(entry => [entry.name, columnName(reading, entry, snake)]));
  return [{ here, local, name, schema: path.endsWith('Schema.table') ? schemaOf(reading, here) : undefined, entries, columns }];
}

/** `pgTableCreator(name => `shop_${name}`)`: what the function makes of the name. */
function createdName(reading: Reading, here: CallHere, name: string): string | undefined {
  const creator = reading.callOf(reading.node(here, here.call.callee));
  const make = creator && reading.argument(creator, 0);
  const [made] = make ? reading.returned(make) : [];
  if (made?.value.kind === 'name') return name;
  if (made?.value.kind !== 'joined') return undefined;
  const parts = made.value.parts.map(part => (part.kind === 'text' ? part.text : part.kind === 'name' && made.file.functionAt(made.fn)?.params[0]?.name === part.name ? name : reading.textOf({ ...made, value: part })));
  return parts.every(one => one !== undefined) ? parts.join('') : undefined;
}

function schemaOf(reading: Reading, here: CallHere): string | undefined {
  const { callee } = here.call;
  const made = callee.kind === 'member' ? reading.callOf(reading.node(here, callee.of)) : undefined;
  return made && reading.textOf(reading.argument(made, 0));
}

function columnName(reading: Reading, { name, node }: Entry, snake: boolean): string {
  const base = chainOf(reading, node)?.base;
  return reading.textOf(base && reading.argument(base, 0)) ?? (snake ? name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase() : name);
}

function tableFrom(reading: Reading, one: Declared, byCall: ReadonlyMap<CallHere['call'], Declared>): readonly SchemaTable[] {
  const { here, name, schema } = one;
  const file = here.file.file;
  const at = reading.place(here);
  const place = { start: here.call.nameAt.start, end: here.call.nameAt.end };
  const doubts: Doubt[] = one.entries ? [] : [{ about: 'columns', because: 'its columns are put together', at }];
  const columns = (one.entries ?? []).flatMap((entry): readonly DdlColumn[] => {
    const chain = chainOf(reading, entry.node);
    if (!chain) doubts.push({ about: 'columns', because: `${entry.name} is made elsewhere`, at });
    return chain ? [columnOf(reading, chain, one.columns.get(entry.name) ?? entry.name, { start: entry.at.start, end: entry.node.value.at.end }, byCall)] : [];
  });
  const constraints: DdlConstraint[] = [];
  const extra = reading.argument(here, 2);
  for (const node of extra ? extraOf(reading, extra) ?? [undefined] : []) {
    const chain = chainOf(reading, node);
    const read = chain && constraintOf(reading, chain, one, byCall);
    if (read) constraints.push(read);
    else doubts.push({ about: 'keys', because: 'its keys are put together', at });
  }
  return tableOf({
    file, table: tableNamed(name, schema), doubts, ddl: [{ kind: 'create table', table: tableNamed(name, schema), columns, constraints, partial: false, ifNotExists: false, ...place }],
    model: { file, class: -1, name: one.local, at: { file, ...place }, orm: 'drizzle' },
  });
}

/** The third argument: a function that gives a list, or an object of older versions. */
function extraOf(reading: Reading, node: FlowNode): readonly FlowNode[] | undefined {
  const given = node.value.kind === 'function' ? reading.returned(node) : [node];
  const [only, second] = given;
  if (!only || second) return undefined;
  return only.value.kind === 'list' ? reading.items(only) : reading.entries(only)?.map(entry => entry.node);
}

function columnOf(reading: Reading, chain: Chain, name: string, place: DdlPlace, byCall: ReadonlyMap<CallHere['call'], Declared>): DdlColumn {
  const { base } = chain;
  const kind = calledName(base.call);
  const filled = stepNamed(chain, 'default');
  const value = filled && reading.argument(filled, 0);
  const generated = serial.test(kind) || stepNamed(chain, 'generatedAlwaysAs', 'generatedAlwaysAsIdentity', 'generatedByDefaultAsIdentity', 'autoincrement') !== undefined;
  const primary = stepNamed(chain, 'primaryKey');
  const unset = value === undefined || value.value.kind === 'nothing';
  const reference = stepNamed(chain, 'references');
  const references = reference && referenceOf(reading, reference, byCall);
  return {
    name, type: `${typeOf(reading, base, kind)}${stepNamed(chain, 'array') ? '[]' : ''}`, notNull: serial.test(kind) || stepNamed(chain, 'notNull') !== undefined, primaryKey: primary !== undefined,
    unique: stepNamed(chain, 'unique') !== undefined, generated: generated || (primary !== undefined && reading.flag(reading.argument(primary, 'autoIncrement')) === true),
    ...(unset ? (stepNamed(chain, 'defaultNow') ? { default: 'now()' } : stepNamed(chain, 'defaultRandom') ? { default: 'gen_random_uuid()' } : {}) : { default: reading.written(value) }),
    ...(references ? { references } : {}), ...place,
  };
}

/** SQLite keeps dates, booleans and objects in its few types: the mode tells. An enumeration and a type of the program's own are called by a name of theirs. */
function typeOf(reading: Reading, base: CallHere, kind: string): string {
  const mode = reading.textOf(reading.argument(base, 'mode'));
  if (/^(int|integer|text|blob)$/.test(kind) && mode !== undefined && /^(timestamp|timestamp_ms|boolean|json|bigint)$/.test(mode)) return mode === 'bigint' ? 'bigint' : mode.replace('_ms', '');
  const length = reading.argument(base, 'length');
  if (length?.value.kind === 'number') return `${kind}(${String(length.value.value)})`;
  const made = reading.callOf(reading.node(base, base.call.callee));
  const maker = made ? calledName(made.call) : '';
  if (/^\w+Enum$/.test(maker)) return `enum(${kind})`;
  if (maker !== 'customType') return kind;
  const type = made && reading.argument(made, 'dataType');
  const [returned] = type ? reading.returned(type) : [];
  // `varchar(${length})`: what is computed is the length.
  return returned ? reading.piecesOf(returned)[0]?.map(piece => (piece.kind === 'literal' ? piece.text : '0')).join('') ?? '' : '';
}

/** `.references(() => users.id, { onDelete: 'cascade' })` */
function referenceOf(reading: Reading, step: CallHere, byCall: ReadonlyMap<CallHere['call'], Declared>): DdlReference | undefined {
  const target = reading.argument(step, 0);
  const [column] = target ? reading.returned(target) : [];
  const found = column && columnNamed(reading, column, byCall);
  const onDelete = reading.textOf(reading.argument(step, 'onDelete'))?.toLowerCase();
  return found && { table: tableNamed(found.table.name, found.table.schema), columns: [found.column], ...(onDelete === undefined ? {} : { onDelete }) };
}

/** `users.id`, by the table's declaration. */
function columnNamed(reading: Reading, node: FlowNode, byCall: ReadonlyMap<CallHere['call'], Declared>): { readonly table: Declared; readonly column: string } | undefined {
  const { value } = node;
  if (value.kind !== 'member') return undefined;
  const made = reading.callOf({ ...node, value: value.of });
  const table = made && byCall.get(made.call);
  return table && { table, column: table.columns.get(value.name) ?? value.name };
}

function constraintOf(reading: Reading, chain: Chain, one: Declared, byCall: ReadonlyMap<CallHere['call'], Declared>): DdlConstraint | undefined {
  const { base, steps } = chain;
  const kind = calledName(base.call);
  const written = reading.textOf(reading.argument(base, 0)) ?? reading.textOf(reading.argument(base, 'name'));
  const shared = { ...(written === undefined ? {} : { name: written }), ...placeOf(reading.node(base, { kind: 'nothing', at: base.call.at })) };
  const own = (node: FlowNode): string => ownColumn(reading, node, one);
  const on = steps.find(({ call }) => /^(on|onOnly|using)$/.test(calledName(call)));
  switch (kind) {
    case 'index': case 'uniqueIndex': {
      const listed = on ? reading.positional(on).nodes.filter(node => node.value.kind !== 'text').map(own) : [];
      return { kind: 'index', ...shared, columns: listed, unique: kind === 'uniqueIndex', filtered: stepNamed(chain, 'where') !== undefined };
    }
    case 'unique': return { kind: 'unique', ...shared, columns: on ? reading.positional(on).nodes.map(own) : [] };
    case 'primaryKey': {
      const listed = reading.argument(base, 'columns');
      return { kind: 'primary key', ...shared, columns: (listed ? reading.items(listed) ?? [] : reading.positional(base).nodes).map(own) };
    }
    case 'foreignKey': {
      const columns = reading.argument(base, 'columns');
      const foreign = reading.argument(base, 'foreignColumns');
      const targets = (foreign && reading.items(foreign))?.map(node => ({ node, found: columnNamed(reading, node, byCall) ?? { table: one, column: own(node) } })) ?? [];
      const onDelete = reading.textOf(stepNamed(chain, 'onDelete') && reading.argument(stepNamed(chain, 'onDelete') ?? base, 0))?.toLowerCase();
      const [first] = targets;
      return first && { kind: 'foreign key', ...shared, columns: (columns && reading.items(columns))?.map(own) ?? [], references: { table: tableNamed(first.found.table.name), columns: targets.map(target => target.found.column), ...(onDelete === undefined ? {} : { onDelete }) } };
    }
    case 'check': return { kind: 'check', ...shared, columns: [] };
    default: return /Policy$/.test(kind) ? { kind: 'other', ...shared, columns: [] } : undefined;
  }
}

/** `table.email`, `table.email.desc()`; an expression is `()`. */
function ownColumn(reading: Reading, node: FlowNode, one: Declared): string {
  const { value } = node;
  if (value.kind === 'member') return one.columns.get(value.name) ?? value.name;
  const call = value.kind === 'call' ? node.file.facts.calls[value.call] : undefined;
  return call?.callee.kind === 'member' && !call.tagged ? ownColumn(reading, { ...node, value: call.callee.of }, one) : '()';
}
