import type { Endpoint, Program } from '../../src/rule/index.js';
import { defineRule, nameOf, wholeProgram } from '../../src/rule/index.js';
import { relation } from './route-patterns.js';

export default defineRule<Program>({
  id: 'no-shadowed-route',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A route is never reached: one declared before it takes its requests.',
  why: 'The framework tries routes in the order they are declared, so the first that matches answers and the second is dead.',
  instead: 'declare the literal path before the one with a parameter, narrow the parameter, or delete the duplicate',
  limits: 'Judged where routes are tried in order (FastAPI, Starlette, Express, Koa, Hono, NestJS) and the order can be told; where literal segments win (axum, actix-web, Rocket, Fastify) only the same route twice is, which most of them refuse at start-up.',
  look: wholeProgram(),
  check(program, _, report) {
    const routes = program.endpoints.filter(one => one.kind === 'http' && isJudged(one) && one.registered.length > 0 && program.roleAt(one.at) === 'production');
    for (const one of program.endpoints) if (one.kind === 'http' && !one.mounted.known && program.roleAt(one.at) === 'production') report.unknown('route', one.mounted.because, one.at);
    for (const one of routes) {
      report.judged('route');
      const taker = routes.find(other => other !== one && comesBefore(other, one) && takes(other, one) && !mayBePassed(other, one, program));
      if (!taker) continue;
      const same = relation(taker.path, one.path) === 'same';
      report(one.at, same ? `${nameOf(one)} is declared a second time: the first answers` : `${nameOf(one)} is never reached: ${taker.path} comes first and takes it`, {
        path: [{ at: taker.declaredAt, message: `${nameOf(taker)} is declared here` }],
      });
    }
  },
});

/** Where literal segments win, Python's frameworks also take the same route twice. */
function isJudged(endpoint: Endpoint): boolean {
  return endpoint.inOrder || (endpoint.handler.file.language !== 'python' && endpoint.method !== '*');
}

function takes(first: Endpoint, second: Endpoint): boolean {
  return covers(first.method, second.method) && (first.inOrder ? relation(first.path, second.path) !== 'apart' : relation(first.path, second.path) === 'same');
}

function covers(first: string, second: string): boolean {
  const methods = first.split('|');
  return first === '*' || second.split('|').every(method => methods.includes(method));
}

/** Both hang under one application, and where their ways part they are declared one after the other. */
function comesBefore(first: Endpoint, second: Endpoint): boolean {
  for (const [index, step] of first.registered.entries()) {
    const other = second.registered[index];
    if (other?.router !== step.router) return false;
    if (step.at.file === other.at.file && step.at.start === other.at.start) continue;
    return step.at.file === other.at.file && step.in === other.in && step.at.start < other.at.start;
  }
  return false;
}

/** The first stands in a branch that the second does not, or its handler hands on to the next. */
function mayBePassed(first: Endpoint, second: Endpoint, program: Program): boolean {
  const { file, index, fact } = first.handler;
  const [, , next] = fact.params;
  if (next && file.calls.some(call => call.in === index && call.callee.kind === 'name' && call.callee.name === next.name && call.args.length === 0)) return true;
  const branchesOf = (one: Endpoint): readonly number[] => (program.file(one.declaredAt.file)?.blocks ?? []).flatMap(block => (['if', 'else', 'case', 'catch'].includes(block.kind) && block.at.start <= one.declaredAt.start && one.declaredAt.end <= block.at.end ? [block.at.start] : []));
  const around = branchesOf(second);
  return branchesOf(first).some(start => first.declaredAt.file !== second.declaredAt.file || !around.includes(start)) || versioned(first) || versioned(second);
}

/** The same path answers to two versions asked for in another way. */
function versioned(endpoint: Endpoint): boolean {
  return endpoint.handler.fact.decorators.some(one => /(^|\.)(Version|version|Host|Header)s?$/.test(one.path));
}
