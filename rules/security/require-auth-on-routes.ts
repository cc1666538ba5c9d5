import type { Endpoint, Guard, Program } from '../../src/rule/index.js';
import { defineRule, nameOf, wholeProgram } from '../../src/rule/index.js';
import { byHandler, projectsIn } from './endpoint-groups.js';
import { changes, isPublic } from './public-by-nature.js';

export default defineRule<Program>({
  id: 'require-auth-on-routes',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint answers anybody: nothing on its way asks who is calling.',
  why: 'Whoever finds the address can read or change what lies behind it; a forgotten guard looks exactly like a public endpoint.',
  instead: 'put the guard the other routes have on this one, its router or its mount, or declare it with a reason in `publicEndpoints`',
  limits: 'A guard that cannot be followed counts as one. Commands of a desktop application and routers that are mounted nowhere are not judged. Health checks, documentation, sign-in and webhooks are public by nature. Where nothing at all is guarded, the application is reported once, and apart from it only what changes something.',
  look: wholeProgram(),
  check(program, _, report) {
    const judged = program.endpoints.filter(one => one.kind === 'http' && program.roleAt(one.at) === 'production' && !(one.mounted.known && !one.mounted.value));
    for (const one of judged) {
      const doubt = one.mounted.known ? doubtOf(one, program) : one.mounted.because;
      if (doubt !== undefined) report.unknown('endpoint', doubt, one.at);
      else report.judged('endpoint');
    }
    const declared = program.settings.publicEndpoints.map(one => ({ ...one, met: judged.filter(endpoint => matches(one.endpoint, endpoint)) }));
    for (const project of projectsIn(judged, program)) {
      const guarded = project.some(one => one.guards.some(guard => asks.has(guard.kind)));
      const open = project.filter(one => isOpen(one) && !isPublic(one, program) && !declared.some(entry => entry.met.includes(one)));
      const shown = guarded ? open : open.filter(one => changes(one, program));
      for (const [one, ...others] of byHandler(shown)) report(one.at, `${nameOf(one)}${others.length > 0 ? ` and ${String(others.length)} more path${others.length > 1 ? 's' : ''} to the same handler` : ''} answer${others.length > 0 ? '' : 's'} anybody: no guard stands before ${others.length > 0 ? 'them' : 'it'}`, { severity: guarded && changes(one, program) ? 'error' : 'warning', path: mountedAt(one), ...(!guarded && { instead: firstGuard }) });
      const [first] = open;
      if (!guarded && first) report(applicationOf(first, program, project), project.length === 1 ? 'the only endpoint does not ask who is calling' : `none of ${String(project.length)} endpoints asks who is calling`, { severity: 'warning', instead: firstGuard });
    }
    for (const entry of declared) {
      const [first] = judged;
      if (entry.met.length === 0 && first) report(applicationOf(first, program), `publicEndpoints names ${entry.endpoint}, which no endpoint is`, { severity: 'warning', instead: 'take the entry out of the configuration' });
    }
  },
});

/** Where nothing is guarded yet, there is no guard to copy. */
const firstGuard = 'put a guard before the whole application (a middleware, a dependency of the application, a layer), and declare with a reason in `publicEndpoints` what stays public';

const asks: ReadonlySet<Guard['kind']> = new Set<Guard['kind']>(['auth', 'optional', 'by name']);

/** Why nobody can tell by the code whether strangers are turned away: not guilty, and no proof either. */
function doubtOf(endpoint: Endpoint, program: Program): string | undefined {
  const first = (kind: Guard['kind']): Guard | undefined => endpoint.guards.find(guard => guard.kind === kind && (kind !== 'identity' || !/^(app|router|mount)$/.test(guard.where)));
  if (first('auth') ?? first('open')) return undefined;
  if (isPublic(endpoint, program) || program.settings.publicEndpoints.some(one => matches(one.endpoint, endpoint))) return undefined;
  const named = first('by name');
  if (named) return `\`${named.name}\` is taken for a guard by its name`;
  const optional = first('optional');
  if (optional) return `\`${optional.name}\` lets through who shows nothing`;
  const unseen = first('unknown');
  if (unseen) return `what the guard \`${unseen.name}\` does is not seen`;
  const reads = first('identity');
  return reads && `\`${reads.name}\` reads who is asking, and nothing is seen that turns strangers away`;
}

function isOpen(endpoint: Endpoint): boolean {
  return !endpoint.guards.some(guard => asks.has(guard.kind) || guard.kind === 'open' || (guard.kind === 'unknown' && guard.where !== 'app') || (guard.kind === 'identity' && guard.where !== 'app' && guard.where !== 'router' && guard.where !== 'mount'));
}

/** Where the application is made; of several, the one most of the endpoints hang under. */
function applicationOf(endpoint: Endpoint, program: Program, project: readonly Endpoint[] = []): Endpoint['at'] {
  const under = (id: string): number => project.filter(one => one.registered[0]?.router === id).length;
  const applications = program.routers.filter(one => one.application && one.framework === endpoint.framework);
  const [most] = applications.map(one => ({ at: one.at, endpoints: under(one.id) })).sort((one, other) => other.endpoints - one.endpoints);
  return most?.at ?? endpoint.at;
}

/** The registering line, when it is not where the handler stands. */
function mountedAt({ at, declaredAt }: Endpoint): readonly { at: Endpoint['at']; message: string }[] {
  return declaredAt.file === at.file && Math.abs(declaredAt.start - at.start) < 200 ? [] : [{ at: declaredAt, message: 'it is registered here, with no guard' }];
}

/** `POST /orders`, `/orders/*`: as an entry of `publicEndpoints` is written. */
function matches(entry: string, endpoint: Endpoint): boolean {
  const [, method, path = ''] = /^(?:([A-Z*]+)\s+)?(\S+)$/.exec(entry.trim()) ?? [];
  if (method !== undefined && method !== '*' && !endpoint.method.split('|').includes(method)) return false;
  const wanted = path.split('/').filter(part => part !== '');
  const given = endpoint.path.split('/').filter(part => part !== '');
  return wanted.every((part, index) => part === '*' || part === given[index] || (/^[:{<]/.test(part) && /^[:{<]/.test(given[index] ?? ''))) && (wanted.length === given.length || wanted.at(-1) === '*');
}
