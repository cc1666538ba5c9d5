/** The architecture report: what a design must answer, as far as code shows it. */
import { evidence, line, person, rule, type Checklist } from '../src/checklist/checklist.js';

const backendArchitect: Checklist = {
  id: 'backend-architect',
  title: 'Backend architecture report',
  document: 'backend-architect.md',
  summary: 'services at scale: boundaries, contracts, resilience; asked for by name, because it is a design\'s checklist and no project\'s',
  fits: () => false,
  sections: [
    { title: 'Analyse', lines: [
      line('K1', 16, 'domain, traffic and constraints are understood', [person('knowledge, not code')]),
    ] },
    { title: 'API first', lines: [
      line('K2', 23, 'the API is RESTful and has versions', [rule('restful-paths'), rule('require-api-version')]),
      line('K3', 24, 'the contract comes first: a committed description equals the code', [rule('endpoint-registry-drift')]),
      line('K4', 25, 'errors are handled alike', [rule('require-error-handlers')]),
      line('K5', 26, 'callers of before still work', [rule('no-breaking-contract-change')]),
    ] },
    { title: 'Service boundaries', lines: [
      line('K6', 29, 'a service owns its domain and is loosely coupled', [rule('layer-direction')], 'judged between the declared contexts'),
      line('K7', 30, 'it is decided how services talk to each other', [person('a decision; the code shows only what was done')]),
      line('K8', 31, 'what must change together does', [rule('no-split-transaction'), person('sagas over several services')]),
      line('K9', 32, 'discovery, balancing and scaling are planned', [person('outside the code')]),
    ] },
    { title: 'Performance', lines: [
      line('K10', 35, 'caches have a lifetime and are invalidated', [rule('require-cache-expiry'), person('invalidation on writes')]),
      line('K11', 36, 'queries are no bottleneck', [rule('no-n-plus-one'), rule('require-index-for-filters')]),
      line('K12', 151, 'connections are pooled', [rule('require-scoped-session', { httpClients: true })]),
      line('K13', 152, 'long work is done apart from the request', [rule('no-long-work-in-routes'), rule('no-blocking-in-async')]),
      line('K14', 37, 'a second instance changes nothing', [rule('no-shared-state-in-handlers')]),
    ] },
    { title: 'Resilience', lines: [
      line('K15', 38, 'failing services are cut off for a while', [person('circuit breakers are often in the platform')]),
      line('K16', 165, 'retries end, and wait longer each time', [rule('no-unbounded-retry')]),
      line('K17', 166, 'calls to others have a timeout', [rule('require-timeout-on-outgoing-calls')]),
      line('K18', 167, 'one part\'s load does not starve the others', [person('bulkheads are a matter of deployment')]),
    ] },
    { title: 'Practices', lines: [
      line('K19', 40, 'patterns that worked are kept', [person('knowledge, not code')]),
      line('K20', 46, 'the design follows the domain', [person('whether the names are the domain\'s'), rule('layer-direction')]),
      line('K21', 48, 'callers are known and limited', [rule('require-auth-on-routes'), rule('require-rate-limit')], 'a gateway may be declared for either'),
      line('K22', 49, 'failure is expected', [rule('require-timeout-on-outgoing-calls'), rule('no-unbounded-retry')]),
      line('K23', 50, 'contracts and dependencies are documented', [rule('require-route-docs')]),
      line('K24', 55, 'the report is complete JSON', [evidence({ kind: 'handoff' })]),
    ] },
    { title: 'System overview', lines: [
      line('K25', 60, 'style, scale, availability and stack are stated', [person('the stack is read from the manifests; the rest is a statement')]),
    ] },
    { title: 'Services', lines: [
      line('K26', 70, 'an endpoint has a method, a path under /api/v1 and a description', [rule('require-api-version'), rule('require-api-prefix', { prefix: '/api/v1' }), rule('require-route-docs')]),
      line('K27', 75, 'requests and answers come with examples', [rule('require-route-docs', { examples: true })]),
      line('K28', 77, 'every endpoint lists its error codes', [rule('require-route-docs', { errors: true })]),
    ] },
    { title: 'API design', lines: [
      line('K29', 96, 'one way of versioning: path, header or query', [rule('require-api-version')]),
      line('K30', 98, 'tokens have a mechanism and an end', [rule('no-unverified-jwt'), person('how long a token should live')]),
      line('K31', 100, 'who may do what is checked', [rule('require-authorization-on-writes')]),
      line('K32', 108, 'status codes are the standard ones', [rule('proper-status-codes')]),
      line('K33', 109, 'errors have one format', [rule('require-error-handlers')]),
      line('K34', 110, 'errors are logged and followed up', [rule('no-swallowed-error')]),
      line('K35', 113, 'there is an OpenAPI description with interactive pages', [rule('require-route-docs', { app: true }), rule('endpoint-registry-drift')]),
    ] },
    { title: 'Data and scaling', lines: [
      line('K36', 135, 'partitions and replicas are planned', [person('outside the code')]),
      line('K37', 155, 'capacity, growth and cost are planned', [person('outside the code')]),
    ] },
    { title: 'Monitoring and recovery', lines: [
      line('K38', 154, 'metrics, alerts and traces exist', [person('dashboards and alerts are outside the code'), rule('require-request-id')]),
      line('K39', 175, 'health can be asked for', [rule('require-health-check')]),
      line('K40', 169, 'backups, failover and their times are planned', [person('outside the code')]),
    ] },
    { title: 'Security', lines: [
      line('K41', 182, 'callers prove who they are', [rule('require-auth-on-routes')]),
      line('K42', 184, 'what travels is encrypted', [rule('no-disabled-tls')]),
      line('K43', 184, 'what is stored is encrypted', [rule('no-plain-sensitive-data')]),
      line('K44', 185, 'answers carry security headers', [rule('require-security-headers')]),
      line('K45', 186, 'requests are validated', [rule('require-input-validation')]),
      line('K46', 187, 'security events are recorded', [rule('require-audit-log-on-writes')], 'judged once the audit\'s function or table is declared (`auditBy`)'),
    ] },
    { title: 'Deployment', lines: [
      line('K47', 190, 'containers, pipeline, environments and flags are planned', [person('outside the code')]),
      line('K48', 193, 'a release can be taken back', [person('the procedure'), rule('require-reversible-migration')]),
    ] },
    { title: 'Integration', lines: [
      line('K49', 198, 'calls to other APIs are safe and end', [rule('require-timeout-on-outgoing-calls'), rule('no-disabled-tls')]),
      line('K50', 199, 'events, queues and gateway are planned', [person('outside the code')]),
    ] },
    { title: 'Tests', lines: [
      line('K51', 204, 'services have unit tests', [rule('require-test-for-service'), evidence({ kind: 'coverage', of: 'changed lines', percent: { atLeast: 80 } })]),
      line('K52', 205, 'integration tests pass', [evidence({ kind: 'tests' }), rule('require-test-for-endpoint')]),
      line('K53', 206, 'contracts are tested', [rule('no-breaking-contract-change'), evidence({ kind: 'tests' })]),
      line('K54', 207, 'a load test was run', [evidence({ kind: 'load test' })]),
      line('K55', 208, 'failure was tried on purpose', [person('chaos tests leave nothing in the code')]),
    ] },
    { title: 'Next steps', lines: [
      line('K56', 210, 'priorities, pilots, benchmarks and migration are planned', [person('outside the code')]),
    ] },
  ],
};

export default backendArchitect;
