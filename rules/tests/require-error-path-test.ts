import { z } from 'zod';
import { defineRule, wholeProgram, type Endpoint, type Place, type Program, type Report, type TestRequest } from '../../src/rule/index.js';
import { appNamed, testedBackends, type TestedBackend } from './tested-backends.js';
import { canFail, isExpected } from './failing-answers.js';
import { judgeKinds } from './failing-kinds.js';

const options = z.strictObject({
  /** Groups of statuses; of each that some endpoint can answer with, one must be expected by some test of the application: `[[401, 403], [400, 422]]`. */
  kinds: z.array(z.array(z.number().int().min(400).max(599)).min(1)).default([]),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'require-error-path-test',
  group: 'tests',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'No test of a router expects one of its endpoints to fail.',
  why: 'What an endpoint answers to a wrong id, a wrong body or a stranger is decided by code that never ran before a client met it.',
  instead: 'add a test that asks for what is not there, sends what is not valid, or sends no token, and checks the status',
  limits: 'A router counts where one of its endpoints can fail: it takes a path parameter or a body, asks who calls, or answers with a failing status; one failing answer per router is enough. The kinds in the options are asked of the application as a whole.',
  options,
  look: wholeProgram(),
  check(program, _, report, { kinds }) {
    for (const backend of testedBackends(program, report)) if (backend.endpoints.some(one => one.kind === 'http')) judge(backend, kinds, program, report);
  },
});

function judge(backend: TestedBackend, kinds: readonly (readonly number[])[], program: Program, report: Report): void {
  const [first] = backend.endpoints;
  if (!first) return;
  const isAsked = [...backend.requested.values()].some(one => one.surely.length > 0 || one.perhaps);
  if (!isAsked && backend.generated === undefined) {
    report.judged('app');
    report(backend.app?.at ?? first.at, `no test asks for any of the endpoints of ${appNamed(backend)}, so none of its failing answers is tested`);
    return;
  }
  const asked = program.tests.cases.flatMap(one => one.requests).filter(one => one.expects.length > 0);
  const lost = asked.find(one => one.asks.kind === 'unknown');
  const routers = routersOf(backend, program);
  const silent = routers.filter(({ endpoints }) => endpoints.every(one => isSilent(backend, one)));
  const gathered = silent.length > many && silent.length >= 0.8 * routers.length && !lost && backend.generated === undefined;
  if (gathered) {
    report.judged('router');
    report(backend.app?.at ?? first.at, `no test asks for any endpoint of ${String(silent.length)} of the ${String(routers.length)} routers of ${appNamed(backend)}, so none of their failing answers is tested`, { path: silent.slice(0, 3).map(one => ({ at: one.at, message: `${one.name} is one of them` })) });
  }
  for (const { name, at, endpoints } of gathered ? routers.filter(one => !silent.includes(one)) : routers) {
    if (!endpoints.some(endpoint => canFail(endpoint, [], program))) continue;
    const requests = endpoints.flatMap(one => backend.requested.get(one)?.surely ?? []);
    const expects = asked.filter(one => requests.some(other => isSame(one, other))).flatMap(one => one.expects);
    const perhaps = lost ?? asked.find(one => endpoints.some(endpoint => { const other = backend.requested.get(endpoint)?.perhaps; return other && isSame(one, other); }));
    const verdict = isExpected([], expects);
    if (verdict === 'no' && backend.generated !== undefined) report.unknown('router', backend.generated, at);
    else if (verdict === 'perhaps' || (verdict === 'no' && perhaps)) report.unknown('router', 'a test expects a failure, and which or of what could not be followed', perhaps?.at ?? at);
    else {
      report.judged('router');
      if (verdict === 'no') report(at, requests.length === 0 ? `no test asks for any endpoint of ${name}, so none of its failing answers is tested` : `no test of ${name} expects a failing answer`);
    }
  }
  judgeKinds(backend, kinds, program, report);
}

/** Above this many, routers that no test asks for are reported as one. */
const many = 5;

function isSilent(backend: TestedBackend, endpoint: Endpoint): boolean {
  const asked = backend.requested.get(endpoint);
  return !asked || (asked.surely.length === 0 && !asked.perhaps);
}

function isSame(one: TestRequest, other: TestRequest): boolean { return one.at.file === other.at.file && one.at.start === other.at.start; }

interface Group { readonly name: string; readonly at: Place; readonly endpoints: readonly Endpoint[] }

/** Endpoints by the router they are declared on; those put on the application itself by their file. */
function routersOf(backend: TestedBackend, program: Program): readonly Group[] {
  const groups = new Map<string, { name: string; at: Place; endpoints: Endpoint[] }>();
  for (const endpoint of backend.endpoints) {
    const id = endpoint.registered.at(-1)?.router;
    const router = program.routers.find(one => one.id === id && !one.application);
    const key = router?.id ?? endpoint.declaredAt.file;
    const group = groups.get(key) ?? { name: router ? `${router.kind} \`${router.name}\`` : `the routes in ${endpoint.declaredAt.file}`, at: router?.at ?? endpoint.at, endpoints: [] };
    groups.set(key, group);
    group.endpoints.push(endpoint);
  }
  return [...groups.values()].map(one => ({ ...one, name: `${one.name}${below(one.endpoints)}` }));
}

/** What the paths of a router begin with: most are called `router`. */
function below(endpoints: readonly Endpoint[]): string {
  const [first = [], ...others] = endpoints.map(one => one.path.split('/').filter(part => part !== ''));
  const end = first.findIndex((part, index) => /[:{<*]/.test(part) || others.some(one => one[index] !== part));
  const path = first.slice(0, end < 0 ? first.length : end).join('/');
  return path === '' ? '' : ` below /${path}`;
}
