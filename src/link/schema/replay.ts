/** Replays changes to a schema, one after another, into the tables they leave behind. */
import type { DdlChange, DdlStatement, TableName } from '../../facts/sql.js';
import type { Place } from '../../facts/span.js';
import type { Doubt, Misplaced, SchemaSource, SchemaStep, SchemaTable } from '../../rule/schema.js';
import { same, TableDraft } from './draft.js';

type Absent = Omit<Misplaced, 'when' | 'other'>;

export class Replay {
  #tables: TableDraft[] = [];
  readonly #views = new Set<string>();
  readonly #gone: { readonly table: string; readonly column?: string; readonly at: Place; readonly absentBefore: number }[] = [];
  readonly #absent: Absent[] = [];
  readonly #madeAfter: { readonly table: string; readonly column?: string; readonly at: Place; readonly absentBefore: number }[] = [];
  readonly #doubts: Doubt[] = [];

  apply(steps: readonly SchemaStep[]): this {
    for (const step of steps) {
      switch (step.kind) {
        case 'ddl': this.#change(step.file, step.ddl); break;
        case 'data': {
          const { targets, sets } = step.statement;
          const [target] = targets;
          if (!target || target.hole || target.temporary || targets.length > 1) break;
          const table = this.#need(target, step.at);
          if (table && table.doubts.length === 0) for (const column of sets ?? []) this.#needColumn(table, column, step.at);
          break;
        }
        case 'unread': this.#doubt(step); break;
      }
    }
    return this;
  }

  tables(source: SchemaSource, history?: string): readonly SchemaTable[] {
    for (const table of this.#tables) table.doubts.push(...this.#doubts);
    return this.#tables.map(table => table.finished(source, history));
  }

  /** The tables as they are now, by name in small letters. */
  now(): ReadonlyMap<string, SchemaTable> {
    return new Map(this.#tables.map(table => [table.name.toLowerCase(), table.finished('migrations', undefined)]));
  }

  find(name: TableName): TableDraft | undefined {
    const named = this.#tables.filter(one => same(one.name, name.name));
    return named.find(one => same(one.schema ?? '', name.schema ?? '')) ?? (named.length === 1 ? named.find(one => one.schema === undefined || name.schema === undefined) : undefined);
  }

  /** What was named where it was not there; silent about tables that no migration ever makes: those may come from elsewhere. */
  get misplaced(): readonly Misplaced[] {
    return this.#absent.flatMap((absent, index): readonly Misplaced[] => {
      const fits = (one: { readonly table: string; readonly column?: string }): boolean => same(one.table, absent.table) && same(one.column ?? '', absent.column ?? '');
      const gone = this.#gone.find(one => fits(one) && one.absentBefore <= index);
      if (gone) return [{ ...absent, when: 'gone', other: gone.at }];
      const later = this.#madeAfter.find(one => fits(one) && one.absentBefore > index);
      return later ? [{ ...absent, when: 'made later', other: later.at }] : [];
    });
  }

  /** Tables that were changed and that nobody makes. */
  get foreign(): readonly string[] {
    return this.#absent.flatMap(one => (one.column === undefined && !this.#gone.some(gone => same(gone.table, one.table)) && !this.#madeAfter.some(made => same(made.table, one.table)) ? [one.table] : []));
  }

