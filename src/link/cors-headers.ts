/** Cross-origin headers set by hand, and functions that decide about origins without looking at them. */
import { partsOfValue, partsWithCalls } from '../facts/parts.js';
import type { Value } from '../facts/value.js';
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { AllowedOrigin, CorsPolicy } from '../rule/cors.js';
import type { FileIndex } from './file-index.js';

type Origins = (fn: number, value: Value) => { readonly origins: readonly AllowedOrigin[]; readonly open: string | undefined };

interface Header { readonly value: Value; readonly fn: number; readonly block: number; readonly at: { readonly start: number; readonly end: number } }

const wanted = /^access[-_]control[-_]allow[-_]origin$/i;
const credentials = /^access[-_]control[-_]allow[-_]credentials$/i;

/** One for each place that writes the header. */
export function handSetPolicies(file: FileIndex, originsOf: Origins): readonly CorsPolicy[] {
  return headersIn(file, wanted).map((header): CorsPolicy => {
    const at = { file: file.file, start: header.at.start, end: header.at.end };
    const reflects = asksWho(file, header.fn, header.value);
    const checked = reflects && isChecked(file, header);
    const found = reflects ? { origins: checked ? [] : [{ kind: 'reflected' as const, text: '', at }], open: checked ? 'a test decides' : undefined } : originsOf(header.fn, header.value);
    return { at, origins: found.origins, open: found.open, credentials: allowsCredentials(file, header) };
  });
}

/** The other header may stand behind a test that the first one does not. */
function allowsCredentials(file: FileIndex, header: Header): Known<boolean> {
  const given = headersIn(file, credentials).filter(one => one.fn === header.fn && !(one.value.kind === 'text' && one.value.text === 'false') && !(one.value.kind === 'boolean' && !one.value.value));
  const around = new Set<number>([-1]);
  for (let block = header.block; block >= 0 && !around.has(block); block = file.facts.blocks[block]?.parent ?? -1) around.add(block);
  return given.length === 0 ? known(false) : given.some(one => around.has(one.block)) ? known(true) : unknown('a test decides about credentials');
}

function headersIn(file: FileIndex, name: RegExp): readonly Header[] {
  const { calls, assignments, returns } = file.facts;
  const found = new Map<number, Header>();
  const add = (key: Value | undefined, value: Value | undefined, fn: number, block: number): void => {
    const text = key?.kind === 'text' ? key.text : key?.kind === 'member' || key?.kind === 'name' ? key.name : '';
    if (key && value && name.test(text)) found.set(key.at.start, { value, fn, block, at: key.at });
  };
  const records = (value: Value, fn: number, block: number): void => { for (const part of partsOfValue(value)) if (part.kind === 'record') for (const entry of part.entries) add(entry.key, entry.value, fn, block); else if (part.kind === 'list' && part.items.length === 2) add(part.items[0], part.items[1], fn, block); };
  for (const call of calls) {
    // What reads a header is handed its name alone.
    call.args.forEach((argument, position) => { add(argument.value, call.args[position + 1]?.value, call.in, call.block); records(argument.value, call.in, call.block); });
  }
  for (const one of assignments) { if (one.target.kind === 'index') add(one.target.key, one.value, one.in, one.block); records(one.value, one.in, one.block); }
  for (const one of returns) records(one.value, one.in, one.block);
  return [...found.values()];
}

/** `req.headers.origin`, `request.headers.get("origin")`, or a name that was given it. */
function asksWho(file: FileIndex, fn: number, value: Value, depth = 0): boolean {
  for (const part of partsWithCalls(value, file.facts.calls)) {
    if (part.kind === 'member' && /^origin$/i.test(part.name)) return mentions(part.of, /header|^h$|^hs$/i);
    if (part.kind === 'index' && part.key.kind === 'text' && /^origin$/i.test(part.key.text)) return true;
    if (part.kind === 'text' && /^origin$/i.test(part.text)) return true;
    if (part.kind === 'name' && depth < 3) for (const one of file.assignments.get(fn)?.get(part.name) ?? []) if (asksWho(file, fn, one.value, depth + 1)) return true;
  }
  return false;
}

function mentions(value: Value, words: RegExp): boolean {
  return [...partsOfValue(value)].some(part => (part.kind === 'member' || part.kind === 'name') && words.test(part.name));
}

/** A test around it, or one in its function that names the origin, decides who is answered. */
function isChecked(file: FileIndex, header: Header): boolean {
  const names = new Set([...partsOfValue(header.value)].flatMap(part => (part.kind === 'name' ? [part.name] : [])));
  const asks = (test: Value): boolean => [...partsWithCalls(test, file.facts.calls)].some(part => (part.kind === 'name' && names.has(part.name)) || ((part.kind === 'name' || part.kind === 'member') && /origin/i.test(part.name)));
  if (header.value.kind === 'choice' && header.value.tests.some(test => test.kind === 'call' || test.kind === 'operation')) return true;
  return file.facts.blocks.some(block => block.in === header.fn && block.test !== undefined && block.kind === 'if' && asks(block.test) && block.test.kind !== 'name');
}

/** A function that says yes, or gives back who asked, without any test. */
export function isUnconditional(file: FileIndex, fn: number): boolean {
  const fact = file.functionAt(fn);
  if (!fact || file.facts.blocks.some(block => block.in === fn && block.test !== undefined)) return false;
  const [origin, callback] = fact.params;
  const calls = (file.calls.get(fn) ?? []).flatMap(index => file.facts.calls[index] ?? []);
  const answers = calls.filter(call => callback && call.callee.kind === 'name' && call.callee.name === callback.name);
  if (answers.length > 0) return answers.every(call => { const said = call.args[1]?.value; return said?.kind === 'boolean' ? said.value : said?.kind === 'name' && said.name === origin?.name; });
  const returns = file.returns.get(fn) ?? [];
  return returns.length > 0 && returns.every(one => (one.value.kind === 'boolean' && one.value.value) || (one.value.kind === 'name' && one.value.name === origin?.name));
}
