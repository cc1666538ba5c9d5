/** The models of one Django application while its migrations are gone through: which table and column stands behind which name. */
import type { DdlChange, DdlConstraint, DdlPlace, DdlStatement } from '../../facts/sql.js';
import { tableNamed } from './described-columns.js';
import { linkParts, type DjangoField } from './django-fields.js';

interface Field { readonly read: DjangoField; /** Constraints are called by the column's first name. */ readonly names: { readonly unique: string; readonly index: string; readonly key: string } }

export interface StateModel { table: string; /** Declared to Django only: no table is made. */ readonly unmanaged: boolean; readonly fields: Map<string, Field>; together: Map<string, readonly string[]> }

type Kind = 'unique' | 'index';

export class DjangoState {
  readonly #models = new Map<string, StateModel>();

  model(name: string): StateModel | undefined { return this.#models.get(name.toLowerCase()); }

  create(name: string, table: string, unmanaged: boolean): StateModel {
    const model: StateModel = { table, unmanaged, fields: new Map<string, Field>(), together: new Map<string, readonly string[]>() };
    this.#models.set(name.toLowerCase(), model);
    return model;
  }

  drop(name: string, place: DdlPlace): readonly DdlStatement[] {
    const model = this.model(name);
    this.#models.delete(name.toLowerCase());
    if (!model || model.unmanaged) return [];
    const links = [...model.fields.values()].flatMap(({ read }) => (read.links ? [tableNamed(read.links.table)] : []));
    return [{ kind: 'drop', what: 'table', names: [...links, tableNamed(model.table)], ifExists: false, ...place }];
  }

  rename(from: string, to: string, table: string, place: DdlPlace): readonly DdlStatement[] {
    const model = this.model(from);
    if (!model) return [];
    this.#models.delete(from.toLowerCase());
    this.#models.set(to.toLowerCase(), model);
    const renamed: DdlStatement[] = model.table === table ? [] : [{ kind: 'rename table', table: tableNamed(model.table), to: table, ...place }];
    for (const [name, { read, names }] of model.fields) {
      if (!read.links?.table.startsWith(`${model.table}_`)) continue;
      const next = `${table}${read.links.table.slice(model.table.length)}`;
      const own = read.links.own.replace(from.toLowerCase(), to.toLowerCase());
      if (next !== read.links.table) renamed.push({ kind: 'rename table', table: tableNamed(read.links.table), to: next, ...place });
      if (own !== read.links.own) renamed.push({ kind: 'alter table', table: tableNamed(next), changes: [{ kind: 'rename column', name: read.links.own, to: own }], ...place });
      model.fields.set(name, { read: { ...read, links: { ...read.links, table: next, own } }, names });
    }
    model.table = table;
    return model.unmanaged ? [] : renamed;
  }

  columnOf(model: StateModel, field: string): string {
    return model.fields.get(field)?.read.column?.name ?? field;
  }

  add(model: StateModel, name: string, read: DjangoField): Field {
    const column = read.column?.name ?? name;
    const field: Field = { read, names: { unique: `${model.table}_${column}_uniq`, index: `${model.table}_${column}_idx`, key: `${model.table}_${column}_fk` } };
    model.fields.set(name, field);
    return field;
  }

  /** The keys of one field. */
  keysOf({ read, names }: Field, place: DdlPlace): readonly DdlConstraint[] {
    if (!read.column) return [];
    const columns = [read.column.name];
    return [
      ...(read.unique ? [{ kind: 'unique' as const, name: names.unique, columns, ...place }] : []), ...(read.indexed ? [{ kind: 'index' as const, name: names.index, columns, unique: false, filtered: false, ...place }] : []),
      ...(read.reference ? [{ kind: 'foreign key' as const, name: names.key, columns, references: { ...read.reference, table: tableNamed(read.reference.table), columns: [] }, ...place }] : []),
    ];
  }

  linksOf(model: StateModel, { read }: Field, place: DdlPlace): readonly DdlStatement[] {
    return read.links ? [{ kind: 'create table', table: tableNamed(read.links.table), ...linkParts(read.links, model.table, place), partial: false, ifNotExists: false, ...place }] : [];
  }

  addField(model: StateModel, name: string, read: DjangoField, place: DdlPlace): readonly DdlStatement[] {
    const field = this.add(model, name, read);
    if (!read.column) return this.linksOf(model, field, place);
    // Rows that are there get the default, and the database forgets it again.
    const fill = read.filled && read.column.default === undefined;
    const changes: DdlChange[] = [
      { kind: 'add column', column: fill ? { ...read.column, default: 'given by Django' } : read.column }, ...(fill ? [{ kind: 'alter column' as const, name: read.column.name, default: null }] : []),
      ...this.keysOf(field, place).map((constraint): DdlChange => ({ kind: 'add constraint', constraint })),
    ];
    return [{ kind: 'alter table', table: tableNamed(model.table), changes, ...place }];
  }

  removeField(model: StateModel, name: string, place: DdlPlace): readonly DdlStatement[] {
    const field = model.fields.get(name);
    model.fields.delete(name);
    if (field?.read.links) return [{ kind: 'drop', what: 'table', names: [tableNamed(field.read.links.table)], ifExists: false, ...place }];
    return field?.read.column ? [{ kind: 'alter table', table: tableNamed(model.table), changes: [{ kind: 'drop column', name: field.read.column.name }], ...place }] : [];
  }

  renameField(model: StateModel, from: string, to: string, place: DdlPlace): readonly DdlStatement[] {
    const field = model.fields.get(from);
    if (!field) return [];
    model.fields.delete(from);
    const { column, links } = field.read;
    if (links) {
      const table = links.table === `${model.table}_${from}` ? `${model.table}_${to}` : links.table;
      model.fields.set(to, { ...field, read: { ...field.read, links: { ...links, table } } });
      return table === links.table ? [] : [{ kind: 'rename table', table: tableNamed(links.table), to: table, ...place }];
    }
    if (!column) return [];
    const name = column.name === from ? to : column.name === `${from}_id` ? `${to}_id` : column.name;
    model.fields.set(to, { ...field, read: { ...field.read, column: { ...column, name } } });
    return name === column.name ? [] : [{ kind: 'alter table', table: tableNamed(model.table), changes: [{ kind: 'rename column', name: column.name, to: name }], ...place }];
  }

  alterField(model: StateModel, name: string, read: DjangoField, place: DdlPlace): readonly DdlStatement[] {
    const before = model.fields.get(name);
    if (!before?.read.column || !read.column) {
      if (before?.read.links && read.links) return [];
      return [...before ? this.removeField(model, name, place) : [], ...this.addField(model, name, read, place)];
    }
    const old = before.read.column;
    const field: Field = { read, names: before.names };
    model.fields.set(name, field);
    const { column } = read;
    const changes: DdlChange[] = [];
    if (old.name !== column.name) changes.push({ kind: 'rename column', name: old.name, to: column.name });
    if (old.type !== column.type || old.notNull !== column.notNull || old.default !== column.default) changes.push({ kind: 'alter column', name: column.name, ...(old.type === column.type ? {} : { type: column.type }), ...(old.notNull === column.notNull ? {} : { notNull: column.notNull }), ...(old.default === column.default ? {} : { default: column.default ?? null }) });
    if (column.primaryKey && !old.primaryKey) changes.push({ kind: 'add constraint', constraint: { kind: 'primary key', columns: [column.name], ...place } });
    const had = this.keysOf(before, place);
    const has = this.keysOf(field, place);
    const same = (one: DdlConstraint, other: DdlConstraint): boolean => one.kind === other.kind && (one.kind !== 'foreign key' || (other.kind === 'foreign key' && one.references.table.name === other.references.table.name));
    for (const one of had) if (one.name !== undefined && !has.some(other => same(one, other))) changes.push({ kind: 'drop constraint', name: one.name });
    for (const one of has) if (!had.some(other => same(one, other))) changes.push({ kind: 'add constraint', constraint: one });
    return changes.length === 0 ? [] : [{ kind: 'alter table', table: tableNamed(model.table), changes, ...place }];
  }

  /** `unique_together` and `index_together` are always given whole. */
  together(model: StateModel, kind: Kind, lists: readonly (readonly string[])[], place: DdlPlace): readonly DdlChange[] {
    const wanted = new Map(lists.map(list => [`${model.table}_${[...list].join('_')}_${kind}_together`, list.map(field => this.columnOf(model, field))]));
    const gone = [...model.together.keys()].filter(name => name.endsWith(`_${kind}_together`) && !wanted.has(name));
    const added = [...wanted].filter(([name]) => !model.together.has(name));
    for (const name of gone) model.together.delete(name);
    for (const [name, columns] of added) model.together.set(name, columns);
    return [
      ...gone.map((name): DdlChange => ({ kind: 'drop constraint', name })),
      ...added.map(([name, columns]): DdlChange => ({ kind: 'add constraint', constraint: kind === 'unique' ? { kind, name, columns, ...place } : { kind, name, columns, unique: false, filtered: false, ...place } })),
    ];
  }
}
