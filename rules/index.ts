/** Every rule, in the order they are listed. A test keeps this list complete. */
import type { Rule } from '../src/rule/rule.js';
import noBusinessLogicInRoutes from './api/no-business-logic-in-routes.js';
import noDirectDatabaseInRoutes from './api/no-direct-database-in-routes.js';
import noShadowedRoute from './api/no-shadowed-route.js';
import noUnboundedList from './api/no-unbounded-list.js';
import noUncappedPageSize from './api/no-uncapped-page-size.js';
import noUnregisteredEndpoint from './api/no-unregistered-endpoint.js';
import requireApiPrefix from './api/require-api-prefix.js';
import requireApiVersion from './api/require-api-version.js';
import noBlockingInAsync from './async/no-blocking-in-async.js';
import noLockAcrossAwait from './async/no-lock-across-await.js';
import noUnawaitedAsync from './async/no-unawaited-async.js';
import requireTimeoutOnOutgoingCalls from './async/require-timeout-on-outgoing-calls.js';
import noPrint from './code/no-print.js';
import noUnexplainedSuppression from './code/no-unexplained-suppression.js';
import noNPlusOne from './database/no-n-plus-one.js';
import noOrmOnReadOnlyDatabase from './database/no-orm-on-read-only-database.js';
import noStringBuiltSql from './database/no-string-built-sql.js';
import noUnboundedReadOnlyQuery from './database/no-unbounded-read-only-query.js';
import noWritesToReadOnlyDatabase from './database/no-writes-to-read-only-database.js';
import noWrongSession from './database/no-wrong-session.js';
import noHttpErrorsInServices from './errors/no-http-errors-in-services.js';
import noInternalErrorLeak from './errors/no-internal-error-leak.js';
import noSwallowedError from './errors/no-swallowed-error.js';
import noUnwrapInProduction from './errors/no-unwrap-in-production.js';
import requireTypedErrors from './errors/require-typed-errors.js';
import layerDirection from './layers/layer-direction.js';
import requireAuthOnRoutes from './security/require-auth-on-routes.js';

export const rules: readonly Rule[] = [
  noBusinessLogicInRoutes,
  noDirectDatabaseInRoutes,
  noShadowedRoute,
  noUnboundedList,
  noUncappedPageSize,
  noUnregisteredEndpoint,
  requireApiPrefix,
  requireApiVersion,
  noBlockingInAsync,
  noLockAcrossAwait,
  noUnawaitedAsync,
  requireTimeoutOnOutgoingCalls,
  noPrint,
  noUnexplainedSuppression,
  noNPlusOne,
  noOrmOnReadOnlyDatabase,
  noStringBuiltSql,
  noUnboundedReadOnlyQuery,
  noWritesToReadOnlyDatabase,
  noWrongSession,
  noHttpErrorsInServices,
  noInternalErrorLeak,
  noSwallowedError,
  noUnwrapInProduction,
  requireTypedErrors,
  layerDirection,
  requireAuthOnRoutes,
];
