/** Text that was put together and is not seen to be run: SQL when it reads like a whole statement and is no message for people. */
import type { SqlVerb } from '../facts/sql.js';
import type { Value } from '../facts/value.js';
import { readSql } from '../languages/sql/read.js';
import { readsLikeSql } from '../languages/sql/reads-like-sql.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Pieces } from './texts.js';
import { partsOf } from './texts.js';

/** `SET PATH=...` and `USE ...` are as likely a shell's. */
const tellingVerbs: ReadonlySet<SqlVerb> = new Set(['select', 'insert', 'update', 'delete', 'merge', 'replace', 'truncate', 'create', 'alter', 'drop', 'rename', 'grant', 'revoke', 'execute']);

/** Calls that tell people something: loggers, printing, errors. */
const telling = /^(?:log|debug|info|warn|warning|error|exception|critical|fatal|trace|print|println|eprint|eprintln|echo|panic|bail|ensure|anyhow|notice|secho|assert|assert_eq|assert_ne|expect|todo|unimplemented|unreachable|span|with_context|context)$|(?:Error|Exception|Warning)$/;

export function readsLikeStatement(pieces: Pieces): boolean {
  const text = pieces.map(piece => (piece.kind === 'literal' ? piece.text : '?')).join('');
  return readsLikeSql(text) && readSql(partsOf(pieces, false)).some(one => tellingVerbs.has(one.verb));
}

/** The text stands in a log line, a raised error or a printed message. */
export function isMessage(file: FileIndex, value: Value): boolean {
  const around = (one: { readonly at: { readonly start: number; readonly end: number } }): boolean => one.at.start <= value.at.start && value.at.end <= one.at.end;
  return file.facts.raises.some(around) || file.facts.calls.some(call => telling.test(calledName(call)) && call.args.some(argument => around(argument.value)));
}
