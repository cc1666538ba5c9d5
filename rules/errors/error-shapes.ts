/** The fields of error answers, and the answers that are shaped otherwise than most. */
import type { App, Program, Reply, Value } from '../../src/rule/index.js';

export interface Odd { readonly reply: Reply; readonly shape: string; readonly wanted: string }

/** RFC 9457's own fields are a shape of their own, whatever is declared. */
const problem = ['type', 'title', 'status'];
const few = 4;

export function oddShapes(app: App, program: Program): readonly Odd[] {
  const handlers = app.errorHandlers.flatMap(one => (one.handler ? [one.handler] : []));
  const seen = new Set<string>();
  const replies = [...app.endpoints.map(one => one.handler), ...handlers].flatMap(fn => program.repliesOf(fn)).filter(reply => {
    const key = `${reply.at.file}@${String(reply.at.start)}`;
    const isError = !reply.raised && reply.status.known && reply.status.value >= 400;
    return isError && program.roleAt(reply.at) === 'production' && !seen.has(key) && seen.add(key);
  });
  const shaped = replies.flatMap(reply => { const fields = fieldsOf(reply.body); return fields ? [{ reply, fields }] : []; });
  const declared = program.settings.errorShape;
  if (declared.length > 0) {
    return shaped.filter(one => !declared.every(field => one.fields.includes(field)) && !problem.every(field => one.fields.includes(field))).map(one => ({ reply: one.reply, shape: spell(one.fields), wanted: spell(declared) }));
  }
  const spelt = shaped.map(one => spell([...one.fields].sort()));
  const most = [...new Set(spelt)].sort((one, other) => count(spelt, other) - count(spelt, one))[0];
  if (most === undefined || spelt.length < few || count(spelt, most) < 0.7 * spelt.length) return [];
  return shaped.flatMap(({ reply }, index) => (spelt[index] === most || sharesFirst(spelt[index] ?? '', most) ? [] : [{ reply, shape: spelt[index] ?? '', wanted: most }]));
}

/** More fields beside the same ones are no other shape. */
function sharesFirst(shape: string, most: string): boolean {
  const given = shape.split(', ');
  return most.split(', ').every(field => given.includes(field));
}

function count(all: readonly string[], one: string): number { return all.filter(other => other === one).length; }
function spell(fields: readonly string[]): string { return fields.join(', '); }

/** Undefined when they cannot all be read. */
function fieldsOf(body: Value | undefined): readonly string[] | undefined {
  if (body?.kind !== 'record' || body.entries.length === 0 || body.entries.some(entry => entry.spread || entry.key?.kind !== 'text')) return undefined;
  return body.entries.flatMap(entry => (entry.key?.kind === 'text' ? [entry.key.text] : []));
}
