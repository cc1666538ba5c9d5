/** What SQL text in code does to the schema, its offsets brought back to the file it is written in. */
import type { Place } from '../../facts/span.js';
import type { DdlStatement, SqlPart } from '../../facts/sql.js';
import { readDdl } from '../../languages/sql/ddl.js';
import { readSql } from '../../languages/sql/read.js';
import type { SchemaStep } from '../../rule/schema.js';
import { calledName } from '../arguments.js';
import type { FlowNode } from '../flow.js';
import { partsOf, type Pieces } from '../texts.js';
import type { Reading } from './reading.js';

const dataVerbs: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge', 'replace', 'truncate']);
const shapingWords = /\b(create|alter|drop|rename)\s+(or\s+replace\s+)?(temp(orary)?\s+|unique\s+|virtual\s+|unlogged\s+)*(table|index|column)\b/i;

/** Steps of the text a value is; unread when it cannot be told. `at` is where it is run. */
export function stepsOfText(reading: Reading, node: FlowNode, at: Place): readonly SchemaStep[] {
  const variants = reading.piecesOf(node);
  if (variants.length === 0) return buildsRows(reading, node) ? [] : [{ kind: 'unread', at, because: 'the SQL is computed', about: 'everything' }];
  return variants.flatMap(pieces => stepsOfPieces(reading, pieces, at));
}

function stepsOfPieces(reading: Reading, pieces: Pieces, at: Place): readonly SchemaStep[] {
  const parts = partsOf(pieces, false);
  const changes = readDdl(parts);
  const text = parts.map(part => (part.kind === 'literal' ? part.text : '?')).join('');
  const statements = readSql(parts);
  if (changes.length === 0 && text.trim().replace(/^\?+/, '') === '') return [{ kind: 'unread', at, because: 'the SQL is computed', about: 'everything' }];
  const home = homeOf(reading, pieces, parts);
  const steps: { readonly start: number; readonly step: SchemaStep }[] = [];
  for (const ddl of changes) {
    const moved = home ? shifted(ddl, home.offset) : shifted(ddl, () => at.start);
    steps.push({ start: ddl.start, step: pasted(ddl) ? { kind: 'unread', at, because: 'the table\'s name is computed', about: 'everything' } : { kind: 'ddl', file: home?.file ?? at.file, ddl: moved } });
  }
  for (const statement of statements) if (dataVerbs.has(statement.verb)) steps.push({ start: statement.start, step: { kind: 'data', at, statement } });
  if (changes.length === 0 && statements.every(one => one.verb === 'other' || one.verb === 'execute') && shapingWords.test(text)) steps.push({ start: 0, step: { kind: 'unread', at, because: 'the SQL could not be read', about: 'everything' } });
  return steps.sort((one, other) => one.start - other.start).map(one => one.step);
}

/** A built statement that reads or writes rows. */
function buildsRows(reading: Reading, node: FlowNode): boolean {
  const shape = reading.flow.evaluator.shapeOf(node.file, node.fn, node.value);
  if (shape.kind === 'object' && shape.built) return shape.built.verb !== 'ddl';
  const call = reading.callOf(node);
  return call !== undefined && /(^|\.)(select|insert|update|delete|values|where)$/.test(reading.calledPath(call) ?? calledName(call.call));
}

function pasted(ddl: DdlStatement): boolean {
  return ddl.kind === 'drop' ? ddl.what === 'table' && ddl.names.some(one => one.hole) : ddl.table.hole;
}

/** The file all of the text stands in, and where in it an offset of the joined text is. */
function homeOf(reading: Reading, pieces: Pieces, parts: readonly SqlPart[]): { readonly file: string; readonly offset: (at: number) => number } | undefined {
  const [first] = pieces;
  if (!first || pieces.some(piece => piece.node.file !== first.node.file)) return undefined;
  const source = reading.sources.get(first.node.file.file) ?? '';
  let length = 0;
  const starts = parts.map(part => {
    const start = length;
    length += part.kind === 'literal' ? part.text.length : 1;
    const inside = part.kind === 'literal' ? source.slice(part.at.start, part.at.end).indexOf(part.text.slice(0, 40)) : 0;
    return { start, at: part.at.start + Math.max(0, inside), end: part.at.end };
  });
  return {
    file: first.node.file.file,
    offset: at => {
      const part = starts.findLast(one => one.start <= at) ?? starts[0];
      return part ? Math.min(part.at + at - part.start, part.end) : 0;
    },
  };
}

function shifted(ddl: DdlStatement, offset: (at: number) => number): DdlStatement {
  const move = <One extends { readonly start: number; readonly end: number }>(one: One): One => ({ ...one, start: offset(one.start), end: offset(one.end) });
  switch (ddl.kind) {
    case 'create table': return { ...move(ddl), columns: ddl.columns.map(move), constraints: ddl.constraints.map(move) };
    case 'alter table': return { ...move(ddl), changes: ddl.changes.map(change => (change.kind === 'add column' ? { ...change, column: move(change.column) } : change.kind === 'add constraint' ? { ...change, constraint: move(change.constraint) } : change)) };
    case 'create view': case 'create index': case 'drop': case 'rename table': return move(ddl);
  }
}
