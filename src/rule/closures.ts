/** Functions written inside another: what stands in them stands in it. */
import type { FunctionRef, Program, Query } from './program.js';

/** Indices of the function itself and of every closure and function within it. */
export function withClosures(fn: FunctionRef): ReadonlySet<number> {
  const inside = new Set([fn.index]);
  fn.file.functions.forEach((one, index) => { if (inside.has(one.in)) inside.add(index); });
  return inside;
}

/** Queries that stand in the function's own text, not in what it calls. */
export function ownQueries(fn: FunctionRef, program: Program): readonly Query[] {
  const inside = withClosures(fn);
  return program.queries.filter(query => query.in?.file === fn.file && inside.has(query.in.index));
}
