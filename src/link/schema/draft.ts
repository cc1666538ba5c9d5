/** A table while its history is replayed: what each change does to it. */
import type { DdlColumn, DdlConstraint, DdlIndex, DdlReference } from '../../facts/sql.js';
import type { Place } from '../../facts/span.js';
import type { Doubt, ForeignKey, SchemaCheck, SchemaColumn, SchemaIndex, SchemaKey, SchemaSource, SchemaTable, TableModel } from '../../rule/schema.js';
import { familyOf } from './families.js';

export class TableDraft {
  name: string;
  columns: SchemaColumn[] = [];
  primaryKey: SchemaKey | undefined;
  uniques: SchemaKey[] = [];
  indexes: SchemaIndex[] = [];
  foreignKeys: ForeignKey[] = [];
  checks: SchemaCheck[] = [];
  readonly doubts: Doubt[] = [];
  model: TableModel | undefined;

  constructor(name: string, readonly schema: string | undefined, readonly at: Place) {
    this.name = name;
  }

  column(name: string): SchemaColumn | undefined {
    return this.columns.find(one => same(one.name, name));
  }

  addColumn(file: string, written: DdlColumn): void {
    const at = { file, start: written.start, end: written.end };
    if (this.column(written.name)) return;
    const nullable = !written.notNull && !written.primaryKey;
    this.columns.push({ name: written.name, type: written.type, family: familyOf(written.type), nullable, generated: written.generated, at, ...(written.default === undefined ? {} : { default: written.default }) });
    if (written.primaryKey) this.primaryKey = { columns: [...(this.primaryKey?.columns ?? []), written.name], at };
    if (written.unique) this.uniques.push({ name: `${this.name}_${written.name}_key`, columns: [written.name], at });
    if (written.references) this.#refer(at, [written.name], written.references, `${this.name}_${written.name}_fkey`);
  }

  addConstraint(file: string, written: DdlConstraint): void {
    const at = { file, start: written.start, end: written.end };
    const named = (suffix: string): string => written.name ?? [this.name, ...written.columns, suffix].join('_');
    switch (written.kind) {
      case 'primary key': this.#setPrimaryKey(at, written.columns, written.name ?? `${this.name}_pkey`); break;
      case 'unique': this.uniques.push({ name: named('key'), columns: written.columns, at }); break;
      case 'foreign key': this.#refer(at, written.columns, written.references, named('fkey')); break;
      case 'check': this.checks.push({ name: named('check'), at }); break;
      case 'index': this.addIndex(at, written); break;
      case 'other': break;
    }
  }

  addIndex(at: Place, written: DdlIndex): void {
    const name = written.name ?? [this.name, ...written.columns, 'idx'].join('_');
    // `CREATE INDEX .. ON t ({column})` in a loop: any column may have one.
    if (written.columns.some(one => one.includes('{}'))) { this.doubts.push({ about: 'keys', because: 'the columns of an index are computed', at }); return; }
    if (this.indexes.some(one => one.name !== undefined && same(one.name, name))) return;
    this.indexes.push({ name, columns: written.columns, unique: written.unique, filtered: written.filtered, at });
  }

  dropColumn(name: string): void {
    const without = <Key extends { readonly columns: readonly string[] }>(keys: Key[]): Key[] => keys.filter(key => !key.columns.some(one => same(one, name)));
    this.columns = this.columns.filter(one => !same(one.name, name));
    this.uniques = without(this.uniques);
    this.indexes = without(this.indexes);
    this.foreignKeys = without(this.foreignKeys);
    if (this.primaryKey?.columns.some(one => same(one, name))) this.primaryKey = undefined;
  }

  renameColumn(from: string, to: string): void {
    const renamed = <Key extends { readonly columns: readonly string[] }>(key: Key): Key => ({ ...key, columns: key.columns.map(one => (same(one, from) ? to : one)) });
    this.columns = this.columns.map(one => (same(one.name, from) ? { ...one, name: to } : one));
    this.uniques = this.uniques.map(renamed);
    this.indexes = this.indexes.map(renamed);
    this.foreignKeys = this.foreignKeys.map(renamed);
    this.primaryKey &&= renamed(this.primaryKey);
  }

  alterColumn(name: string, change: { readonly type?: string; readonly notNull?: boolean; readonly default?: string | null }): void {
    this.columns = this.columns.map(one => {
      if (!same(one.name, name)) return one;
      const { default: kept, ...rest } = one;
      const filled = change.default === undefined ? kept : change.default ?? undefined;
      return {
        ...rest, ...(filled === undefined ? {} : { default: filled }),
        ...(change.type === undefined ? {} : { type: change.type, family: familyOf(change.type) }), ...(change.notNull === undefined ? {} : { nullable: !change.notNull }),
      };
    });
  }

  /** Whether something of this name was there. */
  dropConstraint(name: string): boolean {
    const lengths = (): number => this.uniques.length + this.foreignKeys.length + this.checks.length + this.indexes.length + (this.primaryKey ? 1 : 0);
    const before = lengths();
    const others = <Key extends { readonly name?: string }>(keys: Key[]): Key[] => keys.filter(key => key.name === undefined || !same(key.name, name));
    this.uniques = others(this.uniques);
    this.foreignKeys = others(this.foreignKeys);
    this.checks = others(this.checks);
    this.indexes = others(this.indexes);
    if (same(name, 'PRIMARY') || same(name, this.primaryKey?.name ?? `${this.name}_pkey`)) this.primaryKey = undefined;
    return lengths() < before;
  }

  pointElsewhere(from: string, to: string): void {
    this.foreignKeys = this.foreignKeys.map(key => (same(key.table, from) ? { ...key, table: to } : key));
  }

  /** As it is now: what is changed later leaves this as it was. */
  finished(source: SchemaSource, history: string | undefined): SchemaTable {
    return {
      name: this.name, ...(this.schema === undefined ? {} : { schema: this.schema }), at: this.at, source, columns: [...this.columns], primaryKey: this.primaryKey, uniques: [...this.uniques],
      indexes: [...this.indexes], foreignKeys: [...this.foreignKeys], checks: [...this.checks], doubts: [...this.doubts], partial: this.doubts.length > 0,
      ...(this.model ? { model: this.model } : {}), ...(history === undefined ? {} : { history }),
    };
  }

  #setPrimaryKey(at: Place, columns: readonly string[], name: string): void {
    this.primaryKey = { name, columns, at };
    this.columns = this.columns.map(one => (columns.some(key => same(key, one.name)) ? { ...one, nullable: false } : one));
  }

  #refer(at: Place, columns: readonly string[], to: DdlReference, name: string): void {
    this.foreignKeys.push({ name, columns, table: to.table.name, references: to.columns, at, ...(to.onDelete === undefined ? {} : { onDelete: to.onDelete }) });
  }
}

export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
