/** The queries whose number of rows the client chooses, by the handler it asks. */
import type { Place } from '../facts/span.js';
import type { Call } from '../facts/structure.js';
import type { Endpoint, PageSize } from '../rule/program.js';
import type { FunctionAt } from './call-graph.js';
import { keyOf } from './call-graph.js';
import { isSqliteDriver, opensSqliteOnly } from './dialects.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { limitsOf } from './limit-values.js';
import { PageSizes } from './page-sizes.js';
import type { Queries } from './queries.js';
import type { Texts } from './texts.js';

export function pageSizesByHandler(queries: Queries, texts: Texts, tables: (file: FileIndex) => LibraryTables, endpoints: readonly Endpoint[], files: readonly FileIndex[], sourceAt: (place: Place) => string): ReadonlyMap<string, readonly PageSize[]> {
  const routes = routesOf(endpoints, files);
  const handlers = new Set(endpoints.map(one => `${one.handler.file.file}#${String(one.handler.index)}`));
  const sizes = new PageSizes(texts.flow, tables, (file, fn) => handlers.has(keyOf(file, fn)), (handler: FunctionAt) => routes.get(keyOf(handler.file, handler.fn)) ?? [], sourceAt);
  const sqliteOnly = opensSqliteOnly(files.map(one => one.facts));
  const byName = new Map(files.map(file => [file.file, file]));
  const found = new Map<string, PageSize[]>();
  for (const query of queries.all) {
    if (query.verb !== 'select' || query.bound.kind !== 'limit' || query.bound.rows !== undefined) continue;
    const text = queries.madeOf(query)?.text;
    const table = text && texts.variantsOf(text).length > 1 ? undefined : query.tables[0];
    for (const limit of limitsOf(queries, texts, query)) {
      for (const { handler, name, cap, path } of sizes.chosenBy(limit)) {
        const file = byName.get(query.at.file);
        const driver = file && texts.flow.evaluator.resolve(file, query.call.fact)?.path;
        const negative = !cap.lower && (sqliteOnly || (driver !== undefined && isSqliteDriver(driver)));
        push(found, keyOf(handler.file, handler.fn), { query, table, name, maximum: cap.upper === undefined ? 'none' : cap.upper <= 0 ? 'unseen' : cap.upper, negative, path });
      }
    }
  }
  return found;
}

/** The calls that register a handler: schemas and middleware stand among their arguments. */
function routesOf(endpoints: readonly Endpoint[], files: readonly FileIndex[]): ReadonlyMap<string, readonly { readonly file: FileIndex; readonly call: Call }[]> {
  const byName = new Map(files.map(file => [file.file, file]));
  const found = new Map<string, { file: FileIndex; call: Call }[]>();
  for (const { handler, declaredAt } of endpoints) {
    const file = byName.get(declaredAt.file);
    const call = file?.facts.calls.find(one => one.at.start === declaredAt.start && one.at.end === declaredAt.end) ?? file?.facts.calls.find(one => one.nameAt.start === declaredAt.start);
    if (file && call) push(found, `${handler.file.file}#${String(handler.index)}`, { file, call });
  }
  return found;
}
