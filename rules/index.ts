/** Every rule, in the order they are listed. A test keeps this list complete. */
import type { Rule } from '../src/rule/rule.js';
import noBusinessLogicInRoutes from './api/no-business-logic-in-routes.js';
import noUnboundedList from './api/no-unbounded-list.js';
import noUnexplainedSuppression from './code/no-unexplained-suppression.js';
import noStringBuiltSql from './database/no-string-built-sql.js';
import noWritesToReadOnlyDatabase from './database/no-writes-to-read-only-database.js';
import noUnwrapInProduction from './errors/no-unwrap-in-production.js';

export const rules: readonly Rule[] = [
  noBusinessLogicInRoutes,
  noUnboundedList,
  noUnexplainedSuppression,
  noStringBuiltSql,
  noWritesToReadOnlyDatabase,
  noUnwrapInProduction,
];
