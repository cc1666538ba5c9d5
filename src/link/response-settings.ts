/** Statuses given to a response before it answers: in the chain of the answering call, or in a statement before it. */
import type { Known } from '../facts/known.js';
import { unknown } from '../facts/known.js';
import type { Span } from '../facts/span.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf, calledName } from './arguments.js';
import { keyOf } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode, Frame } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import type { RaisedStatuses } from './raised-statuses.js';
import { statusesOf } from './statuses.js';

interface Setting { readonly start: number; readonly block: number; readonly value: Value }
interface Spot { readonly file: FileIndex; readonly fn: number; readonly block: number; readonly frame: Frame | undefined }

export class ResponseSettings {
  readonly #found = new Map<string, readonly Setting[]>();

  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly raised: RaisedStatuses) {}

  /** `res.status(404)` in the chain before `.json(...)`. */
  above(node: FlowNode, call: Call): readonly Known<number>[] | undefined {
    let at: Value = call.callee;
    while (at.kind === 'member' && at.of.kind === 'call') {
      const above = node.file.facts.calls[at.of.call];
      if (!above) return undefined;
      const resolved = this.flow.evaluator.resolve(node.file, above);
      const row = resolved && this.tables(node.file).reply(resolved.path);
      if (row?.sets) return this.raised.statusesBy(row, above, { ...node, fn: above.in, value: above.callee });
      at = above.callee;
    }
    return undefined;
  }

  /** A status given to the response earlier: `res.status(404);`, `ctx.status = 201`, `response.status_code = 404`. */
  before(spot: Spot, at: Span): readonly Known<number>[] | undefined {
    const { file, fn } = spot;
    const around = new Set<number>([-1]);
    for (let block = spot.block; block >= 0; block = file.facts.blocks[block]?.parent ?? -1) around.add(block);
    const set = this.in(file, fn).filter(one => one.start < at.start);
    const sure = set.filter(one => around.has(one.block)).at(-1);
    const perhaps = set.filter(one => !around.has(one.block) && (!sure || one.start > sure.start) && !(file.facts.blocks[one.block]?.leaves ?? false));
    if (perhaps.length > 0) return [unknown('the status is set in a branch before')];
    return sure && statusesOf(this.flow, { file, fn, value: sure.value, frame: spot.frame });
  }

  /** Every status set in a function, in the order of the text. */
  in(file: FileIndex, fn: number): readonly Setting[] {
    const key = keyOf(file, fn);
    const done = this.#found.get(key);
    if (done) return done;
    const tables = this.tables(file);
    const assigned = file.facts.assignments.flatMap(one => (one.in === fn && one.target.kind === 'member' && this.memberOf(file, fn, one.target) === 'status' ? [{ start: one.at.start, block: one.block, value: one.value }] : []));
    const called = (file.calls.get(fn) ?? []).flatMap(index => {
      const call = file.facts.calls[index];
      const resolved = call?.dropped ? this.flow.evaluator.resolve(file, call) : undefined;
      const row = resolved && tables.reply(resolved.path);
      const value = row?.sets && row.statusFrom !== undefined && call ? argumentOf(call, row.statusFrom) : undefined;
      return call && value ? [{ start: call.at.start, block: call.block, value }] : [];
    });
    const all = [...assigned, ...called].sort((one, other) => one.start - other.start);
    this.#found.set(key, all);
    return all;
  }

  /** What of a response an assigned member is. */
  memberOf(file: FileIndex, fn: number, target: Value & { kind: 'member' }): 'status' | 'body' | undefined {
    if (!/^(status|statusCode|status_code|body)$/.test(target.name)) return undefined;
    const owner = this.flow.evaluator.shapeOf(file, fn, target.of);
    return owner.kind === 'object' ? this.tables(file).replyMember(`${owner.type}.${target.name}`) : undefined;
  }
}

/** The chain before says so: `.content_type(ContentType::html())`, `res.type('html')`. */
export function saysHtml(file: FileIndex, call: Call): boolean {
  for (let at: Value = call.callee; at.kind === 'member' && at.of.kind === 'call';) {
    const above = file.facts.calls[at.of.call];
    if (!above) return false;
    const isHtml = (value: Value): boolean => (value.kind === 'text' && /html/.test(value.text)) || (value.kind === 'call' && calledName(file.facts.calls[value.call] ?? above) === 'html');
    if (/^(content_type|insert_header|type|contentType|set|header)$/.test(calledName(above)) && above.args.some(one => isHtml(one.value))) return true;
    at = above.callee;
  }
  return false;
}
