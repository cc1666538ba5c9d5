/** The value that says how many rows a query may give: a builder's limit, a value pasted into LIMIT, or what is bound to its placeholder. */
import type { Query } from '../rule/program.js';
import { boundTo } from './bound-values.js';
import type { FlowNode } from './flow.js';
import type { Queries } from './queries.js';
import type { Texts } from './texts.js';

export function limitsOf(queries: Queries, texts: Texts, query: Query): readonly FlowNode[] {
  const made = queries.madeOf(query);
  if (!made) return [];
  // A query through a wrapper is its caller's alone.
  const { frame } = made.session;
  return limitsIn(made, texts, query).map(one => (frame && !one.frame && one.file === frame.entered && one.fn === frame.enteredFn ? { ...one, frame } : one));
}

function limitsIn(made: NonNullable<ReturnType<Queries['madeOf']>>, texts: Texts, query: Query): readonly FlowNode[] {
  if (made.built) return (made.built.limitBy ?? []).map(one => ({ ...one, frame: undefined }));
  const limit = query.statements.findLast(one => one.verb === 'select')?.limit;
  if (!limit || limit.kind === 'none' || limit.kind === 'constant') return [];
  const call = query.call.fact;
  const pieces = made.text ? [...(texts.variantsOf(made.text)[0] ?? []), ...texts.pushedInto(made.text.file, call)] : [];
  const holes = pieces.filter(piece => piece.kind === 'hole').map(piece => piece.node);
  if (limit.kind === 'hole') return one(holes[limit.hole]);
  if (limit.before === undefined || limit.after === undefined) return [];
  const together = limit.before + limit.after + 1;
  // A tag binds its holes; `push_bind` leaves a placeholder that knows its value.
  const tagged = call.tagged === true || (made.text?.value.kind === 'call' && made.text.file.facts.calls[made.text.value.call]?.tagged === true);
  const bound = tagged ? holes : pieces.filter(piece => piece.kind === 'literal' && piece.text === '?' && piece.node.value.kind !== 'text').map(piece => piece.node);
  if (bound.length === together) return one(bound[limit.before]);
  return one(boundTo(texts.flow, { file: made.file, fn: call.in, value: call.callee, frame: undefined }, call, made.text?.value, { name: limit.name, before: limit.before, after: limit.after }));
}

function one(node: FlowNode | undefined): readonly FlowNode[] {
  return node ? [node] : [];
}
