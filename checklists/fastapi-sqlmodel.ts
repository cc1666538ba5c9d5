/** The structure document for FastAPI with SQLModel on Postgres. */
import { line, person, rule, type Checklist } from '../src/checklist/checklist.js';
import { has } from '../src/rule/stack.js';

const fastapiSqlmodel: Checklist = {
  id: 'fastapi-sqlmodel',
  title: 'FastAPI and SQLModel structure',
  document: 'fastapi-sqlmodel.md',
  summary: 'a FastAPI backend with SQLModel',
  fits: stack => has(stack, 'fastapi') && has(stack, 'sqlmodel'),
  settings: {
    errorShape: ['code', 'message', 'details', 'request_id'],
    stack: { fastapi: '*', sqlmodel: '*' },
  },
  rules: {
    // The version is optional; the one in use is kept everywhere.
    'require-api-version': { options: { consistent: true } },
    'require-conflict-handling': { options: { status: 409 } },
    'proper-status-codes': { options: { conflict: [409] } },
    'no-unverified-jwt': { options: { tokenFrom: 'header', maxLeewaySeconds: 60 } },
  },
  sections: [
    { title: 'Role', lines: [
      line('S1', 8, 'FastAPI with SQLModel on Postgres', [rule('declared-stack')]),
      line('S2', 10, 'the deliverable is Markdown that agrees with the project\'s instructions', [person('`--format markdown` is one')]),
    ] },
    { title: 'Operating mode', lines: [
      line('S3', 13, 'success in one sentence, constraints, an artifact with checks, at most three risks', [person('about the answer, not the code')]),
      line('S4', 17, 'every request leaves a record under history/prompts', [person('about the answer, not the code')]),
      line('S5', 18, 'decisions are suggested as records, not written unasked', [person('about the answer, not the code')]),
    ] },
    { title: 'Sources', lines: [
      line('S6', 22, 'what exists is looked at first and cited with path and lines', [person('findings carry path and line; whether they were read, a person knows')]),
    ] },
    { title: 'Clarification', lines: [
      line('S7', 27, 'the application\'s factory, public routes, error format and sync or async are settled', [person('settled in the configuration: `publicEndpoints`, `errorShape`')]),
    ] },
    { title: 'Structure', lines: [
      line('S8', 37, 'configuration, engine, models, migrations and routers each have a place', [rule('require-layer-folders')], 'a structure that exists already counts'),
      line('S9', 38, 'every module says what it is for', [person('in the guide, not in the code')]),
      line('S10', 42, 'main.py is the entry, through a factory where there is one', [rule('no-unregistered-endpoint')]),
      line('S11', 43, 'settings and environment are read in one place, and .env is not committed', [rule('no-hardcoded-config', { environment: 'settings only' }), rule('no-hardcoded-secret')]),
      line('S12', 44, 'the engine, the session and its dependencies are in the db package', [rule('require-scoped-session'), rule('layer-direction')]),
      line('S13', 45, 'what travels has a schema where the table is not the contract', [rule('require-input-validation')], 'a table\'s class as a request\'s body is a warning'),
      line('S14', 47, 'one place puts routers and versions together', [rule('require-api-prefix'), rule('no-unregistered-endpoint')]),
      line('S15', 48, 'authentication, correlation and logging are middleware', [rule('require-layer-folders'), rule('require-request-id')]),
      line('S16', 49, 'errors have types and handlers of their own', [rule('require-error-handlers'), rule('require-typed-errors')]),
      line('S17', 50, 'services hold the logic, routers stay thin', [rule('no-business-logic-in-routes')]),
      line('S18', 51, 'where there are repositories, they alone query', [rule('no-direct-database-in-routes'), rule('layer-direction')], 'services may query where there are no repositories'),
      line('S19', 52, 'there are tests', [rule('require-test-for-endpoint')]),
    ] },
    { title: 'Middleware', lines: [
      line('S20', 57, 'the token comes from the Authorization header', [rule('no-unverified-jwt')]),
      line('S21', 58, 'its signature and expiry are checked, issuer and audience where used', [rule('no-unverified-jwt')]),
      line('S22', 59, 'the identity hangs on the request', [person('how it is called is the project\'s choice')]),
      line('S23', 60, '401 for nobody known, 403 for nothing allowed', [rule('proper-status-codes')]),
      line('S24', 61, 'only health and public routes go without', [rule('require-auth-on-routes')], 'public routes are declared, each with its reason'),
      line('S25', 62, 'tokens are not logged', [rule('no-sensitive-data-in-logs')]),
      line('S26', 62, 'clocks may differ by a little only', [rule('no-unverified-jwt')]),
      line('S27', 62, 'keys can be changed', [person('the procedure'), rule('no-hardcoded-secret')]),
      line('S28', 63, 'requests carry an id', [rule('require-request-id', undefined, 'warn')], 'recommended: a warning'),
      line('S29', 63, 'CORS, trusted hosts and rate limits where they apply', [rule('no-permissive-cors', undefined, 'warn'), rule('require-rate-limit', undefined, 'warn')], 'where applicable: warnings'),
      line('S30', 65, 'middleware reads no database without need', [rule('no-logic-in-middleware')], 'a dependency that loads the current user is no middleware'),
      line('S31', 65, 'middleware holds no business logic', [rule('no-logic-in-middleware')]),
    ] },
    { title: 'Routes', lines: [
      line('S32', 68, 'routes live under /api, and under a version where the project has one', [rule('require-api-prefix'), rule('require-api-version')]),
      line('S33', 69, 'routers and modules are named alike', [rule('consistent-api-naming')]),
      line('S34', 70, 'routes are grouped by resource', [rule('restful-paths'), person('whether a group is one resource')]),
      line('S35', 71, 'session and identity come by dependency', [rule('require-scoped-session'), rule('require-auth-on-routes')]),
      line('S36', 72, 'the router\'s skeleton holds no secrets', [person('about the answer, not the code')]),
    ] },
    { title: 'Errors', lines: [
      line('S37', 76, 'validation, domain, identity, absence, conflict and the unexpected each have a handler', [rule('require-error-handlers'), rule('require-conflict-handling')]),
      line('S38', 77, 'one type of error has one status', [rule('require-error-handlers'), rule('proper-status-codes')], 'a conflict is 409'),
      line('S39', 78, 'an error answers code, message, details and request id', [rule('require-error-handlers'), rule('require-request-id')]),
      line('S40', 79, 'levels of logging are kept apart', [rule('no-swallowed-error'), person('what is information and what is a warning')]),
      line('S41', 79, 'logs and answers give nothing away', [rule('no-sensitive-data-in-logs'), rule('no-internal-error-leak')]),
      line('S42', 80, 'services raise the domain\'s errors and routers map them', [rule('no-http-errors-in-services')]),
    ] },
    { title: 'Acceptance checks', lines: [
      line('S43', 84, 'every router is mounted under /api', [rule('require-api-prefix'), rule('no-unregistered-endpoint')]),
      line('S44', 85, 'protected routes ask for a token', [rule('require-auth-on-routes'), rule('no-unverified-jwt')]),
      line('S45', 86, 'errors have the standard shape', [rule('require-error-handlers')]),
      line('S46', 87, 'a session is opened, closed and rolled back as it should', [rule('require-scoped-session'), rule('require-rollback')]),
    ] },
    { title: 'Quality bar', lines: [
      line('S47', 90, 'steps are small', [person('about the answer, not the code')]),
      line('S48', 91, 'no contract is invented', [rule('client-calls-known-endpoint'), person('what a consumer expects')]),
      line('S49', 92, 'no secret is shown', [rule('no-hardcoded-secret')], 'collaudo\'s own reports mask what they find'),
      line('S50', 93, 'it is plain what is sync and what is async', [rule('no-blocking-in-async'), rule('require-scoped-session')]),
    ] },
    { title: 'Output', lines: [
      line('S51', 96, 'Markdown with tables, trees and bullets', [person('about the answer, not the code')]),
    ] },
  ],
};

export default fastapiSqlmodel;
