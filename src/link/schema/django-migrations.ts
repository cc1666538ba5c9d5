/** Django's migrations: operations on models, each told as what it does to the tables. */
import type { DdlChange, DdlColumn, DdlConstraint, DdlStatement } from '../../facts/sql.js';
import { readSql } from '../../languages/sql/read.js';
import type { Place } from '../../facts/span.js';
import type { Down, SchemaStep } from '../../rule/schema.js';
import { calledName } from '../arguments.js';
import type { FileIndex } from '../file-index.js';
import type { FlowNode } from '../flow.js';
import { tableNamed } from './described-columns.js';
import { djangoConstraint, djangoField, togetherOf, type Owner } from './django-fields.js';
import type { DjangoNames } from './django-names.js';
import { DjangoState, type StateModel } from './django-state.js';
import type { CallHere, Reading } from './reading.js';
import { stepsOfText } from './sql-in-code.js';
import type { UnplayedHistory, UnplayedMigration } from './sql-histories.js';

interface Written { readonly file: FileIndex; readonly name: string; readonly at: Place; readonly operations: readonly FlowNode[] | undefined; readonly after: readonly string[]; readonly replaces: readonly string[] }

export function djangoHistories(reading: Reading, files: readonly FileIndex[], names: DjangoNames): readonly UnplayedHistory[] {
  const folders = new Map<string, Written[]>();
  for (const file of files) {
    if (file.facts.language !== 'python' || !/(^|\/)migrations\/[^/]+\.py$/.test(file.file)) continue;
    const written = writtenIn(reading, file, names);
    const folder = file.file.slice(0, Math.max(0, file.file.lastIndexOf('/')));
    if (written) folders.set(folder, [...folders.get(folder) ?? [], written]);
  }
  for (const [folder, all] of folders) for (const one of all) for (const node of one.operations ?? []) keepRename(reading, node, names.labelOf(`${folder}/x.py`), names);
  return [...folders].map(([folder, all]) => ({ tool: 'django', folder, migrations: played(reading, inOrder(all), names.labelOf(`${folder}/x.py`), names) }));
}

function writtenIn(reading: Reading, file: FileIndex, names: DjangoNames): Written | undefined {
  const cls = file.facts.classes.find(one => one.name === 'Migration' && one.bases.some(base => /(^|\.)Migration$/.test(base.name)));
  if (!cls) return undefined;
  const label = names.labelOf(file.file);
  const listed = (field: string): readonly FlowNode[] | undefined => {
    const value = cls.fields.find(one => one.name === field)?.value;
    return value ? reading.items({ file, fn: -1, value, frame: undefined }) : [];
  };
  const own = (field: string): readonly string[] => (listed(field) ?? []).flatMap(node => {
    const [app, name] = reading.items(node) ?? [];
    return app && name && reading.textOf(app) === label ? reading.textOf(name) ?? [] : [];
  });
  const name = file.file.slice(file.file.lastIndexOf('/') + 1).replace(/\.py$/, '');
  return { file, name, at: { file: file.file, ...cls.nameAt }, operations: listed('operations'), after: own('dependencies'), replaces: own('replaces') };
}

function keepRename(reading: Reading, node: FlowNode, label: string, names: DjangoNames): void {
  const here = reading.callOf(node);
  if (!here || calledName(here.call) !== 'RenameModel') return;
  const [from, to] = [reading.textOf(reading.argument(here, 0, 'old_name')), reading.textOf(reading.argument(here, 1, 'new_name'))];
  if (from !== undefined && to !== undefined) names.renamed({ label, model: from }, to);
}

/** Those they depend on first. A squashed migration steps aside while those it replaces are still here. */
function inOrder(all: readonly Written[]): readonly Written[] {
  const here = new Set(all.map(one => one.name));
  const kept = all.filter(one => !one.replaces.some(name => here.has(name))).sort((one, other) => (one.name < other.name ? -1 : 1));
  const aside = new Map(all.filter(one => !kept.includes(one)).map(one => [one.name, one.replaces]));
  const needs = (name: string, depth = 0): readonly string[] => (depth > 4 ? [] : aside.get(name)?.flatMap(one => needs(one, depth + 1)) ?? [name]);
  const byName = new Map(kept.map(one => [one.name, one]));
  const done = new Set<Written>();
  for (let before = -1; done.size !== before;) {
    before = done.size;
    for (const one of kept) if (one.after.flatMap(name => needs(name)).every(name => { const parent = byName.get(name); return !parent || done.has(parent); })) done.add(one);
  }
  return [...done, ...kept.filter(one => !done.has(one))];
}

