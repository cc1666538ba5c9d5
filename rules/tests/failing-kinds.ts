/** Kinds of failing answers (no identity, bad input, a missing row) that the tests of an application as a whole have to expect. */
import type { Program, Report, TestRequest } from '../../src/rule/index.js';
import { canFail, isExpected, saysKinds } from './failing-answers.js';
import { appNamed, type TestedBackend } from './tested-backends.js';

/** How a test comes by the answer. */
const attempts: Readonly<Record<number, string>> = {
  400: 'sends what is not valid', 401: 'sends no token', 403: 'signs in as somebody who may not', 404: 'asks for an id that does not exist',
  409: 'creates the same thing twice', 422: 'sends what is not valid', 429: 'asks more often than is allowed',
};

export function judgeKinds(backend: TestedBackend, kinds: readonly (readonly number[])[], program: Program, report: Report): void {
  const at = backend.app?.at ?? backend.endpoints[0]?.at;
  if (!at) return;
  const surely = new Set([...backend.requested.values()].flatMap(one => one.surely.map(keyOf)));
  const asked = program.tests.cases.flatMap(one => one.requests).filter(one => one.expects.length > 0);
  const others = asked.filter(one => !surely.has(keyOf(one)));
  for (const group of kinds) {
    const able = backend.endpoints.filter(one => canFail(one, group, program));
    const [first] = able;
    if (!first) continue;
    const verdict = isExpected(group, asked.filter(one => surely.has(keyOf(one))).flatMap(one => one.expects));
    // A path that no endpoint answers is missing whatever the handlers do: its 404 tests none of them.
    const perhaps = others.find(one => isExpected(group, one.asks.kind === 'path' ? one.expects.filter(status => status !== 404) : one.expects) !== 'no');
    if (verdict === 'no' && backend.generated !== undefined) report.unknown('app', backend.generated, at);
    else if (verdict === 'perhaps' || (verdict === 'no' && perhaps)) report.unknown('app', `a test expects a failure, and whether it is ${saysKinds(group)} of this application could not be followed`, perhaps?.at ?? at);
    else {
      report.judged('app');
      if (verdict === 'no') report(at, `no test of ${appNamed(backend)} expects ${saysKinds(group)}, which ${able.length === 1 ? 'one of its endpoints' : `${String(able.length)} of its endpoints`} can answer with`, { path: able.slice(0, 3).map(one => ({ at: one.at, message: `${one.method} ${one.path} is one of them` })), instead: insteadOf(group) });
    }
  }
}

function insteadOf(group: readonly number[]): string {
  const how = [...new Set(group.flatMap(one => attempts[one] ?? []))];
  return `add a test that ${how.length === 0 ? 'makes an endpoint fail in this way' : how.join(', or ')}, and checks for ${saysKinds(group)}`;
}

function keyOf({ at }: TestRequest): string { return `${at.file}@${String(at.start)}`; }
