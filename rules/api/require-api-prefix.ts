import { z } from 'zod';
import type { Endpoint, Program } from '../../src/rule/index.js';
import { backendsOf, defineRule, nameOf, reportGathered, wholeProgram } from '../../src/rule/index.js';

interface Options { readonly prefix: string; readonly exempt: readonly string[] }

export default defineRule<Program, Options>({
  id: 'require-api-prefix',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint lies outside the prefix of the API, or has its router\'s prefix twice.',
  why: 'Proxies, CORS rules and rate limits are set per prefix: what lies outside is not covered, and a doubled prefix answers 404 where clients call.',
  instead: 'mount the router under the prefix; below a router with a prefix, paths are relative to it',
  limits: 'Health checks, documentation, webhooks, pages and files are left out; an endpoint whose mount cannot be followed is unknown.',
  options: z.strictObject({
    prefix: z.string().startsWith('/').default('/api').describe('what every path begins with: `/api`, `/api/v1`'),
    exempt: z.array(z.string()).default([]).describe('paths (and what lies below them) that are meant to lie outside'),
  }),
  look: wholeProgram(),
  check(program, _, report, { prefix, exempt }) {
    for (const backend of backendsOf(program, report, ['probe', 'documentation', 'webhook', 'page'])) {
      const meant = backend.endpoints.filter(one => !exempt.some(path => isUnder(path, one.path)));
      const endpoints = meant.filter(one => !/^\/[^/]*\{\}/.test(one.path));
      for (const one of meant) if (!endpoints.includes(one)) report.unknown('endpoint', 'what its path begins with is set elsewhere', one.at);
      endpoints.forEach(() => { report.judged('endpoint'); });
      reportGathered(program, report, { ...backend, endpoints }, endpoints.filter(one => !isUnder(prefix, one.path)), {
        one: endpoint => `${nameOf(endpoint)} lies outside ${prefix}`,
        all: (of, example) => `${of} lie outside ${prefix}, ${nameOf(example)} for one`,
      });
      const doubled = endpoints.flatMap(one => { const twice = repeatedIn(one); return twice === undefined ? [] : [{ one, twice }]; });
      for (const { one, twice } of doubled) report(one.at, `${one.path} has ${twice} twice: the router's prefix and the path of the route both begin with it`, { instead: 'write the path of the route relative to its router' });
    }
  },
});

function segments(path: string): readonly string[] { return path.split('/').filter(part => part !== ''); }

function isUnder(prefix: string, path: string): boolean {
  const given = segments(path);
  return segments(prefix).every((part, index) => part === given[index]);
}

/** The literal segments that are repeated where the prefix ends and the route's own path begins. */
function repeatedIn({ path, declaration }: Endpoint): string | undefined {
  const own = segments(declaration.path ?? '');
  const all = segments(path);
  const above = all.slice(0, all.length - own.length);
  for (let length = Math.min(above.length, own.length); length > 0; length--) {
    const twice = own.slice(0, length);
    if (twice.every((part, index) => part === above[above.length - length + index] && /^[\w.-]+$/.test(part))) return `/${twice.join('/')}`;
  }
  return undefined;
}
