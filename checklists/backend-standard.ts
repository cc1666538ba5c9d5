/** The document for any backend: API, database, security, tests and the figures it has to reach. */
import { evidence, line, person, rule, type Checklist } from '../src/checklist/checklist.js';
import { has, webFrameworks } from '../src/rule/stack.js';

const backendStandard: Checklist = {
  id: 'backend-standard',
  title: 'Backend standard',
  document: 'backend-standard.md',
  summary: 'any backend that serves an API',
  fits: stack => has(stack, ...webFrameworks),
  rules: {
    'require-error-path-test': { options: { kinds: [[401, 403], [400, 422]] } },
  },
  sections: [
    { title: 'Responsibilities: API', lines: [
      line('B1', 14, 'endpoints follow REST', [rule('restful-paths')]),
      line('B2', 15, 'API versions are managed', [rule('require-api-version')], 'the document asks for versions and its example has none: path, header or query all count'),
      line('B3', 16, 'answers look alike', [rule('require-error-handlers'), rule('consistent-api-naming')]),
      line('B4', 17, 'who calls is known', [rule('require-auth-on-routes')]),
    ] },
    { title: 'Responsibilities: database', lines: [
      line('B5', 20, 'the schema changes by migration', [rule('schema-drift')]),
      line('B6', 21, 'queries are lean and their indexes exist', [rule('require-index-for-filters'), rule('no-n-plus-one')]),
      line('B7', 23, 'data stays whole', [rule('no-split-transaction'), rule('normalised-schema'), rule('require-rollback')]),
    ] },
    { title: 'Responsibilities: services', lines: [
      line('B8', 26, 'decisions are made in a service layer', [rule('no-business-logic-in-routes'), rule('layer-direction')]),
      line('B9', 28, 'calls to third parties cannot hang the backend', [rule('require-timeout-on-outgoing-calls'), rule('no-blocking-in-async')]),
      line('B10', 29, 'long work is a background job', [rule('no-long-work-in-routes')]),
    ] },
    { title: 'Context', lines: [
      line('B11', 31, 'the registries of endpoints, models and services describe the code', [rule('endpoint-registry-drift')]),
      line('B12', 54, 'endpoints live under /api and have a version', [rule('require-api-prefix'), rule('require-api-version')]),
      line('B13', 63, 'what creates, reads, updates and deletes is tested and asks who calls', [rule('require-test-for-endpoint'), rule('require-auth-on-routes')]),
    ] },
    { title: 'Workflow', lines: [
      line('B14', 66, 'tasks are parsed, prepared, assigned, watched and checked', [person('how work is organised; `collaudo facts` gives the context a task needs')]),
      line('B15', 89, 'API tests pass', [evidence({ kind: 'tests' })]),
      line('B16', 90, 'data integrity was checked', [rule('no-split-transaction'), rule('schema-drift')]),
      line('B17', 91, 'performance was measured', [evidence({ kind: 'load test' })]),
      line('B18', 92, 'security was checked', [
        evidence({ kind: 'vulnerabilities', atMost: 0, productionOnly: true }),
        rule('no-string-built-sql'), rule('no-hardcoded-secret'), rule('no-permissive-cors'), rule('require-auth-on-routes'), rule('require-input-validation'), rule('no-disabled-tls'),
      ]),
    ] },
    { title: 'API checklist', lines: [
      line('B19', 97, 'the design is RESTful', [rule('restful-paths')]),
      line('B20', 98, 'status codes say what happened', [rule('proper-status-codes')], 'the line gives no numbers: 201 for what is created, 204 for what is deleted without an answer'),
      line('B21', 99, 'names are consistent', [rule('restful-paths'), rule('consistent-api-naming')], 'the style is the majority\'s'),
      line('B22', 100, 'the API has versions', [rule('require-api-version')]),
      line('B23', 101, 'the documentation is up to date', [rule('require-route-docs'), rule('endpoint-registry-drift')]),
      line('B24', 102, 'requests are limited in rate', [rule('require-rate-limit')], 'a gateway that limits them may be declared'),
    ] },
    { title: 'Database checklist', lines: [
      line('B25', 105, 'the schema is normalised', [rule('normalised-schema'), person('only the obvious is seen by a program')]),
      line('B26', 106, 'indexes fit the queries', [rule('require-index-for-filters'), rule('require-index-on-foreign-key')]),
      line('B27', 107, 'migrations were tried up and down', [evidence({ kind: 'migrations', direction: 'up and down' }), rule('migration-order')]),
      line('B28', 108, 'there is a way back', [rule('require-reversible-migration'), rule('no-destructive-migration')]),
      line('B29', 109, 'a backup was restored', [person('nothing in the repository shows it')]),
      line('B30', 110, 'the database\'s performance was measured', [evidence({ kind: 'query time', underMs: 50 })]),
    ] },
    { title: 'Security checklist', lines: [
      line('B31', 113, 'authentication is required', [rule('require-auth-on-routes')], 'public endpoints are declared, each with its reason'),
      line('B32', 114, 'authorization is checked', [rule('require-authorization-on-writes')]),
      line('B33', 115, 'input is validated', [rule('require-input-validation')]),
      line('B34', 116, 'SQL cannot be injected', [rule('no-string-built-sql')]),
      line('B35', 117, 'sensitive data is encrypted', [rule('no-plain-sensitive-data'), rule('no-disabled-tls')]),
      line('B36', 118, 'who changed what is recorded', [rule('require-audit-log-on-writes')], 'judged once the audit\'s function or table is declared (`auditBy`)'),
    ] },
    { title: 'Integration', lines: [
      line('B37', 123, 'front end and backend agree on the contract', [rule('client-calls-known-endpoint'), rule('type-contract-drift')]),
      line('B38', 125, 'errors have one shape', [rule('require-error-handlers')]),
      line('B39', 126, 'CORS is configured', [rule('no-permissive-cors')]),
      line('B40', 129, 'data pipelines and their quality are agreed on', [person('an agreement between teams')]),
      line('B41', 133, 'the developer document lists new endpoints, tables, services and integrations', [rule('endpoint-registry-drift')]),
    ] },
    { title: 'Events', lines: [
      line('B42', 143, 'lists can be paged and filtered', [rule('no-unbounded-list')]),
      line('B43', 151, 'an endpoint is announced with its documentation, tests and performance', [evidence({ kind: 'handoff' })]),
    ] },
    { title: 'Tests', lines: [
      line('B44', 165, 'unit tests cover the services\' logic', [rule('require-test-for-service'), evidence({ kind: 'coverage', of: 'changed lines', percent: { over: 80 } })]),
      line('B45', 166, 'integration tests cover the database', [evidence({ kind: 'tests' }), rule('require-test-for-endpoint')]),
      line('B46', 167, 'every endpoint has a test', [rule('require-test-for-endpoint')]),
      line('B47', 168, 'a load test was run', [evidence({ kind: 'load test' })]),
      line('B48', 169, 'tests try no identity and bad input', [rule('require-error-path-test')], 'answers 401 or 403, and 400 or 422'),
      line('B49', 170, 'contracts are kept', [rule('no-breaking-contract-change'), evidence({ kind: 'tests' })]),
    ] },
    { title: 'Success metrics', lines: [
      line('B50', 174, 'responses take less than 200 ms', [evidence({ kind: 'response time', underMs: 200 })], 'the line names no statistic: p95, which the report shows'),
      line('B51', 175, 'more than 80 % of the lines are covered', [evidence({ kind: 'coverage', of: 'changed lines', percent: { over: 80 } })], 'of the changed lines; exactly 80 % is not more'),
      line('B52', 176, 'no known vulnerability', [evidence({ kind: 'vulnerabilities', atMost: 0, productionOnly: true })]),
      line('B53', 177, 'queries take less than 50 ms', [evidence({ kind: 'query time', underMs: 50 })], 'a response faster than that proves it; a slower one refutes nothing'),
      line('B54', 178, 'less than 0.1 % of requests fail', [evidence({ kind: 'error rate', under: 0.001 })]),
    ] },
    { title: 'Patterns', lines: [
      line('B55', 183, 'a service has an interface, logic, error handling, tests and documentation', [rule('no-swallowed-error'), rule('require-route-docs'), person('the order of the steps')]),
      line('B56', 194, 'a table has a design, a migration, a way back, indexes and documentation', [rule('require-reversible-migration'), rule('require-index-for-filters'), person('the order of the steps')]),
    ] },
    { title: 'Anti-patterns', lines: [
      line('B57', 206, 'controllers run no queries', [rule('no-direct-database-in-routes')]),
      line('B58', 207, 'routes hold no business logic', [rule('no-business-logic-in-routes')]),
      line('B59', 208, 'configuration is not written into the code', [rule('no-hardcoded-config'), rule('no-hardcoded-secret')]),
      line('B60', 209, 'errors are handled', [rule('no-swallowed-error'), rule('require-error-handlers')]),
      line('B61', 210, 'input is validated', [rule('require-input-validation')]),
      line('B62', 211, 'nothing long runs inside a request', [rule('no-long-work-in-routes'), rule('no-blocking-in-async')]),
    ] },
  ],
};

export default backendStandard;
