/** Tables made by SQL in code, or by SQL files that are no migrations: what an application does to its database when it starts. */
import type { DdlStatement } from '../../facts/sql.js';
import type { SchemaStep, SchemaTable } from '../../rule/schema.js';
import { calledName } from '../arguments.js';
import type { FileIndex } from '../file-index.js';
import type { Reading } from './reading.js';
import { Replay } from './replay.js';
import { stepsOfText } from './sql-in-code.js';
import { stepsOf } from './sql-histories.js';

const shapes = /\b(CREATE|ALTER|DROP)\s+(UNIQUE\s+|VIRTUAL\s+)?(TABLE|INDEX)\b/i;
/** Calls that hand SQL to a database, by their names: which library they are of hardly matters for text that creates a table. */
const runs = /^(execute|executescript|execute_batch|exec|run|query|batch|raw|execSql|executeSql|unsafe|text|Migration|M|up|new|prepare|execAsync|sql|do)$/i;

function remadeBy(ddl: DdlStatement): readonly string[] {
  if (ddl.kind === 'drop') return ddl.what === 'table' ? ddl.names.map(one => one.name.toLowerCase()) : [];
  if (ddl.kind === 'rename table') return [ddl.table.name.toLowerCase(), ddl.to.toLowerCase()];
  return ddl.kind === 'alter table' ? ddl.changes.flatMap(one => (one.kind === 'rename table' ? [ddl.table.name.toLowerCase(), one.to.toLowerCase()] : [])) : [];
}

/** In the order of the files; tables come before what changes them. */
export function startUpTables(reading: Reading, files: readonly FileIndex[]): readonly SchemaTable[] {
  const steps: SchemaStep[] = [];
  for (const file of files) {
    const { role, language } = file.facts;
    if (role === 'test' || role === 'example') continue;
    if (language === 'sql') { steps.push(...stepsOf(file.facts)); continue; }
    if (!shapes.test(reading.sources.get(file.file) ?? '')) continue;
    for (const call of file.facts.calls) {
      if (!runs.test(calledName(call)) || file.facts.testRegions.some(region => region.start <= call.at.start && call.at.end <= region.end)) continue;
      const node = call.args.map(argument => ({ file, fn: call.in, value: argument.value, frame: undefined })).find(one => one.value.kind !== 'function' && reading.piecesOf(one).some(pieces => pieces.some(piece => piece.kind === 'literal' && shapes.test(piece.text))));
      if (node) steps.push(...stepsOfText(reading, node, reading.place({ file, call, frame: undefined })));
    }
  }
  const creates = (step: SchemaStep): boolean => step.kind === 'ddl' && step.ddl.kind === 'create table';
  // Nobody says in which order the files run: what drops a table here would drop what another file makes.
  const lasting = steps.filter(step => step.kind !== 'ddl' || step.ddl.kind !== 'drop' || step.ddl.what !== 'table');
  const tables = new Replay().apply([...lasting.filter(creates), ...lasting.filter(step => step.kind === 'ddl' && !creates(step)), ...lasting.filter(step => step.kind === 'unread')]).tables('start-up');
  const remade = new Set(steps.flatMap(step => (step.kind === 'ddl' ? remadeBy(step.ddl) : [])));
  return tables.map(table => (remade.has(table.name.toLowerCase()) ? { ...table, partial: true, doubts: [...table.doubts, { about: 'everything', because: 'it is dropped or renamed elsewhere, and nothing tells in which order', at: table.at }] } : table));
}
