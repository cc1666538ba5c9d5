/** What a migration takes away from rows that are there already, or may fail on because of them. */
import type { DdlChange, DdlStatement } from '../../facts/sql.js';
import type { Place } from '../../facts/span.js';
import type { Loss, SchemaColumn, SchemaStep, SchemaTable, TypeFamily } from '../../rule/schema.js';
import { same } from './draft.js';
import { familyOf } from './families.js';

type Tables = ReadonlyMap<string, SchemaTable>;

export function lossesOf(steps: readonly SchemaStep[], before: Tables, after: Tables): readonly Loss[] {
  return steps.flatMap((step, index): readonly Loss[] => {
    if (step.kind !== 'ddl') return [];
    const { ddl } = step;
    const at: Place = { file: step.file, start: ddl.start, end: ddl.end };
    switch (ddl.kind) {
      case 'drop': return ddl.what === 'table' ? ddl.names.flatMap(name => dropped(name.name, at, steps, before, after)) : [];
      case 'rename table': return renamed(ddl.table.name, ddl.to, at, steps, before, after);
      case 'alter table': {
        const table = before.get(ddl.table.name.toLowerCase());
        return ddl.changes.flatMap(change => (change.kind === 'rename table' ? renamed(ddl.table.name, change.to, at, steps, before, after) : table ? changed(table, change, at, steps.slice(0, index), after) : []));
      }
      case 'create table': case 'create index': case 'create view': return [];
    }
  });
}

/** A table rebuilt under its own name with its rows copied loses only the columns left out. */
function dropped(name: string, at: Place, steps: readonly SchemaStep[], before: Tables, after: Tables): readonly Loss[] {
  const old = before.get(name.toLowerCase());
  // A virtual table holds no rows of its own: searches are built again from what they index.
  if (!old || old.columns.length === 0) return [];
  const rebuilt = after.get(name.toLowerCase());
  if (!rebuilt || !copies(steps, name)) return [{ kind: 'drop', table: name, what: `drops table ${name}`, at }];
  return leftOut(old, rebuilt, at);
}

function leftOut(old: SchemaTable, rebuilt: SchemaTable, at: Place): readonly Loss[] {
  if (rebuilt.doubts.length > 0) return [];
  return old.columns.filter(one => !rebuilt.columns.some(other => same(other.name, one.name))).map(one => ({ kind: 'drop', table: old.name, column: one.name, what: `rebuilds ${old.name} without its column ${one.name}`, at }));
}

function copies(steps: readonly SchemaStep[], from: string): boolean {
  return steps.some(step => step.kind === 'data' && step.statement.verb === 'insert' && step.statement.sources.some(one => same(one.name, from)));
}

function renamed(from: string, to: string, at: Place, steps: readonly SchemaStep[], before: Tables, after: Tables): readonly Loss[] {
  const old = before.get(from.toLowerCase());
  if (!old) return [];
  const rebuilt = after.get(from.toLowerCase());
  // Moved aside, made anew and copied back: SQLite's other way to rebuild.
  if (rebuilt && copies(steps, to)) return leftOut(old, rebuilt, at);
  return [{ kind: 'rename', table: from, what: `renames table ${from} to ${to}`, at }];
}

