/** SQL text that was put together: each place that pastes values into it, where it is run, and where its holes come from. */
import type { SqlStatement } from '../facts/sql.js';
import type { Place } from '../facts/span.js';
import type { Step } from '../findings/finding.js';
import { readSql } from '../languages/sql/read.js';
import type { Hole, SqlText } from '../rule/program.js';
import type { FileIndex } from './file-index.js';
import { isMessage, readsLikeStatement } from './loose-texts.js';
import type { Origins } from './origins.js';
import { placeOf } from './origins.js';
import type { Queries, Sink } from './queries.js';
import type { FlowNode } from './flow.js';
import type { Pieces, Texts } from './texts.js';
import { partsOf } from './texts.js';
import { worst } from './verdicts.js';

interface Building { readonly at: Place; readonly holes: Map<string, Hole>; statements: readonly SqlStatement[]; sink: Place | undefined; path: readonly Step[] }

export function sqlTextsOf(files: readonly FileIndex[], queries: Queries, texts: Texts, origins: Origins, sourceAt: (place: Place) => string): readonly SqlText[] {
  const found = new Map<string, Building>();
  for (const sink of queries.sinks) {
    if (sink.bound) continue;
    if (sink.variants.length === 0) collectWhole(sink, found, origins, sourceAt);
    for (const pieces of sink.variants) collect(pieces, sink, found, origins, sourceAt);
  }
  for (const file of files) {
    for (const loose of file.facts.texts) {
      const node: FlowNode = { file, fn: loose.in, value: loose.value, frame: undefined };
      if (found.has(keyOf(placeOf(node))) || isMessage(file, loose.value)) continue;
      for (const pieces of texts.variantsOf(node)) if (readsLikeStatement(pieces)) collect(pieces, undefined, found, origins, sourceAt);
    }
  }
  return [...found.values()].map(one => ({ at: one.at, holes: [...one.holes.values()], statements: one.statements, sink: one.sink, path: one.path }));
}

/** No text at all in sight: only a finding when the client sends the whole statement. It is reported where a library runs it. */
function collectWhole(sink: Sink, found: Map<string, Building>, origins: Origins, sourceAt: (place: Place) => string): void {
  const origin = origins.originOf(sink.text);
  if (origin.kind !== 'request') return;
  const at = placeOf(sink.ran);
  if (found.has(keyOf(at))) return;
  const passed = placeOf(sink.text);
  const path: readonly Step[] = sink.ran === sink.text ? [] : [{ at: passed, message: `\`${sourceAt(passed)}\` is passed as the statement` }];
  const hole: Hole = { at, source: sourceAt(at), value: sink.ran.value, origin };
  found.set(keyOf(at), { at, holes: new Map([[keyOf(at), hole]]), statements: [], sink: sink.ran === sink.text ? runAt(sink) : at, path });
}

function collect(pieces: Pieces, sink: Sink | undefined, found: Map<string, Building>, origins: Origins, sourceAt: (place: Place) => string): void {
  let statements: readonly SqlStatement[] | undefined;
  for (const piece of pieces) {
    if (piece.kind !== 'hole') continue;
    const at = placeOf(piece.joined);
    const building = found.get(keyOf(at)) ?? { at, holes: new Map<string, Hole>(), statements: [], sink: undefined, path: [] };
    found.set(keyOf(at), building);
    if (sink && !building.sink) {
      building.sink = runAt(sink);
      const inside = sink.file.file === at.file && sink.call.at.start <= at.start && at.end <= sink.call.at.end;
      building.path = inside ? [] : [{ at: building.sink, message: 'the statement is run here' }];
    }
    if (building.statements.length === 0) building.statements = statements ??= readSql(partsOf(pieces, false));
    const hole = placeOf(piece.node);
    // The same hole is met once per caller: the most dangerous value counts.
    const known = building.holes.get(keyOf(hole));
    const origin = origins.originOf(piece.node);
    if (!known || worst([known.origin, origin], '') !== known.origin) building.holes.set(keyOf(hole), { at: hole, source: sourceAt(hole), value: piece.node.value, origin });
  }
}

function runAt(sink: Sink): Place {
  return { file: sink.file.file, ...sink.call.nameAt };
}

function keyOf(place: Place): string {
  return `${place.file}@${String(place.start)}-${String(place.end)}`;
}
