/** The new row a builder or an ORM stores: where it is put together, and where the value of a column comes from. */
import type { FileFacts } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Program, Query } from './program.js';

export interface MadeRow {
  /** `no`: the row is made without it; `own`: it is taken from something this code holds, such as a row that was read; `sent`: the caller decides, or nobody can tell. */
  gives(column: string, optional: boolean): 'no' | 'own' | 'sent';
  /** The class it is made of, by name. */
  readonly of?: string;
}

const making = /^(?:model_validate|parse_obj|from_orm|create|new|build|validate)$/;

export function madeBy(query: Query, program: Program): MadeRow | undefined {
  const { file, fact } = query.call;
  const given = fact.args[0]?.value ?? (fact.callee.kind === 'member' ? fact.callee.of : undefined);
  const found = given && newRow(file, fact.in, given, program, 2);
  // What a builder inserts is new, however it came together; `save` is for both.
  const saves = fact.callee.kind === 'member' && fact.callee.name === 'save';
  return found ?? (query.built === 'orm' || saves ? undefined : { gives: (_, optional) => (optional ? 'no' : 'sent') });
}

/** Made here, or by a caller who hands it over; not read from the database. */
function newRow(file: FileFacts, fn: number, value: Value, program: Program, depth: number): MadeRow | undefined {
  if (value.kind === 'record') return rowOf(file, fn, value, program);
  if (value.kind === 'call') {
    const call = file.calls[value.call];
    if (!call) return undefined;
    const owner = call.callee.kind === 'member' && making.test(call.callee.name) ? call.callee.of : undefined;
    const kind = program.meaningOf(file, call.in, owner ?? call.callee).kind;
    return call.new === true || kind === 'class' || (owner !== undefined && kind === 'object') ? rowOf(file, fn, value, program) : undefined;
  }
  if (value.kind !== 'name') return undefined;
  const { name } = value;
  const assigned = file.assignments.filter(one => one.in === fn && one.target.kind === 'name' && one.target.name === name);
  for (const one of assigned) {
    const made = newRow(file, fn, one.value, program, depth);
    if (made) return made;
  }
  const position = file.functions[fn]?.params.filter(param => param.name !== 'self').findIndex(param => param.name === name) ?? -1;
  const ref = program.functionsOf(file)[fn];
  if (assigned.length > 0 || position < 0 || !ref || depth === 0 || /update|edit|change|patch|modify/i.test(ref.fact.name)) return undefined;
  const rows = program.callersOf(ref).map(caller => {
    const passed = caller.fact.args.find(argument => argument.name === name)?.value ?? caller.fact.args[position]?.value;
    return passed && newRow(caller.file, caller.fact.in, passed, program, depth - 1);
  });
  // A helper that stores whatever it is given: one caller's row says nothing of another's.
  return rows.every(row => row !== undefined && row.of === rows[0]?.of) ? rows[0] : undefined;
}

function rowOf(file: FileFacts, fn: number, value: Value, program: Program): MadeRow {
  const call = value.kind === 'call' ? file.calls[value.call] : undefined;
  const entries = entriesIn(value, call?.args ?? [], 0);
  const params = new Set(file.functions[fn]?.params.map(param => param.name) ?? []);
  const maker = call?.callee.kind === 'member' && making.test(call.callee.name) ? call.callee.of : call?.callee;
  return {
    ...((maker?.kind === 'name' || maker?.kind === 'member') && { of: maker.name }),
    gives(column, optional) {
      const entry = entries.named.find(one => one.name.replaceAll('_', '').toLowerCase() === column.replaceAll('_', '').toLowerCase());
      if (!entry) return optional || (!entries.open && entries.named.length > 0) ? 'no' : 'sent';
      let root = entry.value;
      while (root.kind === 'member' || root.kind === 'index' || root.kind === 'item') root = root.of;
      if (root.kind !== 'name') return 'sent';
      return !params.has(root.name) || (root !== entry.value && isRow(file, fn, root, program)) ? 'own' : 'sent';
    },
  };
}

/** `user.id` of a parameter that is a row: somebody has read it. */
function isRow(file: FileFacts, fn: number, value: Value, program: Program): boolean {
  const meaning = program.meaningOf(file, fn, value);
  return meaning.kind === 'instance' && program.schema.tablesOfModel(meaning.fact.name).length > 0;
}

interface Entries { readonly named: { readonly name: string; readonly value: Value }[]; /** Something is spread into it, or it is checked as a whole. */ open: boolean }

/** Keywords, and entries of records: Prisma's `data` and a constructor's one object are looked into. */
function entriesIn(value: Value, args: readonly { readonly value: Value; readonly name?: string; readonly spread?: boolean }[], depth: number): Entries {
  const found: Entries = { named: [], open: false };
  const take = (inner: Entries): void => { found.named.push(...inner.named); found.open ||= inner.open; };
  if (value.kind === 'record') {
    for (const entry of value.entries) {
      if (entry.key?.kind !== 'text' || entry.spread === true) { found.open = true; continue; }
      found.named.push({ name: entry.key.text, value: entry.value });
      if (entry.value.kind === 'record' && depth < 1) take(entriesIn(entry.value, [], depth + 1));
      else if (/^(?:data|values)$/.test(entry.key.text)) found.open = true;
    }
  }
  for (const argument of args) {
    if (argument.name !== undefined && argument.spread !== true) found.named.push({ name: argument.name, value: argument.value });
    else if (argument.value.kind === 'record') take(entriesIn(argument.value, [], depth));
    else found.open = true;
  }
  return found;
}
