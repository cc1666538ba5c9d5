/** Every rule, in the order they are listed. A test keeps this list complete. */
import type { Rule } from '../src/rule/rule.js';
import consistentApiNaming from './api/consistent-api-naming.js';
import noBusinessLogicInRoutes from './api/no-business-logic-in-routes.js';
import noDirectDatabaseInRoutes from './api/no-direct-database-in-routes.js';
import noShadowedRoute from './api/no-shadowed-route.js';
import noUnboundedList from './api/no-unbounded-list.js';
import noUncappedPageSize from './api/no-uncapped-page-size.js';
import noUnregisteredEndpoint from './api/no-unregistered-endpoint.js';
import properStatusCodes from './api/proper-status-codes.js';
import requireApiPrefix from './api/require-api-prefix.js';
import requireApiVersion from './api/require-api-version.js';
import requireFromAttributes from './api/require-from-attributes.js';
import requireHealthCheck from './api/require-health-check.js';
import requireRateLimit from './api/require-rate-limit.js';
import requireRequestId from './api/require-request-id.js';
import requireResponseModel from './api/require-response-model.js';
import requireRouteDocs from './api/require-route-docs.js';
import requireSecurityHeaders from './api/require-security-headers.js';
import restfulPaths from './api/restful-paths.js';
import noBlockingInAsync from './async/no-blocking-in-async.js';
import noLockAcrossAwait from './async/no-lock-across-await.js';
import noLongWorkInRoutes from './async/no-long-work-in-routes.js';
import noSharedStateInHandlers from './async/no-shared-state-in-handlers.js';
import noUnawaitedAsync from './async/no-unawaited-async.js';
import noUnboundedRetry from './async/no-unbounded-retry.js';
import requireAsyncCommand from './async/require-async-command.js';
import requireCacheExpiry from './async/require-cache-expiry.js';
import requireTimeoutOnOutgoingCalls from './async/require-timeout-on-outgoing-calls.js';
import declaredStack from './code/declared-stack.js';
import noHardcodedConfig from './code/no-hardcoded-config.js';
import noPrint from './code/no-print.js';
import noUnexplainedSuppression from './code/no-unexplained-suppression.js';
import requireDocstrings from './code/require-docstrings.js';
import requireLicenseCheck from './code/require-license-check.js';
import requireTypeAnnotations from './code/require-type-annotations.js';
import noNPlusOne from './database/no-n-plus-one.js';
import noOrmOnReadOnlyDatabase from './database/no-orm-on-read-only-database.js';
import noPlainSensitiveData from './database/no-plain-sensitive-data.js';
import noPlainSqlOnOrmDatabase from './database/no-plain-sql-on-orm-database.js';
import noSplitTransaction from './database/no-split-transaction.js';
import noStringBuiltSql from './database/no-string-built-sql.js';
import noUnboundedReadOnlyQuery from './database/no-unbounded-read-only-query.js';
import noWritesToReadOnlyDatabase from './database/no-writes-to-read-only-database.js';
import noWrongSession from './database/no-wrong-session.js';
import preferSelectedColumns from './database/prefer-selected-columns.js';
import requireIndexForFilters from './database/require-index-for-filters.js';
import requireLogicalKeyCheck from './database/require-logical-key-check.js';
import requireRelationshipForForeignKey from './database/require-relationship-for-foreign-key.js';
import requireScopedSession from './database/require-scoped-session.js';
import noHttpErrorsInServices from './errors/no-http-errors-in-services.js';
import noInternalErrorLeak from './errors/no-internal-error-leak.js';
import noSwallowedError from './errors/no-swallowed-error.js';
import noUnwrapInProduction from './errors/no-unwrap-in-production.js';
import requireConflictHandling from './errors/require-conflict-handling.js';
import requireErrorHandlers from './errors/require-error-handlers.js';
import requireRollback from './errors/require-rollback.js';
import requireTypedErrors from './errors/require-typed-errors.js';
import layerDirection from './layers/layer-direction.js';
import noLogicInMiddleware from './layers/no-logic-in-middleware.js';
import noProtectedLogic from './layers/no-protected-logic.js';
import requireLayerFolders from './layers/require-layer-folders.js';
import migrationOrder from './migrations/migration-order.js';
import noDestructiveMigration from './migrations/no-destructive-migration.js';
import normalisedSchema from './migrations/normalised-schema.js';
import requireIndexOnForeignKey from './migrations/require-index-on-foreign-key.js';
import requireReversibleMigration from './migrations/require-reversible-migration.js';
import noDisabledTls from './security/no-disabled-tls.js';
import noHardcodedSecret from './security/no-hardcoded-secret.js';
import noPermissiveCors from './security/no-permissive-cors.js';
import noSensitiveDataInLogs from './security/no-sensitive-data-in-logs.js';
import noUnverifiedJwt from './security/no-unverified-jwt.js';
import requireAuditLogOnWrites from './security/require-audit-log-on-writes.js';
import requireAuthOnRoutes from './security/require-auth-on-routes.js';
import requireAuthorizationOnWrites from './security/require-authorization-on-writes.js';
import requireInputValidation from './security/require-input-validation.js';
import noAssertlessTest from './tests/no-assertless-test.js';
import requireErrorPathTest from './tests/require-error-path-test.js';
import requireTestForEndpoint from './tests/require-test-for-endpoint.js';
import requireTestForService from './tests/require-test-for-service.js';