  #change(file: string, ddl: DdlStatement): void {
    const at: Place = { file, start: ddl.start, end: ddl.end };
    switch (ddl.kind) {
      case 'create table': this.#create(file, at, ddl); break;
      case 'create view': this.#views.add(ddl.table.name.toLowerCase()); break;
      case 'create index': this.#need(ddl.table, at)?.addIndex(at, ddl); break;
      case 'alter table': {
        const table = this.#need(ddl.table, at);
        if (table) for (const change of ddl.changes) this.#alter(table, file, at, change);
        break;
      }
      case 'drop': this.#drop(at, ddl); break;
      case 'rename table': {
        const table = this.#need(ddl.table, at);
        if (table) this.#rename(table, ddl.to, at);
        break;
      }
    }
  }

  #create(file: string, at: Place, ddl: DdlStatement & { kind: 'create table' }): void {
    if (ddl.table.temporary || ddl.table.hole || this.find(ddl.table)) return;
    const table = new TableDraft(ddl.table.name, ddl.table.schema, at);
    for (const column of ddl.columns) table.addColumn(file, column);
    for (const constraint of ddl.constraints) table.addConstraint(file, constraint);
    if (ddl.partial) table.doubts.push({ about: 'columns', because: 'not all of its columns are listed', at });
    this.#make(table, at);
  }

  #make(table: TableDraft, at: Place): void {
    this.#tables.push(table);
    this.#madeAfter.push({ table: table.name, at, absentBefore: this.#absent.length });
    this.#back(table.name);
    for (const column of table.columns) this.#back(table.name, column.name);
  }

  #alter(table: TableDraft, file: string, at: Place, change: DdlChange): void {
    switch (change.kind) {
      case 'add column':
        table.addColumn(file, change.column);
        this.#madeAfter.push({ table: table.name, column: change.column.name, at, absentBefore: this.#absent.length });
        this.#back(table.name, change.column.name);
        break;
      case 'drop column':
        this.#needColumn(table, change.name, at);
        table.dropColumn(change.name);
        this.#gone.push({ absentBefore: this.#absent.length, table: table.name, column: change.name, at });
        break;
      case 'rename column': this.#renameColumn(table, change.name, change.to, at); break;
      case 'alter column':
        this.#needColumn(table, change.name, at);
        table.alterColumn(change.name, change);
        if (change.to !== undefined) this.#renameColumn(table, change.name, change.to, at);
        break;
      case 'add constraint': table.addConstraint(file, change.constraint); break;
      case 'drop constraint':
        if (!table.dropConstraint(change.name)) table.doubts.push({ about: 'keys', because: `${change.name} is dropped, and nothing read has this name`, at });
        break;
      case 'rename table': this.#rename(table, change.to, at); break;
      case 'other': break;
    }
  }

  #renameColumn(table: TableDraft, from: string, to: string, at: Place): void {
    this.#needColumn(table, from, at);
    table.renameColumn(from, to);
    this.#gone.push({ absentBefore: this.#absent.length, table: table.name, column: from, at });
    this.#madeAfter.push({ table: table.name, column: to, at, absentBefore: this.#absent.length });
    this.#back(table.name, to);
  }

  #rename(table: TableDraft, to: string, at: Place): void {
    const from = table.name;
    this.#gone.push({ absentBefore: this.#absent.length, table: from, at });
    table.name = to;
    for (const other of this.#tables) other.pointElsewhere(from, to);
    this.#madeAfter.push({ table: to, at, absentBefore: this.#absent.length });
    this.#back(to);
  }

  #drop(at: Place, ddl: DdlStatement & { kind: 'drop' }): void {
    for (const name of ddl.names) {
      if (ddl.what === 'table') {
        const table = ddl.ifExists ? this.find(name) : this.#need(name, at);
        if (table) this.#gone.push({ absentBefore: this.#absent.length, table: table.name, at });
        this.#tables = this.#tables.filter(one => one !== table);
      } else if (ddl.what === 'index') {
        // `DROP INDEX i ON t`: in MySQL another table may have an index of that name.
        const own = ddl.table && this.find(ddl.table);
        for (const table of own ? [own] : this.#tables) table.dropConstraint(name.name);
      }
    }
  }

  /** The table as it is now; notes when there is none. */
  #need(name: TableName, at: Place): TableDraft | undefined {
    const table = this.find(name);
    if (!table && !name.hole && !name.temporary && name.database === undefined && !this.#views.has(name.name.toLowerCase()) && this.#doubts.length === 0) this.#absent.push({ at, table: name.name });
    return table;
  }

  #needColumn(table: TableDraft, column: string, at: Place): void {
    if (table.doubts.length === 0 && !table.column(column) && /^\w+$/.test(column)) this.#absent.push({ at, table: table.name, column });
  }

  /** What was gone is there again. */
  #back(table: string, column?: string): void {
    for (let index = this.#gone.length - 1; index >= 0; index--) {
      const one = this.#gone[index];
      if (one && same(one.table, table) && same(one.column ?? '', column ?? '')) this.#gone.splice(index, 1);
    }
  }

  #doubt(step: SchemaStep & { kind: 'unread' }): void {
    const doubt: Doubt = { about: step.about, because: step.because, at: step.at };
    if (step.table === undefined) this.#doubts.push(doubt);
    else this.find({ name: step.table, hole: false, temporary: false })?.doubts.push(doubt);
  }
}
