import { z } from 'zod';
import type { Program } from '../../src/rule/index.js';
import { backendsOf, defineRule, nameOf, reportGathered, wholeProgram } from '../../src/rule/index.js';
import { versionOf, versionedAsWhole, type By } from './api-versions.js';

interface Options { readonly by: 'any' | By; readonly consistent: boolean }

export default defineRule<Program, Options>({
  id: 'require-api-version',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint carries no version of the API, or another kind of version than the rest.',
  why: 'Without a version nothing can be changed that a client relies on: the first breaking change breaks them all at once.',
  instead: 'mount the routers under a version (`/api/v1`), or ask for it in a header or query parameter, the same way everywhere',
  limits: 'Health checks, documentation, webhooks, pages and files have no version; an endpoint whose mount cannot be followed is unknown.',
  options: z.strictObject({
    by: z.enum(['any', 'path', 'header', 'query']).default('any').describe('where the version must be'),
    consistent: z.boolean().default(false).describe('all endpoints or none: no version at all is fine'),
  }),
  look: wholeProgram(),
  check(program, _, report, { by, consistent }) {
    for (const backend of backendsOf(program, report, ['probe', 'documentation', 'webhook', 'page'])) {
      const whole = backend.app && versionedAsWhole(backend.app, program);
      const versions = new Map(backend.endpoints.map(one => [one, versionOf(one) ?? whole] as const));
      const without = backend.endpoints.filter(one => versions.get(one) === undefined);
      backend.endpoints.forEach(() => { report.judged('endpoint'); });
      if (!(consistent && without.length === backend.endpoints.length)) {
        const some = without.length < backend.endpoints.length;
        reportGathered(program, report, backend, without, {
          one: endpoint => `${nameOf(endpoint)} carries no version${some ? ', other endpoints do' : ''}`,
          all: (of, example) => `${of} carry no version, ${nameOf(example)} for one`,
        });
      }
      const wanted = by === 'any' ? commonest([...versions.values()]) : by;
      const other = backend.endpoints.filter(one => versions.get(one) !== undefined && versions.get(one) !== wanted);
      reportGathered(program, report, backend, other, {
        one: endpoint => `${nameOf(endpoint)} has its version in ${spell(versions.get(endpoint))}, not in ${spell(wanted)}${by === 'any' ? ' like most' : ''}`,
        all: of => `${of} have their version elsewhere than in ${spell(wanted)}`,
      });
    }
  },
});

function commonest(given: readonly (By | undefined)[]): By | undefined {
  const count = (by: By): number => given.filter(one => one === by).length;
  const kinds: readonly By[] = ['path', 'header', 'query'];
  return [...kinds].sort((one, other) => count(other) - count(one))[0];
}

function spell(by: By | undefined): string {
  return by === 'path' ? 'its path' : by === 'header' ? 'a header' : 'a query parameter';
}

