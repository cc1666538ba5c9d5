/** Whether two texts of a migration do the same going forward, however they are written: comments, blanks, quotes, types and the way back do not count. */
import type { FileFacts } from '../../facts/structure.js';
import { joinParts } from '../../languages/sql/joined.js';
import { tokenize } from '../../languages/sql/tokenizer.js';

export function doesTheSame(one: FileFacts, text: string, other: FileFacts, otherText: string): boolean {
  if (one.language !== other.language) return false;
  return one.language === 'sql' ? wordsOf(text) === wordsOf(otherText) : effectsOf(one) === effectsOf(other);
}

/** Semicolons at the end and before one another are somebody's taste. */
function wordsOf(text: string): string {
  const { tokens } = tokenize(joinParts([{ kind: 'literal', text, at: { start: 0, end: text.length } }]));
  return tokens.map(token => `${token.kind} ${token.upper === '' ? token.text : token.upper}`).join('\n').replaceAll(/(?:\n\w+ ;)+(?=\n\w+ ;|$)/g, '');
}

/** What leads back is not run where the migration was applied already. */
const waysBack: ReadonlySet<string> = new Set(['down', 'downgrade']);

function effectsOf(facts: FileFacts): string {
  const back = new Set(facts.functions.flatMap((fn, index) => (waysBack.has(fn.name) ? [index] : [])));
  facts.functions.forEach((fn, index) => { if (back.has(fn.in)) back.add(index); });
  const forward = <T extends { readonly in: number }>(found: readonly T[]): readonly T[] => found.filter(fact => !back.has(fact.in));
  return JSON.stringify([
    facts.functions.filter((_, index) => !back.has(index)).map(fn => [fn.name, fn.kind, fn.params.map(param => [param.name, param.default])]),
    facts.classes.map(one => [one.name, one.kind, one.fields.map(field => [field.name, field.value])]),
    forward(facts.calls).map(({ callee, args, in: fn, block }) => [callee, args, fn, block]),
    forward(facts.assignments).map(({ target, value, operator, in: fn, block }) => [target, value, operator, fn, block]),
    forward(facts.returns).map(({ value, in: fn, block }) => [value, fn, block]),
    forward(facts.raises).map(({ value, in: fn, block }) => [value, fn, block]),
    forward(facts.blocks).map(({ kind, parent, in: fn, test, over }) => [kind, parent, fn, test, over]),
  ], (key, value: unknown) => (key === 'at' ? undefined : typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : value));
}
