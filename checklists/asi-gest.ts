/** The production-tracking backend beside an ERP: FastAPI and SQLAlchemy on SQL Server, with ASITRON to read from and never to write to. */
import { evidence, line, person, rule, type Checklist } from '../src/checklist/checklist.js';
import { has } from '../src/rule/stack.js';

const tests = evidence({ kind: 'tests' });
const coverage = evidence({ kind: 'coverage', of: 'changed lines', percent: { atLeast: 80 } });
const queries = evidence({ kind: 'query time', underMs: 500, except: ['*dashboard*'] });
const dashboards = evidence({ kind: 'query time', underMs: 1000, names: ['*dashboard*'] });
const vulnerabilities = evidence({ kind: 'vulnerabilities', atMost: 0, productionOnly: true });

const asiGest: Checklist = {
  id: 'asi-gest',
  title: 'ASI-GEST backend',
  document: 'asi-gest.md',
  summary: 'FastAPI and SQLAlchemy on SQL Server beside the ERP database ASITRON',
  fits: stack => has(stack, 'fastapi') && has(stack, 'sqlalchemy') && has(stack, 'pyodbc', 'pymssql', 'aioodbc', 'asitron-core'),
  settings: {
    databases: {
      ASI_GEST: { sessions: ['get_db', 'SessionLocal'], readOnly: false, access: 'orm' },
    },
    layers: [
      { name: 'api', folders: ['**/app/api/**', '**/app/routers/**'] },
      { name: 'crud', folders: ['**/app/crud/**'] },
      { name: 'models', folders: ['**/app/models/**'] },
    ],
    protectedLogic: [{ names: ['calcola_*', 'valida_*'], from: 'asitron_core', notIn: ['**/app/**'] }],
    logicalKeys: [{ column: 'ConfigCommessa.CommessaERPId', refersTo: 'ASITRON.COMMESSE.ID' }],
    corsOrigins: ['http://localhost:5173', 'http://10.*', 'http://192.168.*', 'http://172.16.*'],
    pageSize: { default: 100, max: 500 },
    stack: { python: '>=3.9', fastapi: '*', sqlalchemy: '*' },
  },
  rules: {
    // There is no version segment and nobody signs in, in this version of the document.
    'require-api-version': { severity: 'off' },
    'require-auth-on-routes': { severity: 'off' },
    // Its own patterns query and decide in routes, although it has a crud layer.
    'no-direct-database-in-routes': { severity: 'warn' },
    'no-split-transaction': { severity: 'warn' },
    'proper-status-codes': { options: { create: [200, 201], conflict: [400], refusal: [400] } },
    'require-conflict-handling': { options: { status: 400 } },
    'require-error-handlers': { options: { frameworkDefaults: true } },
    'no-internal-error-leak': { options: { allowFallback500: true } },
    'require-error-path-test': { options: { kinds: [[404], [400]] } },
  },
  sections: [
    { title: 'Persona', lines: [
      line('A1', 23, 'Python 3.9 or newer', [rule('declared-stack')]),
      line('A2', 26, 'queries stay under 500 ms', [queries]),
      line('A3', 27, 'working code comes before perfect code', [person('an attitude')]),
      line('A4', 28, 'injection, CORS and validation are kept in mind', [rule('no-string-built-sql'), rule('no-permissive-cors'), rule('require-input-validation')]),
      line('A107', 24, 'async is used where it is right', [rule('no-blocking-in-async')], 'plain `def` routes run in a thread pool and block nothing'),
    ] },
    { title: 'Knowledge', lines: [
      line('A5', 34, 'the named documents are read before work begins', [person('nothing in the code shows it')]),
    ] },
    { title: 'Database', lines: [
      line('A6', 57, 'models are those of the database document', [rule('schema-drift')], 'declare the document as `schemaSource`'),
      line('A7', 58, 'relations are declared on both sides', [rule('require-relationship-for-foreign-key')], 'logical keys into the ERP are exempt'),
      line('A8', 59, 'checks and uniques are those of the schema', [rule('schema-drift')]),
      line('A9', 60, 'queried columns have an index', [rule('require-index-for-filters'), rule('require-index-on-foreign-key')], 'tables outside the repository are not judged'),
      line('A10', 62, 'each database has its own sessions', [rule('no-wrong-session')]),
      line('A11', 69, 'the eight models exist', [rule('schema-drift')]),
      line('A12', 77, 'LogEventi records who changed what', [rule('require-audit-log-on-writes')], 'no pattern of the document writes it: judged once `auditBy` is declared'),
      line('A13', 81, 'joins over both databases are fast', [evidence({ kind: 'query time', underMs: 500 }), person('which joins are meant')]),
      line('A14', 82, 'relations are loaded eagerly where needed', [rule('no-n-plus-one')]),
      line('A15', 83, 'lists are paged', [rule('no-unbounded-list')]),
    ] },
    { title: 'FastAPI', lines: [
      line('A16', 93, 'the application has a title, a description and a version', [rule('require-route-docs', { app: true })]),
      line('A17', 100, 'origins come from the settings', [rule('no-permissive-cors'), rule('no-hardcoded-config')], 'any method and header are fine'),
      line('A18', 109, '/health answers its status and the licence\'s', [rule('require-health-check'), rule('require-license-check')]),
    ] },
    { title: 'Endpoints', lines: [
      line('A19', 118, 'the listed endpoints exist', [rule('endpoint-registry-drift')]),
      line('A20', 121, 'everything lives under /api', [rule('require-api-prefix')]),
      line('A21', 122, 'collections end with a slash and items do not', [rule('restful-paths')]),
      line('A22', 142, 'searching beside reading by id is reachable', [rule('no-shadowed-route')]),
      line('A23', 142, '/api/commesse only reads', [rule('no-writes-to-read-only-database')]),
    ] },
    { title: 'Schemas', lines: [
      line('A24', 163, 'requests are classes with types', [rule('require-input-validation')]),
      line('A25', 172, 'what is answered extends what is created', [person('a matter of design')]),
      line('A26', 177, 'classes that answer rows read from attributes', [rule('require-from-attributes')], 'FastAPI passes it itself where a class is only a response_model'),
      line('A27', 181, 'endpoints declare what they answer', [rule('require-response-model')]),
      line('A28', 184, 'sessions come by dependency', [rule('require-scoped-session')]),
      line('A29', 186, 'an order of the ERP is looked up before it is referred to', [rule('require-logical-key-check')]),
    ] },
    { title: 'Core engine', lines: [
      line('A30', 198, 'core functions come from the core package', [rule('no-protected-logic')], 'the document names two modules for one function: any module of the package counts'),
      line('A31', 203, 'an expired licence stops the start', [rule('require-license-check')]),
      line('A32', 214, 'business logic comes from the core', [rule('no-protected-logic')]),
      line('A33', 215, 'no business algorithm is written in the application', [rule('no-protected-logic'), rule('no-business-logic-in-routes'), person('an algorithm under another name')]),
      line('A34', 216, 'a missing core function is asked for', [person('nothing in the code shows it')]),
    ] },
    { title: 'ASITRON', lines: [
      line('A35', 224, 'the ERP\'s data comes through its own session', [rule('no-wrong-session')]),
      line('A36', 228, 'a page has 100 rows unless asked, and never more than 500', [rule('no-uncapped-page-size')]),
      line('A37', 231, 'reads name their columns, are ordered and limited', [rule('no-unbounded-read-only-query'), rule('prefer-selected-columns')]),
      line('A38', 241, 'values are bound', [rule('no-string-built-sql')]),
      line('A39', 248, 'reads over both databases name them in full', [rule('no-wrong-session')]),
      line('A40', 263, 'ASITRON is never written to', [rule('no-writes-to-read-only-database')]),
      line('A41', 264, 'ASITRON is read with SQL, not with models', [rule('no-orm-on-read-only-database')]),
      line('A42', 265, 'absent values are handled', [person('the ERP\'s columns are described elsewhere')]),
      line('A43', 266, 'results are limited', [rule('no-unbounded-read-only-query')], 'the ERP\'s indexes are not ours to judge'),
    ] },
    { title: 'Validation', lines: [
      line('A44', 275, 'quantities have a range', [rule('require-input-validation', { bounds: true })]),
      line('A45', 279, 'domain checks are validators', [person('which checks a domain needs')]),
    ] },
    { title: 'Errors', lines: [
      line('A46', 291, 'a missing row is 404', [rule('proper-status-codes')]),
      line('A47', 295, 'a refusal of the domain is 400', [rule('proper-status-codes')]),
      line('A48', 302, 'only the fallback for the unexpected shows an exception\'s text', [rule('no-internal-error-leak')], 'that fallback is a warning; every other leak is an error'),
      line('A49', 303, 'the fallback does not swallow a 4xx', [rule('proper-status-codes')]),
      line('A50', 314, 'a broken constraint rolls back and is 400', [rule('require-conflict-handling'), rule('require-rollback')]),
    ] },
    { title: 'Procedure', lines: [
      line('A51', 330, 'read, clarify, plan, implement, test, report', [person('how work is done')]),
      line('A52', 343, 'models, schemas, crud, core, errors, tests, in this order', [person('how work is done')]),
      line('A53', 353, 'functions have type hints', [rule('require-type-annotations')], 'private ones too; the return may be missing beside a response_model'),
      line('A54', 354, 'public functions have a docstring', [rule('require-docstrings')]),
      line('A55', 357, 'tried by hand and by pytest, query times looked at', [tests, queries, person('what was tried by hand')]),
    ] },
    { title: 'Structure', lines: [
      line('A56', 371, 'models, schemas, crud and api are apart, one file per resource', [rule('require-layer-folders'), rule('layer-direction')]),
      line('A57', 382, 'routers are included in main', [rule('no-unregistered-endpoint')]),
      line('A58', 392, 'a model has a base, a table name and a primary key', [rule('normalised-schema')]),
      line('A59', 410, 'routes leave the work to crud', [rule('no-business-logic-in-routes'), rule('no-direct-database-in-routes')]),
      line('A60', 418, 'a router has its prefix and tags, and paths below are relative', [rule('require-api-prefix'), rule('require-route-docs')]),
    ] },
    { title: 'Testing', lines: [
      line('A61', 429, 'the server starts and answers', [evidence({ kind: 'smoke' })]),
      line('A62', 453, 'a test of creating checks the status and a field', [rule('no-assertless-test'), rule('require-test-for-endpoint')]),
      line('A63', 461, 'a missing row is tested', [rule('require-error-path-test')]),
    ] },
    { title: 'Constraints', lines: [
      line('A64', 490, 'sessions are never mixed up', [rule('no-wrong-session')], 'a handler may hold both and use each for its own'),
      line('A65', 494, 'one commit, a rollback when it fails, and the session closed at the end', [rule('require-rollback'), rule('require-scoped-session'), rule('no-split-transaction')], 'a session that was injected is closed by its dependency'),
      line('A66', 506, 'the ORM on ASI_GEST, SQL only where a query is complex', [rule('no-plain-sql-on-orm-database')]),
      line('A67', 509, 'values are bound, always', [rule('no-string-built-sql')]),
    ] },
    { title: 'Performance', lines: [
      line('A68', 514, 'queries stay under 500 ms', [queries], 'a response faster than that proves it; a slower one refutes nothing'),
      line('A69', 515, 'dashboard queries stay under 1000 ms', [dashboards]),
      line('A70', 520, 'relations are loaded eagerly', [rule('no-n-plus-one')]),
      line('A71', 523, 'only the columns needed are read', [rule('prefer-selected-columns')]),
      line('A72', 526, 'the indexes of the database document exist', [rule('schema-drift'), rule('require-index-for-filters')]),
    ] },
    { title: 'Security', lines: [
      line('A73', 533, 'all input goes through Pydantic', [rule('require-input-validation')]),
      line('A74', 534, 'ranges, formats and lengths are validated', [rule('require-input-validation', { bounds: true })]),
      line('A75', 535, 'what users send is never trusted', [rule('no-string-built-sql'), person('paths and addresses built from it')]),
      line('A76', 549, 'CORS is configured in main.py', [rule('no-permissive-cors')]),
      line('A77', 550, 'only localhost:5173 and internal addresses may call', [rule('no-permissive-cors')], 'the production settings are not in the repository'),
    ] },
    { title: 'Example 1: a new resource', lines: [
      line('A78', 574, 'model, schemas, crud, api, registered', [rule('require-layer-folders'), rule('no-unregistered-endpoint')]),
      line('A79', 584, 'the report lists the endpoints and how they were tested', [evidence({ kind: 'handoff' })]),
    ] },
    { title: 'Example 2: a dashboard', lines: [
      line('A80', 605, 'key figures are asked for, not invented', [person('nothing in the code shows it')]),
      line('A81', 618, 'the dashboard leaves computing to the core', [rule('no-business-logic-in-routes'), rule('no-protected-logic')]),
      line('A82', 620, 'a cache, where there is one, lives five minutes', [rule('require-cache-expiry', { ttl: 300 })]),
    ] },
    { title: 'Checklist: functionality', lines: [
      line('A83', 638, 'all endpoints work', [tests, rule('require-test-for-endpoint')]),
      line('A84', 639, '404, 400 and 500 are handled', [rule('proper-status-codes'), rule('require-error-handlers')]),
      line('A85', 640, 'answers match their schemas', [rule('require-response-model')]),
    ] },
    { title: 'Checklist: code quality', lines: [
      line('A86', 645, 'no value is written into the code that belongs to the settings', [rule('no-hardcoded-config'), rule('no-hardcoded-secret'), person('constants of the domain')]),
      line('A87', 646, 'no print', [rule('no-print')], 'also at the start: the document\'s own example is wrong'),
    ] },
    { title: 'Checklist: security, performance', lines: [
      line('A88', 656, 'sensitive data is not logged', [rule('no-sensitive-data-in-logs')]),
      line('A89', 661, 'no N+1 queries', [rule('no-n-plus-one')]),
    ] },
    { title: 'Checklist: integration, testing', lines: [
      line('A90', 665, 'the licence check works', [rule('require-license-check'), tests]),
      line('A91', 669, 'critical paths have unit tests', [rule('require-test-for-service'), coverage]),
      line('A92', 670, 'edge cases are covered', [person('which cases are at the edge')]),
      line('A93', 671, 'failing answers are tested', [rule('require-error-path-test')]),
    ] },
    { title: 'CRUD pattern', lines: [
      line('A94', 679, 'create, read one, list with skip and limit, update what was sent, delete', [rule('no-unbounded-list'), rule('no-uncapped-page-size')]),
      line('A95', 695, 'crud answers nothing for a missing row, and the route says 404', [rule('no-http-errors-in-services'), rule('proper-status-codes')]),
    ] },
    { title: 'Lotto pattern', lines: [
      line('A96', 724, 'numbers and closing checks come from the core, refusals are 400', [rule('no-protected-logic')]),
      line('A97', 764, 'what is closed is not closed again', [person('whether the guard is there')]),
      line('A98', 744, 'state and quantity of a phase follow its lots', [rule('no-split-transaction')], 'the document\'s own shape commits twice: a warning'),
    ] },
    { title: 'Start and reports', lines: [
      line('A99', 797, 'introduce yourself, read, look at the environment, wait', [person('how work begins')]),
      line('A100', 819, 'completion is reported with items, tests and endpoints', [evidence({ kind: 'handoff' })]),
      line('A101', 830, 'questions and blockers have their form', [person('the hand-off lists missing evidence as blockers')]),
      line('A102', 850, 'an endpoint\'s contract names method, path, request, answer and errors', [rule('require-route-docs', { errors: true }), rule('client-calls-known-endpoint')]),
    ] },
    { title: 'Success metrics', lines: [
      line('A103', 869, 'tests pass with at least 80 % coverage', [tests, coverage], 'exactly 80 % is enough'),
      line('A104', 872, 'no known vulnerability', [vulnerabilities, rule('no-string-built-sql'), rule('no-hardcoded-secret')]),
      line('A105', 876, 'indexes are used', [rule('require-index-for-filters')]),
      line('A106', 884, 'on schedule, clearly told, blockers raised', [person('how work is done')]),
    ] },
  ],
};

export default asiGest;
