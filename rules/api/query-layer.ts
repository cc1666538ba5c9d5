/** Whether somebody else than the handlers runs queries for them: a service, repository or model that gives what they answer. */
import type { Endpoint, Program } from '../../src/rule/index.js';

const layerPlace = /(^|[/_.-])(services?|repositor(y|ies)|repos?|crud|dao|dal|queries|use[-_]?cases?)([/_.-]|$)/i;
/** Also where connections are opened: only what gives or takes rows makes a layer of it. */
const databasePlace = /(^|[/_.-])(db|database|stores?|managers?|domain|persistence|storage)([/_.-]|$)/i;

/** Helpers that look something up or note something on the side are none. */
export function hasQueryLayer(endpoints: readonly Endpoint[], program: Program): boolean {
  const handlerFiles = new Set(endpoints.map(one => one.handler.file.file));
  const answering = new Set<string>();
  for (const { handler } of endpoints) {
    const reached = program.reachedFrom(handler).filter(({ query }) => query.in && !handlerFiles.has(query.in.file.file));
    if (reached.length === 0) continue;
    const answered = new Set(program.answeredBy(handler).map(one => one.query));
    for (const { query } of reached) {
      const { file } = query.at;
      if (layerPlace.test(file)) return true;
      if (databasePlace.test(file) && (answered.has(query) || query.writes)) return true;
      if (answered.has(query)) answering.add(`${file}#${String(query.in?.index)}`);
    }
    if (answering.size > 1) return true;
  }
  return false;
}
