import { z } from 'zod';
import type { Endpoint, Program, Report } from '../../src/rule/index.js';
import { backendsOf, defineRule, nameOf, wholeProgram } from '../../src/rule/index.js';
import { isPluralOf, styleOf, verbIn } from './path-words.js';
import { trailingSlashes } from './trailing-slashes.js';

interface Options { readonly rpc: readonly string[] }

export default defineRule<Program, Options>({
  id: 'restful-paths',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A path says a verb, or is written otherwise than its neighbours: letter case, singular and plural, slash at the end.',
  why: 'Clients guess paths from the ones they know; where each path is written its own way they look up every one, and guess wrong.',
  instead: 'name the thing, let the method say what is done with it, and write all paths alike',
  limits: 'Verbs are judged in English and Italian. Search, sign-in and actions under one item are no verbs in this sense; parameters are left to consistent-api-naming.',
  options: z.strictObject({ rpc: z.array(z.string()).default([]).describe('paths (and what lies below them) that are meant to name procedures') }),
  look: wholeProgram(),
  check(program, _, report, { rpc }) {
    for (const backend of backendsOf(program, report, ['probe', 'documentation', 'webhook', 'page'])) {
      const endpoints = backend.endpoints.filter(one => !rpc.some(path => one.path === path || one.path.startsWith(`${path.replace(/\/$/, '')}/`)));
      endpoints.forEach(() => { report.judged('endpoint'); });
      for (const one of endpoints) {
        const verb = verbOf(one);
        if (verb !== undefined) report(one.at, `${nameOf(one)} says \`${verb}\` in its path`, { instead: `name the thing in the path; ${one.method} already says what is done with it` });
      }
      // What says a verb is renamed anyway.
      reportMixedCase(endpoints.filter(one => verbOf(one) === undefined), report);
      reportMixedNumber(endpoints.filter(one => verbOf(one) === undefined), report);
      for (const { endpoint, message } of trailingSlashes(endpoints)) report(endpoint.at, message);
    }
  },
});

function segmentsOf(path: string): readonly string[] { return path.split('/').filter(part => part !== ''); }
function isParameter(segment: string): boolean { return /^[:{<*]/.test(segment); }

function verbOf({ path }: Endpoint): string | undefined {
  const segments = segmentsOf(path);
  for (const [index, segment] of segments.entries()) {
    const verb = isParameter(segment) ? undefined : verbIn(segment, isParameter(segments[index - 1] ?? ''));
    if (verb !== undefined) return verb;
  }
  return undefined;
}

/** Each segment once, where it first occurs, in another style than most segments of several words. */
function reportMixedCase(endpoints: readonly Endpoint[], report: Report): void {
  const first = new Map<string, Endpoint>();
  for (const one of endpoints) for (const segment of segmentsOf(one.path)) if (!first.has(segment) && styleOf(segment) !== undefined) first.set(segment, one);
  const styles = [...first.keys()].flatMap(segment => styleOf(segment) ?? []);
  const most = [...new Set(styles)].sort((one, other) => styles.filter(style => style === other).length - styles.filter(style => style === one).length)[0];
  for (const [segment, endpoint] of first) {
    const style = styleOf(segment);
    if (style !== most) report(endpoint.at, `\`${segment}\` in ${endpoint.path} is written in ${style ?? ''}, most paths here in ${most ?? ''}`);
  }
}

/** The same noun in both numbers: `/user/{id}` beside `/users`. */
function reportMixedNumber(endpoints: readonly Endpoint[], report: Report): void {
  const nouns = new Map<string, { readonly noun: string; readonly above: string; readonly endpoint: Endpoint; hasItem: boolean }>();
  for (const endpoint of endpoints) {
    const segments = segmentsOf(endpoint.path);
    for (const [index, noun] of segments.entries()) {
      if (isParameter(noun)) continue;
      const above = segments.slice(0, index).map(segment => (isParameter(segment) ? ':' : segment)).join('/');
      const known = nouns.get(`${above}/${noun}`) ?? { noun, above, endpoint, hasItem: false };
      nouns.set(`${above}/${noun}`, { ...known, endpoint: known.hasItem ? known.endpoint : endpoint, hasItem: known.hasItem || isParameter(segments[index + 1] ?? '') });
    }
  }
  for (const one of nouns.values()) {
    // `/user` is who is asking, `/users` everybody: only a singular with an item below is the same collection.
    const many = one.hasItem ? [...nouns.values()].find(other => other.above === one.above && isPluralOf(other.noun, one.noun)) : undefined;
    if (many) report(one.endpoint.at, `${one.endpoint.path} says \`${one.noun}\`, ${many.endpoint.path} says \`${many.noun}\`: one resource, two names`, { path: [{ at: many.endpoint.at, message: `${many.endpoint.method} ${many.endpoint.path}` }] });
  }
}
