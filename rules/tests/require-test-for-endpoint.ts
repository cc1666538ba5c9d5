import { defineRule, reportGathered, wholeProgram, type Endpoint, type Program, type Report } from '../../src/rule/index.js';
import { appNamed, testedBackends, type TestedBackend } from './tested-backends.js';

export default defineRule<Program>({
  id: 'require-test-for-endpoint',
  group: 'tests',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'No test asks for an endpoint, or calls a command.',
  why: 'Whoever changes what lies behind it learns from a client that it no longer answers.',
  instead: 'write a test that sends the request through the test client, and checks status and body',
  limits: 'Probes, pages and documentation are left out. A test that calls the handler itself counts. Requests kept in collections of other tools (Postman, `.http` files) are not seen.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const backend of testedBackends(program, report)) judge(backend, program, report);
  },
});

function judge(backend: TestedBackend, program: Program, report: Report): void {
  const [first] = backend.endpoints;
  if (!first) return;
  const kind = first.kind === 'command' ? 'command' : 'endpoint';
  if (!backend.hasTests && backend.generated === undefined) {
    report.judged('app');
    const count = backend.endpoints.length;
    report(backend.app?.at ?? first.at, `${appNamed(backend)} has ${count === 1 ? `one ${kind}` : `${String(count)} ${kind}s`} and no test: none was found in its language, and none in another asks for it`);
    return;
  }
  const guilty: Endpoint[] = [];
  for (const endpoint of backend.endpoints) {
    const asked = backend.requested.get(endpoint);
    if (asked && asked.surely.length > 0) report.judged(kind);
    else if (backend.generated !== undefined) report.unknown(kind, backend.generated, endpoint.at);
    else if (asked?.perhaps) report.unknown(kind, 'a test may ask for it: a part of what it requests could not be followed', asked.perhaps.at);
    else {
      report.judged(kind);
      guilty.push(endpoint);
    }
  }
  reportGathered(program, report, backend, guilty, {
    one: endpoint => (kind === 'command' ? `no test calls command \`${endpoint.handler.fact.name}\`` : `no test asks for ${endpoint.method} ${endpoint.path}`),
    all: of => `no test asks for ${kind === 'command' ? of.replace('endpoints', 'commands') : of}`,
  });
}
