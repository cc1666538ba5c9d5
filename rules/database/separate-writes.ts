/** Writes that are no part of the operation they stand in: records of it, its progress, messages to send. */
import type { Program } from '../../src/rule/index.js';
import type { Lasting } from '../../src/rule/lasting.js';
import { soundsLikeWriting } from '../../src/rule/work/words.js';
import { snake, soundsLikePreparing } from '../../src/rule/prepared.js';

/** Records, messages, counters and caches: they are written whether the operation succeeds or not, and may be missing. */
const asideWords = /(?:^|_)(?:audit\w*|logs?|log_\w+|history|events?|activit(?:y|ies)|outbox|notif\w*|messages_sent|metrics?|stats?|statistics|telemetry|analytics|tracking|cache[sd]?|last_(?:seen|login|used|activity)\w*|attempts?|failures?|views?|visits?|counters?|rate_limits?|sessions?|tokens?|refresh_tokens?|checkpoints?|heartbeats?|progress|idempotency\w*|jobs?|tasks?|runs?|queue\w*|locks?)(?:$|_)/;

/** An audit row, an outbox, a counter: declared, or told by its table or by the function that writes it. */
export function isAsideOf(one: Lasting, program: Program): boolean {
  const declared = program.settings.auditBy.map(name => name.toLowerCase());
  const callee = one.kind === 'call' ? program.calleeOf(one.call) : undefined;
  const called = callee?.known ? callee.value.fact.name : undefined;
  if (called !== undefined && (declared.includes(called.toLowerCase()) || asideWords.test(snake(called)) || soundsLikePreparing(called) || isEverywhere(one, program))) return true;
  return one.tables.length > 0 && one.tables.every(table => declared.includes(table.toLowerCase()) || asideWords.test(snake(table)));
}

/** Called from all over the program without saying that it writes: it watches what happens, it does not do it. */
function isEverywhere({ call }: Lasting, program: Program): boolean {
  const callee = program.calleeOf(call);
  return callee.known && !soundsLikeWriting(callee.value.fact.name) && new Set(program.callersOf(callee.value).map(one => one.file.file)).size >= 6;
}
