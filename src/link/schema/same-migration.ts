/** Whether two texts of a migration do the same going forward, however they are written: comments, blanks, quotes, types and the way back do not count. */
import type { FileFacts } from '../../facts/structure.js';
import type { CallValue } from '../../facts/value.js';
import type { SchemaStep } from '../../rule/schema.js';
import { joinParts } from '../../languages/sql/joined.js';
import { tokenize } from '../../languages/sql/tokenizer.js';

/** One text of a migration, with the steps that were read in it; undefined where it is read as no migration. */
export interface Told { readonly facts: FileFacts; readonly text: string; readonly steps: readonly SchemaStep[] | undefined }

export function doesTheSame(one: Told, other: Told): boolean {
  if (one.facts.language !== other.facts.language) return false;
  if (one.facts.language === 'sql') return wordsOf(one.text) === wordsOf(other.text);
  if (effectsOf(one.facts) === effectsOf(other.facts)) return true;
  const steps = stepsOf(one.steps);
  return steps !== undefined && steps === stepsOf(other.steps) && rowsTouched(one.facts) === rowsTouched(other.facts);
}

/** The code around may change where what it does to the schema was understood and is the same. */
function stepsOf(steps: readonly SchemaStep[] | undefined): string | undefined {
  if (steps === undefined || steps.length === 0 || steps.some(step => step.kind === 'unread')) return undefined;
  return JSON.stringify(steps.map(step => (step.kind === 'ddl' ? step.ddl : step)), (key, value: unknown) => (key === 'at' || key === 'start' || key === 'end' ? undefined : spaced(value)));
}

/** Calls that may read or write rows, whatever they are called on: with the texts they are given. */
const onRows = /^(?:exec\w*|query|raw|run|commit|add|add_all|update\w*|insert\w*|delete\w*|bulk\w*|save|create|destroy|merge|scalars?|all|first|filter\w*|find\w*|where)$/;

function rowsTouched(facts: FileFacts): string {
  const back = backIn(facts);
  return JSON.stringify(facts.calls.flatMap(({ callee, args, in: fn }) => {
    if (callee.kind !== 'member' || !onRows.test(callee.name) || back.has(fn)) return [];
    return [[callee.name, args.length, args.flatMap(({ value }) => (value.kind === 'text' ? [spaced(value.text)] : []))]];
  }));
}

function spaced(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : value;
}

/** Semicolons at the end and before one another are somebody's taste. */
function wordsOf(text: string): string {
  const { tokens } = tokenize(joinParts([{ kind: 'literal', text, at: { start: 0, end: text.length } }]));
  return tokens.map(token => `${token.kind} ${token.upper === '' ? token.text : token.upper}`).join('\n').replaceAll(/(?:\n\w+ ;)+(?=\n\w+ ;|$)/g, '');
}

/** What leads back is not run where the migration was applied already. */
const waysBack: ReadonlySet<string> = new Set(['down', 'downgrade']);

function backIn(facts: FileFacts): ReadonlySet<number> {
  const back = new Set(facts.functions.flatMap((fn, index) => (waysBack.has(fn.name) ? [index] : [])));
  facts.functions.forEach((fn, index) => { if (back.has(fn.in)) back.add(index); });
  return back;
}

/** What it calls on something, and what for; what it decides by and which constants it sets. Calls that only make a value are seen where the value is used, and what it prints is nobody's business. */
function effectsOf(facts: FileFacts): string {
  const back = backIn(facts);
  const forward = <T extends { readonly in: number }>(found: readonly T[]): readonly T[] => found.filter(fact => !back.has(fact.in));
  const rendered = (key: string, value: unknown): unknown => {
    if (key === 'at') return undefined;
    const call = isCallValue(value) ? facts.calls[value.call] : undefined;
    if (call) return { does: call.callee, to: call.args };
    return isFunctionValue(value) ? 'function' : spaced(value);
  };
  return JSON.stringify([
    facts.classes.map(one => [one.name, one.fields.map(field => [field.name, field.value])]),
    forward(facts.calls).filter(call => call.callee.kind === 'member' || (call.dropped && !(call.callee.kind === 'name' && call.callee.name === 'print'))).map(({ callee, args }) => [callee, args]),
    forward(facts.assignments).filter(one => one.value.kind !== 'call').map(({ target, value, operator }) => [target, value, operator]),
    forward(facts.returns).filter(one => one.value.kind !== 'call').map(({ value }) => value),
    forward(facts.blocks).map(({ kind, test, over }) => [kind, test, over]),
  ], rendered);
}

function isCallValue(value: unknown): value is CallValue {
  return hasKind(value) && value.kind === 'call' && 'call' in value && typeof value.call === 'number';
}

function isFunctionValue(value: unknown): boolean {
  return hasKind(value) && value.kind === 'function' && 'function' in value;
}

function hasKind(value: unknown): value is { readonly kind: unknown } {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
