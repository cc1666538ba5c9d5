/** What is wrong with the statuses a handler answers: created, deleted, failed, missing, refused. */
import type { Block, Endpoint, Place, Program, Reply, Value } from '../../src/rule/index.js';
import { entryOfRecord } from '../../src/rule/index.js';

export interface Wrong { readonly message: string; readonly at: Place; readonly says: string; readonly instead?: string }

const creating = /^(api_?|post_?|handle_?)*(create|add|insert|new|register|store|crea|aggiungi|inserisci|nuov[oa]|registra)(_|[A-Z]|$)/;
const noCreation = /(log_?in|log_?out|sign_?in|token|session|search|refresh|verify|reset|send|import|upload|sync|test|preview|validate|calculate|export|webhook|toggle|bulk|batch)/i;

function succeeded(reply: Reply): boolean { return !reply.raised && reply.status.known && reply.status.value >= 200 && reply.status.value < 300 && reply.gives === undefined; }
function statusOf(reply: Reply): number { return reply.status.known ? reply.status.value : 0; }

/** Inserts a row of the path's own kind and answers it with another status than 201. */
export function createdWrongly(endpoint: Endpoint, replies: readonly Reply[], program: Program, allowed: readonly number[]): Wrong | undefined {
  const segments = endpoint.path.split('/').filter(part => part !== '');
  const last = segments.at(-1) ?? '';
  const { name } = endpoint.handler.fact;
  if (endpoint.method !== 'POST' || /^[:{<]/.test(last) || noCreation.test(last) || noCreation.test(name)) return undefined;
  const tables = [...new Set(program.reachedFrom(endpoint.handler).flatMap(({ query }) => (query.verb === 'insert' ? query.tables : [])))];
  // `/profiles/{name}/follow` is an action, `/articles/{slug}/comments` a collection.
  const isAction = /^[:{<]/.test(segments.at(-2) ?? '') && !/[sei]$/.test(last);
  const table = (isAction ? undefined : tables.find(one => stem(one) === stem(last))) ?? (creating.test(name) ? tables[0] : undefined);
  const wrong = table === undefined ? undefined : replies.find(one => succeeded(one) && one.body !== undefined && statusOf(one) !== 202 && !allowed.includes(statusOf(one)));
  return wrong && { at: wrong.at, message: `creates a row${stem(table ?? '').startsWith(stem(last)) ? ` of ${table ?? ''}` : ''} and answers ${String(statusOf(wrong))}${allowed.length === 1 ? `, not ${String(allowed[0])}` : ''}`, says: 'this is answered', instead: `answer ${allowed.join(' or ')} with what was created` };
}

/** What singular and plural have in common: `orders`, `Order`, `ordini`, `ordine`. */
function stem(word: string): string { return word.toLowerCase().replaceAll(/[^a-z\d]/g, '').replace(/(ies|s|y)$/, '').replace(/[aeio]$/, ''); }

export function deletedWrongly(endpoint: Endpoint, replies: readonly Reply[]): Wrong | undefined {
  const empty = endpoint.method === 'DELETE' ? replies.find(one => succeeded(one) && statusOf(one) === 200 && isEmpty(one.body)) : undefined;
  return empty && { at: empty.at, message: 'answers 200 with nothing in it', says: 'this is answered', instead: 'answer 204, or say in the body what was deleted' };
}

function isEmpty(body: Value | undefined): boolean {
  return body === undefined || body.kind === 'nothing' || (body.kind === 'record' && body.entries.length === 0) || (body.kind === 'text' && body.text === '');
}

/** `{ error: '...' }`, `{ success: false }` under a status that says all went well. */
export function failedAsSuccess(replies: readonly Reply[]): Wrong | undefined {
  const wrong = replies.find(one => succeeded(one) && saysFailure(one.body));
  return wrong && { at: wrong.at, message: `answers ${String(statusOf(wrong))} for an error`, says: 'this says in its body that it failed', instead: 'answer the status that tells what went wrong (400, 404, 409, 500)' };
}

function saysFailure(body: Value | undefined): boolean {
  const error = entryOfRecord(body, 'error') ?? entryOfRecord(body, 'errore');
  if (error && (error.kind === 'text' || error.kind === 'joined') && !(error.kind === 'text' && error.text === '')) return true;
  const success = entryOfRecord(body, 'success') ?? entryOfRecord(body, 'ok');
  if (success?.kind === 'boolean' && !success.value) return true;
  const status = entryOfRecord(body, 'status');
  return status?.kind === 'text' && /^(error|errore)$/i.test(status.text);
}

/** A single row is answered as it was found, and nobody asks whether it was. */
export function missingAsSuccess(endpoint: Endpoint, replies: readonly Reply[], program: Program): Wrong | undefined {
  // routing-controllers answers nothing with 404 or 204 by itself.
  if (endpoint.framework === 'routing-controllers') return undefined;
  if (!/^(GET|HEAD)$/.test(endpoint.method) || !/[/][:{<][^/]*$/.test(endpoint.path) || endpoint.handler.file.language === 'rust') return undefined;
  if (replies.some(one => one.raised || !one.status.known || statusOf(one) >= 400) || replies.length !== 1) return undefined;
  if (program.summaryOf(endpoint.handler).effects.some(one => one.kind === 'raises')) return undefined;
  if (endpoint.guards.some(one => one.where === 'argument' && one.kind !== 'auth')) return undefined;
  const answered = program.answeredBy(endpoint.handler).filter(one => !one.part && one.query.verb === 'select');
  const [row, another] = answered;
  if (!row || another || row.query.rows !== 'one' || row.repeated || orThrow.test(program.sourceAt(row.query.at))) return undefined;
  const [answer] = replies;
  if (!answer || !(answer.body?.kind === 'name' || answer.body?.kind === 'call')) return undefined;
  const tests = endpoint.handler.file.blocks.some(block => block.in === endpoint.handler.index && block.kind === 'if');
  return tests ? undefined : { at: row.query.at, message: `answers ${String(statusOf(answer))} when there is no such row`, says: 'this finds nothing for an id that does not exist', instead: 'answer 404 when nothing was found' };
}
const orThrow = /OrThrow|OrFail|or_404|\bone\(|scalar_one\(|fetch_one|\.get\(/;

/** A 4xx raised where a catch for everything makes a 500 of it. */
export function swallowedByCatchAll(replies: readonly Reply[]): Wrong | undefined {
  for (const reply of replies) {
    if (!reply.raised || statusOf(reply) < 400 || statusOf(reply) >= 500) continue;
    const places = [{ file: reply.in.file, start: reply.at.start }, ...(reply.path.length > 0 && reply.path[0] ? [{ file: replies.find(one => one.path.length === 0)?.in.file ?? reply.in.file, start: reply.path[0].at.start }] : [])];
    for (const { file, start } of places) {
      const caught = catchFor(file.blocks, start);
      if (!caught) continue;
      const inside = replies.find(one => one.at.file === file.file && one.at.start >= caught.at.start && one.at.end <= caught.at.end && statusOf(one) >= 500);
      const thrownOn = file.raises.some(one => one.at.start >= caught.at.start && one.at.end <= caught.at.end && one.value.kind !== 'call') || file.blocks.some(one => one.kind === 'if' && one.at.start >= caught.at.start && one.at.end <= caught.at.end);
      if (inside && !thrownOn) return { at: reply.at, message: `raises ${String(statusOf(reply))} where its own catch for everything answers ${String(statusOf(inside))} instead`, says: `this ${String(statusOf(reply))} is caught again`, instead: 'let HTTP exceptions through (`except HTTPException: raise`) before the catch for everything' };
    }
  }
  return undefined;
}

/** The catch that takes a failure at this place, when it takes everything. */
function catchFor(blocks: readonly Block[], start: number): Block | undefined {
  const around = blocks.filter(one => one.kind === 'try' && one.at.start <= start && start < one.at.end).sort((one, other) => other.at.start - one.at.start);
  for (const block of around) {
    const first = blocks.filter(one => one.kind === 'catch' && one.group === block.group).find(one => takesAll(one) || one.catches?.some(type => /HTTP|Http/.test(type)));
    if (first) return takesAll(first) ? first : undefined;
  }
  return undefined;
}

function takesAll({ catches = [] }: Block): boolean { return catches.length === 0 || catches.some(type => /(^|\.)(Base)?Exception$/.test(type)); }