function changed(table: SchemaTable, change: DdlChange, at: Place, earlier: readonly SchemaStep[], after: Tables): readonly Loss[] {
  const column = 'name' in change && change.kind !== 'drop constraint' ? table.columns.find(one => same(one.name, change.name)) : undefined;
  const named = (name: string): string => `${table.name}.${name}`;
  switch (change.kind) {
    case 'drop column': return column ? [{ kind: 'drop', table: table.name, column: column.name, what: `drops column ${named(column.name)}`, at }] : [];
    case 'rename column': return column ? [{ kind: 'rename', table: table.name, column: column.name, what: `renames column ${named(column.name)} to ${change.to}`, at }] : [];
    case 'add column': {
      const { notNull, generated, primaryKey, name } = change.column;
      const filled = change.column.default !== undefined || /\bdefault\b/i.test(change.column.type);
      const kept = after.get(table.name.toLowerCase())?.columns.find(one => same(one.name, name));
      return notNull && !filled && !generated && !primaryKey && kept?.nullable === false && !fills(earlier, table.name, name) ? [{ kind: 'not null', table: table.name, column: name, what: `adds column ${named(name)} as NOT NULL without a default`, at }] : [];
    }
    case 'alter column': {
      if (!column) return [];
      const losses: Loss[] = [];
      if (change.to !== undefined) losses.push({ kind: 'rename', table: table.name, column: column.name, what: `renames column ${named(column.name)} to ${change.to}`, at });
      if (change.type !== undefined && narrows(column, change.type)) losses.push({ kind: 'narrow', table: table.name, column: column.name, what: `narrows ${named(column.name)} from ${column.type} to ${change.type}`, at });
      if (change.notNull === true && column.nullable && !fills(earlier, table.name, column.name)) losses.push({ kind: 'not null', table: table.name, column: column.name, what: `makes ${named(column.name)} NOT NULL without filling it first`, at });
      return losses;
    }
    case 'add constraint': case 'drop constraint': case 'rename table': case 'other': return [];
  }
}

/** Rows without a value were given one, or taken out, just before. */
function fills(earlier: readonly SchemaStep[], table: string, column: string): boolean {
  return earlier.some(step => (step.kind === 'data' && step.statement.targets.some(one => same(one.name, table)) && (step.statement.verb === 'delete' || step.statement.verb === 'truncate' || (step.statement.sets ?? []).some(one => same(one, column))))
    || (step.kind === 'ddl' && adds(step.ddl, table, column)) || (step.kind === 'unread' && (step.table === undefined || same(step.table, table))));
}

function adds(ddl: DdlStatement, table: string, column: string): boolean {
  return ddl.kind === 'alter table' && same(ddl.table.name, table) && ddl.changes.some(change => change.kind === 'add column' && same(change.column.name, column));
}

/** What holds every value of the other. */
const wider: Readonly<Partial<Record<TypeFamily, readonly TypeFamily[]>>> = {
  integer: ['number', 'text', 'json'], boolean: ['integer', 'number', 'text'], date: ['date and time', 'text'], enum: ['text'], uuid: ['text'], 'date and time': ['text'], time: ['text'], number: ['text'], json: ['text', 'binary'], text: ['json', 'list'], interval: ['text'],
};
const sizes: Readonly<Record<string, number>> = { tinyint: 1, smallint: 2, smallserial: 2, mediumint: 3, int: 4, integer: 4, serial: 4, bigint: 8, bigserial: 8, biginteger: 8, smallinteger: 2 };

function narrows(column: SchemaColumn, type: string): boolean {
  const family = familyOf(type);
  const unclear = (one: TypeFamily): boolean => one === 'unknown' || one === 'other';
  // Into an enumeration values are brought by a mapping somebody wrote.
  if (unclear(column.family) || unclear(family) || family === 'enum' || /enum/i.test(type)) return false;
  if (family !== column.family) return family !== 'list' && column.family !== 'list' && !(wider[column.family] ?? []).includes(family);
  const [from, to] = [lengthOf(column.type), lengthOf(type)];
  if (family === 'text') return to !== undefined && (from === undefined ? /text|clob|max/i.test(column.type) : to < from);
  const [was, is] = [sizeOf(column.type), sizeOf(type)];
  return family === 'integer' && was !== undefined && is !== undefined && is < was;
}

function lengthOf(type: string): number | undefined {
  const written = /\((?:length ?= ?)?(\d+)/.exec(type)?.[1];
  return written === undefined ? undefined : Number(written);
}

function sizeOf(type: string): number | undefined {
  return sizes[/[a-z]+\d*(?=\W*$|\()/i.exec(type.replace(/\(.*$/, '').replace(/^.*\./, ''))?.[0].toLowerCase() ?? ''];
}
