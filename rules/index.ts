/** Every rule, in the order they are listed. */
import type { Rule } from '../src/rule/rule.js';
import noUnexplainedSuppression from './code/no-unexplained-suppression.js';

export const rules: readonly Rule[] = [
  noUnexplainedSuppression,
];
