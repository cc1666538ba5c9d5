/** Writes that are no part of the operation they stand in: records of it, its progress, messages to send. */
import type { Program } from '../../src/rule/index.js';
import type { Lasting } from '../../src/rule/lasting.js';
import { soundsLikeWriting } from '../../src/rule/work/words.js';
import { snake, soundsLikePreparing } from '../../src/rule/prepared.js';

/** Records, messages, counters and caches: they are written whether the operation succeeds or not, and may be missing. */
const asideWords = /(?:^|_)(?:audit\w*|logs?|log_\w+|history|events?|activit(?:y|ies)|outbox|notif\w*|messages_sent|metrics?|stats?|statistics|telemetry|analytics|tracking|cache[sd]?|last_(?:seen|login|used|activity)\w*|attempts?|failures?|views?|visits?|counters?|rate_limits?|sessions?|tokens?|refresh_tokens?|checkpoints?|heartbeats?|progress|idempotency\w*|jobs?|tasks?|runs?|queue\w*|locks?)(?:$|_)/;

/** Done twice, it changes nothing. */
const ensuring = /^(?:get|find|load|fetch)_or_\w+|^ensure_|_if_(?:missing|needed|absent|not_exists)$/;

/** An audit row, an outbox, a counter: declared, or told by its table or by the function that writes it. */
export function isAsideOf(one: Lasting, program: Program): boolean {
  const declared = program.settings.auditBy.map(name => name.toLowerCase());
  const callee = one.kind === 'call' ? program.calleeOf(one.call) : undefined;
  const called = callee?.known ? callee.value.fact.name : undefined;
  if (called !== undefined && (declared.includes(called.toLowerCase()) || asideWords.test(snake(called)) || soundsLikePreparing(called) || ensuring.test(snake(called)) || isEverywhere(one, program))) return true;
  return one.tables.length > 0 && one.tables.every(table => declared.includes(table.toLowerCase()) || asideWords.test(snake(table)));
}

/** Called from all over the program without saying that it writes: it watches what happens, it does not do it. */
function isEverywhere({ call }: Lasting, program: Program): boolean {
  const callee = program.calleeOf(call);
  return callee.known && !soundsLikeWriting(callee.value.fact.name) && new Set(program.callersOf(callee.value).map(one => one.file.file)).size >= 6;
}

/** One of them fails and the program says so and goes on: the other was never meant to depend on it. */
export function isTolerated(earlier: Lasting, later: Lasting, program: Program): boolean {
  return program.catchesIn(later.call.file).some(one => (one.handled === 'nothing' || one.handled === 'logged' || one.handled === 'printed')
    && one.tried.some(call => call.fact === later.call.fact) !== one.tried.some(call => call.fact === earlier.call.fact));
}

/** The later one only runs when the earlier one gave nothing, or their conditions ask the same for different values. */
export function areAlternatives(earlier: Lasting, later: Lasting, program: Program): boolean {
  const { file } = later.call;
  const tests = (one: Lasting): readonly string[] => one.around.flatMap(part => (part.kind === 'block' && part.block.kind === 'if' && part.block.test ? [program.textOf(file).slice(part.block.test.at.start, part.block.test.at.end)] : []));
  const given = file.assignments.filter(one => one.in === earlier.call.fact.in && one.target.kind === 'name' && one.value.kind === 'call' && one.value.call === earlier.call.index).map(one => (one.target.kind === 'name' ? one.target.name : ''));
  if (given.some(name => tests(later).some(test => new RegExp(`^(?:not |!)\\s*${name}$|^${name}\\s*(?:is None|===? ?(?:null|undefined))$|^${name}\\.is_none`).test(test.trim())))) return true;
  const asked = (one: Lasting): readonly (readonly [string, string])[] => tests(one).flatMap(test => [...test.matchAll(/([\w.]+)\s*={2,3}\s*([\w.'"]+)/g)].map(([, subject = '', value = '']) => [subject, value] as const));
  return asked(earlier).some(([subject, value]) => asked(later).some(([same, other]) => same === subject && other !== value));
}
