/** The schema of a program: what migrations leave behind, else what models say, else what is made at start-up. */
import type { FileFacts } from '../../facts/structure.js';
import type { History, Schema, SchemaTable } from '../../rule/schema.js';
import { same } from './draft.js';
import { lossesOf } from './losses.js';
import { Replay } from './replay.js';
import { sqlHistories, type UnplayedHistory } from './sql-histories.js';

export interface SchemaSources { readonly files: readonly FileFacts[]; readonly companions: ReadonlyMap<string, string>; readonly models: readonly SchemaTable[]; readonly declared: readonly SchemaTable[]; readonly startUp: () => readonly SchemaTable[]; readonly coded: readonly UnplayedHistory[]; readonly indexesForeignKeys: boolean }

export function schemaOf(sources: SchemaSources): Schema {
  const played = [...sqlHistories(sources.files, sources.companions), ...sources.coded].map(play);
  const migrated = played.flatMap(one => one.tables);
  const { models, declared } = sources;
  const chosen = migrated.length > 0 ? withForeign(migrated, models, played) : models.length > 0 ? models : declared.length > 0 ? declared : sources.startUp();
  const tables = sources.indexesForeignKeys ? chosen.map(withKeyIndexes) : chosen;
  const byName = new Map<string, SchemaTable[]>();
  for (const table of tables) byName.set(table.name.toLowerCase(), [...byName.get(table.name.toLowerCase()) ?? [], table]);
  return {
    tables, models, declared, indexesForeignKeys: sources.indexesForeignKeys,
    histories: played.map(one => one.history),
    tablesNamed: (name, schema) => (byName.get(name.toLowerCase()) ?? []).filter(table => schema === undefined || table.schema === undefined || same(table.schema, schema)),
    tablesOfModel: name => models.filter(table => table.model?.name === name).flatMap(table => byName.get(table.name.toLowerCase()) ?? []),
    unread: played.flatMap(one => one.history.migrations.flatMap(migration => migration.steps.flatMap(step => (step.kind === 'unread' ? [step] : [])))),
  };
}

function withKeyIndexes(table: SchemaTable): SchemaTable {
  return { ...table, indexes: [...table.indexes, ...table.foreignKeys.map(({ columns, at }) => ({ columns, at, unique: false, filtered: false }))] };
}

/** Where migrations change tables that none of them makes, the models tell about those. */
function withForeign(migrated: readonly SchemaTable[], models: readonly SchemaTable[], played: readonly Played[]): readonly SchemaTable[] {
  const foreign = new Set(played.flatMap(one => one.foreign));
  if (foreign.size === 0) return migrated;
  const own = new Set(migrated.map(table => table.name.toLowerCase()));
  return [...migrated, ...models.filter(table => !own.has(table.name.toLowerCase()))];
}

interface Played { readonly history: History; readonly tables: readonly SchemaTable[]; /** Tables changed and made by nobody. */ readonly foreign: readonly string[] }

function play(unplayed: UnplayedHistory): Played {
  const replay = new Replay();
  const migrations = unplayed.migrations.map(migration => {
    const before = replay.now();
    return { ...migration, losses: lossesOf(migration.steps, before, replay.apply(migration.steps).now()) };
  });
  return { history: { ...unplayed, migrations, misplaced: replay.misplaced }, tables: replay.tables('migrations', unplayed.folder), foreign: replay.foreign };
}
