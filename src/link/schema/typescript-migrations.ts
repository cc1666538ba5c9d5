/** TypeORM's, Sequelize's and Knex's migrations: files with a way up and a way down, ordered by the number they begin with. */
import type { Place } from '../../facts/span.js';
import type { Down, MigrationTool, SchemaStep } from '../../rule/schema.js';
import type { FileIndex } from '../file-index.js';
import { knexSteps } from './knex.js';
import type { CallHere, Reading } from './reading.js';
import { sequelizeSteps } from './sequelize-migrations.js';
import type { UnplayedHistory, UnplayedMigration } from './sql-histories.js';
import { typeormSteps } from './typeorm-migrations.js';
import { callsRun } from './walk.js';
import { wayOf } from './ways.js';

type Read = (reading: Reading, here: CallHere) => readonly SchemaStep[];

const readers: Readonly<Record<'typeorm' | 'sequelize' | 'knex', Read>> = { typeorm: typeormSteps, sequelize: sequelizeSteps, knex: knexSteps };

export function typescriptHistories(reading: Reading, files: readonly FileIndex[]): readonly UnplayedHistory[] {
  const folders = new Map<string, { tool: MigrationTool; folder: string; migrations: UnplayedMigration[] }>();
  for (const file of files) {
    if (file.facts.language !== 'typescript' || file.facts.role !== 'migration') continue;
    const up = wayOf(file, 'up');
    const tool = up === undefined ? undefined : toolOf(file, up);
    if (up === undefined || tool === undefined) continue;
    const at = Math.max(0, file.file.lastIndexOf('/'));
    const folder = file.file.slice(0, at);
    const name = file.file.slice(at === 0 ? 0 : at + 1).replace(/\.[cm]?[jt]s$/, '');
    const version = /^(\d+)/.exec(name)?.[1] ?? /(\d{10,})$/.exec(file.facts.classes[0]?.name ?? '')?.[1] ?? name;
    const key = `${tool} ${folder}`;
    const history = folders.get(key) ?? { tool, folder, migrations: [] };
    folders.set(key, history);
    history.migrations.push({ at: placeOf(file, up), name, version, steps: stepsOf(reading, file, up, readers[tool]), down: downOf(reading, file, readers[tool]) });
  }
  return [...folders.values()].map(history => ({ ...history, migrations: history.migrations.sort(inOrder) }));
}

function toolOf(file: FileIndex, up: number): keyof typeof readers | undefined {
  if (file.facts.classes.some(one => one.bases.some(base => /(^|\.)MigrationInterface$/.test(base.name)))) return 'typeorm';
  const param = file.functionAt(up)?.params[0];
  const words = `${param?.name ?? ''} ${param?.type?.text ?? ''}`;
  if (/queryInterface|QueryInterface/.test(words)) return 'sequelize';
  return /knex|Knex/.test(words) ? 'knex' : undefined;
}

function inOrder(one: UnplayedMigration, other: UnplayedMigration): number {
  const [a, b] = [one, other].map(each => (/^\d+$/.test(each.version) ? Number(each.version) : undefined));
  if (a !== undefined && b !== undefined && a !== b) return a - b;
  return one.name < other.name ? -1 : 1;
}

function placeOf(file: FileIndex, fn: number): Place {
  return { file: file.file, ...file.functionAt(fn)?.nameAt ?? { start: 0, end: 0 } };
}

function stepsOf(reading: Reading, file: FileIndex, fn: number, read: Read): readonly SchemaStep[] {
  return callsRun(reading.flow, file, fn).flatMap(here => read(reading, here));
}

function downOf(reading: Reading, file: FileIndex, read: Read): Down {
  const down = wayOf(file, 'down');
  if (down === undefined) return { kind: 'missing' };
  const at = placeOf(file, down);
  const steps = stepsOf(reading, file, down, read);
  return steps.length === 0 && file.raises.get(down)?.some(one => one.block === -1) === true ? { kind: 'refuses', at } : { kind: 'steps', at, steps };
}
