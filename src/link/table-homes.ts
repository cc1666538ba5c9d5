/** Which declared database a table or model belongs to: by its base's engine or bind key, by the data source that lists it, by policy, or by where everybody else uses it. */
import type { Place } from '../facts/span.js';
import type { ClassFact } from '../facts/structure.js';
import type { Query, TableHome } from '../rule/program.js';
import type { Settings } from '../rule/settings.js';
import { entryOf, pathOf } from './arguments.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { Flow } from './flow.js';
import type { Sessions } from './sessions.js';

interface Use { readonly query: Query; readonly database: string }

export class TableHomes {
  readonly #declared = new Map<string, TableHome>();
  readonly #models = new Set<string>();
  /** The model behind a table's own name. */
  readonly #oneName = new Map<string, string>();
  readonly #uses = new Map<string, Use[]>();
  readonly #created = new Map<string, string>();
  /** Created in several databases: a test bench beside the real one. */
  readonly #contested = new Set<string>();

  constructor(readonly flow: Flow, readonly sessions: Sessions, readonly settings: Settings, queries: readonly Query[], files: readonly FileIndex[]) {
    if (Object.keys(settings.databases).length < 2) return;
    for (const query of queries) this.#noteCreated(query);
    for (const file of files) {
      file.facts.classes.forEach(fact => { this.#noteModel(file, fact); });
      this.#noteSources(file);
    }
    for (const query of queries) {
      const [database, other] = query.databases();
      if (database && !other) for (const table of tablesIn(query)) push(this.#uses, this.#key(query, table), { query, database: database.name });
    }
  }

  /** Where a table used by this query belongs; undefined when nothing tells. */
  homeOf(query: Query, table: string): TableHome | undefined {
    const key = this.#key(query, table);
    return this.#declared.get(key) ?? this.#usedElsewhere(query, key);
  }

  /** Everybody else goes to one database for it: twice, or once where the other database's tables all have models and this has none. */
  #usedElsewhere(query: Query, key: string): TableHome | undefined {
    const others = (this.#uses.get(key) ?? []).filter(one => one.query !== query && one.query.at.file + String(one.query.at.start) !== query.at.file + String(query.at.start));
    const [first] = others;
    if (!first || others.some(one => one.database !== first.database)) return undefined;
    const [used] = query.databases();
    const settled = this.settings.databases[first.database]?.access === 'raw-sql' && used !== undefined && this.settings.databases[used.name]?.access === 'orm';
    return others.length > 1 || settled ? { database: first.database, at: first.query.at, because: `everybody else uses it on ${first.database}` } : undefined;
  }

  /** Text names the table, a builder mostly the model: they need not be called alike. */
  #key(query: Query, table: string): string {
    const plain = table.toLowerCase();
    if (query.built !== 'text' && this.#models.has(plain)) return plain;
    return this.#oneName.get(plain) ?? `table ${plain}`;
  }

  #noteModel(file: FileIndex, fact: ClassFact): void {
    const named = fact.fields.find(field => field.name === '__tablename__')?.value ?? fact.decorators.find(one => /(^|\.)Entity$/.test(one.path))?.args[0]?.value;
    const isModel = named !== undefined || fact.decorators.some(one => /(^|\.)Entity$/.test(one.path)) || fact.keywords.some(one => one.name === 'table' && one.value.kind === 'boolean');
    if (!isModel) return;
    const key = fact.name.toLowerCase();
    this.#models.add(key);
    this.#oneName.set(named?.kind === 'text' ? named.text.toLowerCase() : key, key);
    const at: Place = { file: file.file, ...fact.nameAt };
    const bound = fact.fields.filter(field => /^(__bind_key__|metadata)$/.test(field.name)).flatMap(field => (field.value ? this.#databasesOf(file, field.value) : []));
    const based = fact.bases.flatMap(base => [...(this.#created.has(base.name) && !this.#contested.has(base.name) ? [this.#created.get(base.name) ?? ''] : []), ...this.#databasesOf(file, { kind: 'name', name: base.name, at: fact.nameAt })]);
    const [database] = [...bound, ...based];
    if (database !== undefined) this.#declared.set(key, { database, at, because: `${fact.name} is declared for ${database}` });
    else this.#byPolicy(key, at);
  }

  /** Of two databases, one for raw SQL only has no models: they are the other's. */
  #byPolicy(key: string, at: Place): void {
    const withModels = Object.entries(this.settings.databases).filter(([, one]) => one.access !== 'raw-sql');
    const [only] = withModels;
    if (only && withModels.length === 1 && only[1].access === 'orm' && !this.#declared.has(key)) this.#declared.set(key, { database: only[0], at, because: `only ${only[0]} is used through models` });
  }

  /** `new DataSource({ database: 'ASITRON', entities: [Customer] })` */
  #noteSources(file: FileIndex): void {
    file.facts.calls.forEach((call, index) => {
      const listed = call.args.map(argument => entryOf(argument.value, 'entities')).find(one => one !== undefined);
      if (listed?.kind !== 'list') return;
      const [database, other] = this.#databasesOf(file, { kind: 'call', call: index, at: call.at }, call.in);
      if (database === undefined || other !== undefined) return;
      for (const item of listed.items) {
        const shape = this.flow.evaluator.shapeOf(file, call.in, item);
        const fact = shape.kind === 'class' ? shape.ref.file.classAt(shape.ref.cls) : undefined;
        if (fact && shape.kind === 'class') this.#declared.set(fact.name.toLowerCase(), { database, at: { file: shape.ref.file.file, ...fact.nameAt }, because: `${fact.name} is listed for ${database}` });
      }
    });
  }

  /** `ErpBase.metadata.create_all(erp_engine)` */
  #noteCreated(query: Query): void {
    const { callee } = query.call.fact;
    if (query.verb !== 'ddl' || callee.kind !== 'member' || callee.name !== 'create_all') return;
    const [base, metadata] = pathOf(callee.of) ?? [];
    const [database, other] = query.databases();
    // Creating tables in a database that must not be written to is a fault, and says nothing about where they belong.
    if (base === undefined || metadata !== 'metadata' || !database || other || this.settings.databases[database.name]?.readOnly) return;
    if (this.#created.has(base) && this.#created.get(base) !== database.name) this.#contested.add(base);
    this.#created.set(base, database.name);
  }

  #databasesOf(file: FileIndex, value: Parameters<Sessions['databasesOf']>[0]['value'], fn = -1): readonly string[] {
    return this.sessions.databasesOf({ file, fn, value, frame: undefined }).map(one => one.name);
  }
}

/** The tables a query names without a database: a full name says itself where it belongs. */
export function tablesIn(query: Query): readonly string[] {
  if (query.statements.length === 0) return query.tables;
  return query.statements.flatMap(one => [...one.targets, ...one.sources]).filter(table => table.database === undefined && table.server === undefined && !table.hole && !table.temporary).map(table => table.name);
}
