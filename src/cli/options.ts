/** Reads the values of single options; whatever cannot be right is refused with what would be. */
import type { Setting } from '../check/selection.js';
import { unknownRule } from '../config/configuration.js';
import type { Rule } from '../rule/rule.js';
import { UsageError } from '../usage-error.js';

/** `--rule id`, `--rule id:off|warn|error`; a later one wins. */
export function namedRules(given: readonly string[], rules: readonly Rule[]): ReadonlyMap<string, Setting | 'on'> {
  return new Map(given.map(one => {
    const [id = '', setting, ...rest] = one.split(':');
    requireRule('--rule: ', id, rules);
    if (rest.length > 0 || !isSetting(setting)) throw new UsageError(`--rule ${one}: the severity is off, warn or error`, `for example --rule ${id}:warn`);
    return [id, setting ?? 'on'] as const;
  }));
}

function isSetting(word: string | undefined): word is Setting | undefined {
  return word === undefined || word === 'off' || word === 'warn' || word === 'error';
}

/** `--only a,b`; repeatable. */
export function onlyRules(given: readonly string[], rules: readonly Rule[]): readonly string[] | undefined {
  if (given.length === 0) return undefined;
  const ids = given.flatMap(one => one.split(/[\s,]+/)).filter(id => id !== '');
  if (ids.length === 0) throw new UsageError('--only names no rule', 'run `collaudo rules` to list them');
  ids.forEach(id => requireRule('--only: ', id, rules));
  return ids;
}

function requireRule(prefix: string, id: string, rules: readonly Rule[]): void {
  if (!rules.some(rule => rule.id === id)) throw unknownRule(prefix, id, rules);
}

export function wholeNumber(option: string, given: string, least: number): number {
  const number = /^\d+$/.test(given) ? Number(given) : NaN;
  if (!Number.isSafeInteger(number) || number < least) throw new UsageError(`${option} must be a whole number of at least ${least}, not "${given}"`);
  return number;
}

export function failOn(given: string): 'error' | 'warning' | 'never' {
  if (given === 'error' || given === 'warning' || given === 'never') return given;
  throw new UsageError(`--fail-on cannot be "${given}"`, 'it is error, warning or never');
}
