/** Cross-origin policies that let any page of the web act for the signed-in user, or origins a team did not declare. */
import { z } from 'zod';
import type { AllowedOrigin, CorsPolicy, Program } from '../../src/rule/index.js';
import { defineRule, hostMatches, hostOf, wholeProgram } from '../../src/rule/index.js';
import { isOutsideProduction } from './outside-production.js';

const options = z.strictObject({
  anyOrigin: z.enum(['with credentials', 'always']).default('with credentials').describe('whether `*` is reported only together with credentials, or always'),
});

export default defineRule({
  id: 'no-permissive-cors',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Pages of any origin may call with the user\'s credentials, or an origin may that is not declared.',
  why: 'A page somebody happens to have open then reads and changes what the signed-in user may, without his knowledge.',
  instead: 'list the origins that may call, and keep the list in the settings',
  limits: 'Origins that only the environment knows, and functions that decide about them, are not judged. `*` without credentials is fine unless origins are declared in `corsOrigins`.',
  options,
  look: wholeProgram(),
  check(program, _, report, given) {
    const { anyOrigin } = options.parse(given ?? {});
    const declared = program.settings.corsOrigins;
    for (const policy of program.corsPolicies) {
      if (program.roleAt(policy.at) !== 'production') continue;
      const loose = policy.origins.find(one => one.kind === 'any') ?? policy.origins.find(one => one.kind === 'reflected');
      if (loose && credentialsOf(policy) === true) {
        report.judged('CORS policy');
        const outside = isOutsideProduction(loose.at, program) || isOutsideProduction(policy.at, program);
        report(placeOf(loose, policy), `${whoever(loose)} may call with the user's credentials${outside ? ', where it is not production' : ''}`, { path: pathTo(loose, policy), ...(outside && { severity: 'warning' as const }) });
        continue;
      }
      if (loose && credentialsOf(policy) === undefined) { report.unknown('CORS policy', policy.credentials.known ? 'it could not be told' : policy.credentials.because, policy.at); continue; }
      if (policy.open !== undefined && !loose) report.unknown('CORS policy', policy.open, policy.at);
      else report.judged('CORS policy');
      if (loose && (declared.length > 0 || anyOrigin === 'always')) report(placeOf(loose, policy), `${whoever(loose)} may call${declared.length > 0 ? ', while origins are declared' : ''}`, { path: pathTo(loose, policy) });
      else if (loose?.kind === 'reflected') report(placeOf(loose, policy), `${whoever(loose)} may call`, { severity: 'warning', path: pathTo(loose, policy) });
      for (const one of declared.length === 0 ? [] : policy.origins) {
        if (one.kind === 'listed' && !isDeclared(one.text, declared)) report(one.at, `\`${one.text}\` may call, which is none of the declared origins`, { path: pathTo(one, policy) });
      }
    }
  },
});

function credentialsOf({ credentials }: CorsPolicy): boolean | undefined {
  return credentials.known ? credentials.value : undefined;
}

function whoever(one: AllowedOrigin): string {
  return one.kind === 'any' ? 'every origin (`*`)' : 'whoever asks: his own origin is answered, he';
}

/** An origin kept elsewhere is shown where it is written. */
function placeOf(one: AllowedOrigin, policy: CorsPolicy): Program['apps'][number]['at'] { return one.at.file === policy.at.file ? one.at : policy.at; }

function pathTo(one: AllowedOrigin, policy: CorsPolicy) {
  return one.at.file === policy.at.file && Math.abs(one.at.start - policy.at.start) < 300 ? [] : [{ at: one.at.file === policy.at.file ? policy.at : one.at, message: one.at.file === policy.at.file ? 'the policy is set here' : 'the origin is written here' }];
}

/** Origins are declared whole, with `*`, as networks, or as `private`. */
function isDeclared(origin: string, declared: readonly string[]): boolean {
  const host = hostOf(origin) ?? origin;
  return declared.some(one => one === origin || one.replace(/\/$/, '') === origin.replace(/\/$/, '') || hostMatches(one, origin) || (!one.includes('://') && hostMatches(one, host)));
}
