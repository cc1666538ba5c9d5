/** What was put into a name after it was made: written into a file or buffer, or added to a list by a closure. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FileIndex } from './file-index.js';

export interface Written { readonly value: Value; readonly fn: number; readonly start: number }

const writers = /^(write|writelines|writerow|writerows|write_record|write_all|serialize|addRow|addRows)$/;

/** `out.write(text)`, `csv.writer(out).writerows(rows)`: the same function, directly or through a writer made on it. */
export function writtenInto(file: FileIndex, fn: number, name: string): readonly Written[] {
  const found: Written[] = [];
  for (const index of file.calls.get(fn) ?? []) {
    const call = file.facts.calls[index];
    if (call?.callee.kind !== 'member' || !writers.test(call.callee.name) || !isWriterOn(file, fn, call.callee.of, name, 0)) continue;
    for (const argument of call.args) found.push({ value: argument.value, fn, start: call.at.start });
  }
  return found;
}

function isWriterOn(file: FileIndex, fn: number, value: Value, name: string, depth: number): boolean {
  if (depth > 3) return false;
  if (value.kind === 'name') return value.name === name || (file.assignments.get(fn)?.get(value.name) ?? []).some(one => one.value.kind === 'call' && isWriterOn(file, fn, one.value, name, depth + 1));
  const call: Call | undefined = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call?.args.some(argument => argument.value.kind === 'name' && argument.value.name === name) ?? false;
}

/** `rows.forEach(row => out.push(row))`: closures add to what is declared around them. */
export function addedByClosures(file: FileIndex, closures: readonly number[], name: string): readonly Written[] {
  return closures.flatMap(fn => {
    if (file.assignments.get(fn)?.has(name) || file.functionAt(fn)?.params.some(param => param.name === name)) return [];
    return (file.additions.get(fn)?.get(name) ?? []).map(({ value, start }) => ({ value, fn, start }));
  });
}