function played(reading: Reading, all: readonly Written[], label: string, names: DjangoNames): readonly UnplayedMigration[] {
  const state = new DjangoState();
  let ranCode = false;
  return all.map(one => {
    const player = new Player(reading, names, label, state, one.at, ranCode);
    const steps = one.operations ? one.operations.flatMap(node => player.stepsOf(node, true)) : [unread(one.at, 'its operations are put together')];
    ranCode = player.ranCode;
    return { at: one.at, name: one.name, version: one.name, steps, down: player.down };
  });
}

function unread(at: Place, because: string): SchemaStep {
  return { kind: 'unread', at, because, about: 'everything' };
}

class Player {
  /** Python ran over the rows: it may have filled what is made NOT NULL after it. */
  ranCode: boolean;
  down: Down = { kind: 'automatic' };
  readonly #filled: boolean;

  constructor(readonly reading: Reading, readonly names: DjangoNames, readonly label: string, readonly state: DjangoState, readonly at: Place, ranBefore: boolean) {
    this.#filled = ranBefore;
    this.ranCode = false;
  }

  /** `acts`: the database is changed, not only what Django knows of it. */
  stepsOf(node: FlowNode, acts: boolean): readonly SchemaStep[] {
    const here = this.reading.callOf(node);
    if (!here) return [unread(this.at, 'an operation is put together')];
    const { reading } = this;
    const operation = calledName(here.call);
    const inner = (key: string): readonly FlowNode[] => { const list = reading.argument(here, key); return (list && reading.items(list)) ?? []; };
    switch (operation) {
      case 'SeparateDatabaseAndState': {
        const database = inner('database_operations').flatMap(one => this.stepsOf(one, acts));
        const known = inner('database_operations').length > 0;
        for (const one of inner('state_operations')) if (!known || !changesTables.test(nameOf(reading, one))) this.stepsOf(one, false);
        return database;
      }
      case 'RunSQL': return this.#sql(here);
      case 'RunPython':
        this.ranCode = true;
        if (!reading.argument(here, 1, 'reverse_code')) this.down = { kind: 'missing' };
        return [];
      default: {
        const ddl = this.#ddlOf(here, operation);
        return acts ? ddl.flatMap(one => [...this.#fills(one), { kind: 'ddl' as const, file: here.file.file, ddl: one }]) : [];
      }
    }
  }

  #sql(here: CallHere): readonly SchemaStep[] {
    const text = this.reading.argument(here, 0, 'sql');
    if (!this.reading.argument(here, 1, 'reverse_sql')) this.down = { kind: 'missing' };
    const listed = text && text.value.kind === 'list' ? this.reading.items(text) ?? [] : text ? [text] : [];
    return listed.flatMap(one => stepsOfText(this.reading, one, this.reading.place(here)));
  }

  /** Before a column becomes NOT NULL, Django writes its default into the rows without a value; Python that ran before may have done so too. */
  #fills(ddl: DdlStatement): readonly SchemaStep[] {
    if (ddl.kind !== 'alter table' || !(this.#filled || this.ranCode || this.#given)) return [];
    const before = (name: string): string => ddl.changes.flatMap(one => (one.kind === 'rename column' && one.to === name ? [one.name] : []))[0] ?? name;
    return ddl.changes.flatMap(change => (change.kind !== 'alter column' || change.notNull !== true ? [] : readSql([{ kind: 'literal', text: `UPDATE ${ddl.table.name} SET ${before(change.name)} = 1`, at: { start: 0, end: 0 } }])
      .map(statement => ({ kind: 'data' as const, at: { file: this.at.file, start: ddl.start, end: ddl.end }, statement }))));
  }

  #given = false;

  #owner(model: string, table: string): Owner {
    return { label: this.label, model, table, tableOf: name => (name.label === this.label ? this.state.model(name.model)?.table : undefined) };
  }

  #ddlOf(here: CallHere, operation: string): readonly DdlStatement[] {
    const { reading, state } = this;
    const place = { start: here.call.at.start, end: here.call.at.end };
    const text = (...refs: readonly (number | string)[]): string => reading.textOf(reading.argument(here, ...refs)) ?? '';
    const model = state.model(text(0, 'model_name', 'name'));
    const alter = (changes: readonly DdlChange[]): readonly DdlStatement[] => (model && !model.unmanaged && changes.length > 0 ? [{ kind: 'alter table', table: tableNamed(model.table), changes, ...place }] : []);
    const managed = (ddl: readonly DdlStatement[]): readonly DdlStatement[] => (model?.unmanaged === false ? ddl : []);
    const constraint = (...refs: readonly (number | string)[]): readonly DdlConstraint[] => {
      const node = reading.argument(here, ...refs);
      const call = node && reading.callOf(node);
      return call && model ? [djangoConstraint(reading, call, name => state.columnOf(model, name))] : [];
    };
    switch (operation) {
      case 'CreateModel': return this.#created(here, text(0, 'name'), place);
      case 'DeleteModel': return state.drop(text(0, 'name'), place);
      case 'RenameModel': {
        const [from, to] = [text(0, 'old_name'), text(1, 'new_name')];
        const old = state.model(from);
        return old ? state.rename(from, to, old.table === `${this.label}_${from.toLowerCase()}` ? `${this.label}_${to.toLowerCase()}` : old.table, place) : [];
      }
      case 'AlterModelTable': return model ? state.rename(text(0, 'name'), text(0, 'name'), reading.textOf(reading.argument(here, 1, 'table')) ?? `${this.label}_${text(0, 'name').toLowerCase()}`, place) : [];
      case 'AddField': case 'AlterField': {
        const node = reading.argument(here, 2, 'field');
        const call = node && reading.callOf(node);
        if (!model || !call) return [];
        const name = text(1, 'name');
        const read = djangoField(reading, this.names, call, name, this.#owner(text(0, 'model_name'), model.table));
        this.#given = read.filled;
        return managed(operation === 'AddField' ? state.addField(model, name, read, place) : state.alterField(model, name, read, place));
      }
      case 'RemoveField': return model ? managed(state.removeField(model, text(1, 'name'), place)) : [];
      case 'RenameField': return model ? managed(state.renameField(model, text(1, 'old_name'), text(2, 'new_name'), place)) : [];
      case 'AlterUniqueTogether': return model ? alter(state.together(model, 'unique', togetherOf(reading, reading.argument(here, 1, 'unique_together')), place)) : [];
      case 'AlterIndexTogether': return model ? alter(state.together(model, 'index', togetherOf(reading, reading.argument(here, 1, 'index_together')), place)) : [];
      case 'AddIndex': case 'AddIndexConcurrently': return alter(constraint(1, 'index').map(one => ({ kind: 'add constraint', constraint: one })));
      case 'AddConstraint': case 'AddConstraintNotValid': return alter(constraint(1, 'constraint').map(one => ({ kind: 'add constraint', constraint: one })));
      case 'RemoveIndex': case 'RemoveIndexConcurrently': case 'RemoveConstraint': return text(1, 'name') === '' ? [] : alter([{ kind: 'drop constraint', name: text(1, 'name') }]);
      default: return [];
    }
  }

  #created(here: CallHere, name: string, place: { readonly start: number; readonly end: number }): readonly DdlStatement[] {
    const { reading, state } = this;
    const options = reading.argument(here, 2, 'options');
    const option = (key: string): FlowNode | undefined => reading.entry(options, key);
    const table = (reading.textOf(option('db_table')) ?? `${this.label}_${name.toLowerCase()}`).replaceAll('"', '');
    const model: StateModel = state.create(name, table, reading.flag(option('proxy')) === true || reading.flag(option('managed')) === false);
    const columns: DdlColumn[] = [];
    const constraints: DdlConstraint[] = [];
    const links: DdlStatement[] = [];
    const listed = reading.argument(here, 1, 'fields');
    const fields = listed && reading.items(listed);
    for (const node of fields ?? []) {
      const [field, made] = reading.items(node) ?? [];
      const called = made && reading.callOf(made);
      const fieldName = reading.textOf(field);
      if (!called || fieldName === undefined) continue;
      const kept = state.add(model, fieldName, djangoField(reading, this.names, called, fieldName, this.#owner(name, table)));
      if (kept.read.column) columns.push(kept.read.column);
      constraints.push(...state.keysOf(kept, { start: called.call.at.start, end: called.call.at.end }));
      links.push(...state.linksOf(model, kept, place));
    }
    for (const kind of ['unique', 'index'] as const) for (const change of state.together(model, kind, togetherOf(reading, option(`${kind}_together`)), place)) if (change.kind === 'add constraint') constraints.push(change.constraint);
    for (const key of ['indexes', 'constraints']) {
      const node = option(key);
      for (const one of (node && reading.items(node)) ?? []) { const call = reading.callOf(one); if (call) constraints.push(djangoConstraint(reading, call, field => state.columnOf(model, field))); }
    }
    return model.unmanaged ? [] : [{ kind: 'create table', table: tableNamed(table), columns, constraints, partial: fields === undefined, ifNotExists: false, ...place }, ...links];
  }
}

/** Of a split migration: what the other half does to the tables already. */
const changesTables = /^(RunSQL|RunPython)$/;

function nameOf(reading: Reading, node: FlowNode): string {
  const here = reading.callOf(node);
  return here ? calledName(here.call) : '';
}