export const rules: readonly Rule[] = [
  consistentApiNaming,
  noBusinessLogicInRoutes,
  noDirectDatabaseInRoutes,
  noShadowedRoute,
  noUnboundedList,
  noUncappedPageSize,
  noUnregisteredEndpoint,
  properStatusCodes,
  requireApiPrefix,
  requireApiVersion,
  requireFromAttributes,
  requireHealthCheck,
  requireRateLimit,
  requireRequestId,
  requireResponseModel,
  requireRouteDocs,
  requireSecurityHeaders,
  restfulPaths,
  noBlockingInAsync,
  noLockAcrossAwait,
  noLongWorkInRoutes,
  noSharedStateInHandlers,
  noUnawaitedAsync,
  noUnboundedRetry,
  requireAsyncCommand,
  requireCacheExpiry,
  requireTimeoutOnOutgoingCalls,
  declaredStack,
  noHardcodedConfig,
  noPrint,
  noUnexplainedSuppression,
  requireDocstrings,
  requireLicenseCheck,
  requireTypeAnnotations,
  noNPlusOne,
  noOrmOnReadOnlyDatabase,
  noPlainSensitiveData,
  noPlainSqlOnOrmDatabase,
  noSplitTransaction,
  noStringBuiltSql,
  noUnboundedReadOnlyQuery,
  noWritesToReadOnlyDatabase,
  noWrongSession,
  preferSelectedColumns,
  requireIndexForFilters,
  requireLogicalKeyCheck,
  requireRelationshipForForeignKey,
  requireScopedSession,
  noHttpErrorsInServices,
  noInternalErrorLeak,
  noSwallowedError,
  noUnwrapInProduction,
  requireConflictHandling,
  requireErrorHandlers,
  requireRollback,
  requireTypedErrors,
  layerDirection,
  noLogicInMiddleware,
  noProtectedLogic,
  requireLayerFolders,
  migrationOrder,
  noDestructiveMigration,
  normalisedSchema,
  requireIndexOnForeignKey,
  requireReversibleMigration,
  noDisabledTls,
  noHardcodedSecret,
  noPermissiveCors,
  noSensitiveDataInLogs,
  noUnverifiedJwt,
  requireAuditLogOnWrites,
  requireAuthOnRoutes,
  requireAuthorizationOnWrites,
  requireInputValidation,
  noAssertlessTest,
  requireErrorPathTest,
  requireTestForEndpoint,
  requireTestForService,
];
