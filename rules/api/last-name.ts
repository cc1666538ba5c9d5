/** The last name of `a.b.c`. */
import type { Value } from '../../src/rule/index.js';

export function lastName(value: Value | undefined): string {
  return value?.kind === 'name' || value?.kind === 'member' ? value.name : '';
}
