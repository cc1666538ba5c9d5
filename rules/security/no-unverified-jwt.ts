/** Signed tokens whose signature, end or audience nobody checks, and tokens that never end. */
import { z } from 'zod';
import type { Program, TokenFault, TokenUse } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

const options = z.strictObject({
  maxLeewaySeconds: z.number().default(60).describe('how far clocks may differ when a token\'s end is checked'),
  tokenFrom: z.enum(['header', 'anywhere']).default('header').describe('whether a token in the address is reported'),
  algorithms: z.enum(['listed', 'fitting the key']).default('fitting the key').describe('whether accepted algorithms must be listed where the library already takes only those that fit the key'),
});

/** Links in mails carry tokens of their own; sockets of browsers cannot send a header. */
const byLink = /^sig$|reset|verif|confirm|activat|invit|unsubscri|magic|mail|download|socket|ws_|sse|stream|callback|share|preview|files?|sign(?:ed|ature)/i;

export default defineRule({
  id: 'no-unverified-jwt',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A token is accepted without its signature, end, audience or algorithm being checked, or is issued without an end.',
  why: 'Whoever writes or keeps such a token is whoever he says he is, for as long as he likes.',
  instead: 'verify the token with its key, a list of algorithms and its expiry before reading it, and issue every token with an end',
  limits: 'Options and claims that could not be followed are counted as unknown. A token may be read without its signature where it is checked on the way, where a provider\'s answer or code of this program made it, or where only its end is asked for; behind a guard that checked it is a warning, and so is a token accepted late to renew it or to sign out.',
  options,
  look: wholeProgram(),
  check(program, _, report, given) {
    const settings = options.parse(given ?? {});
    for (const use of program.tokenUses) {
      if (program.roleAt(use.at) !== 'production' || isBrowser(use, program)) continue;
      if (use.unseen !== undefined && use.faults.length === 0) report.unknown('token', use.unseen, use.at);
      else report.judged('token');
      for (const fault of use.faults) {
        const said = messageFor(fault, use, program, settings);
        if (said) report(fault.at, said.message, { severity: said.severity });
      }
    }
  },
});

interface Said { readonly message: string; readonly severity: 'error' | 'warning' }

function messageFor(fault: TokenFault, use: TokenUse, program: Program, settings: z.infer<typeof options>): Said | undefined {
  const error = (message: string): Said => ({ message, severity: 'error' });
  switch (fault.kind) {
    case 'signature': {
      if (isGuarded(use, program)) return { message: 'the token is read without its signature being checked here: at best the guard before it has', severity: 'warning' };
      return error(use.does === 'reads' && use.call?.file.language !== 'rust' ? 'the token is read without its signature being checked' : 'the signature of the token is not checked');
    }
    case 'expiry': return renews.test(aroundOf(use)) ? { message: 'a token is accepted after its end, however long ago that was', severity: 'warning' } : error('a token is accepted after its end');
    case 'audience': return { message: 'a token made for somebody else is accepted: its audience is not checked', severity: 'warning' };
    case 'none': return error('tokens without a signature are accepted: `none` is among the algorithms');
    case 'any algorithm': return fault.accepts === 'always' ? error('any algorithm is accepted: none is listed') : settings.algorithms === 'listed' ? { message: 'every algorithm that fits the key is accepted: none is listed', severity: 'warning' } : undefined;
    case 'leeway': return fault.seconds > settings.maxLeewaySeconds ? error(`tokens are accepted ${String(fault.seconds)} seconds after their end`) : undefined;
    case 'from the address': return settings.tokenFrom === 'anywhere' || isByLink(use, program) ? undefined : { message: 'the token is taken from the address, which logs and histories keep', severity: 'warning' };
    case 'endless': return error('a token is issued that never ends');
  }
}

/** Who renews a token or signs out may come late. */
const renews = /refresh|renew|log_?out|sign_?out|revoke|blacklist|expired|ignoreExp/i;

/** The names of the function and the class around. */
function aroundOf({ call }: TokenUse): string {
  const fn = call?.file.functions[call.fact.in];
  return `${fn?.name ?? ''} ${call?.file.classes[fn?.class ?? -1]?.name ?? ''}`;
}

/** Every way to it that is seen leads past something that turns away who is not known. */
function isGuarded({ call }: TokenUse, program: Program): boolean {
  if (!call) return false;
  const seen = new Set<unknown>();
  const todo = program.functionsOf(call.file).filter(one => one.index === call.fact.in);
  for (const fn of todo) {
    if (seen.has(fn.fact) || seen.size > 40) continue;
    seen.add(fn.fact);
    for (const caller of program.callersOf(fn)) todo.push(...program.functionsOf(caller.file).filter(one => one.index === caller.fact.in));
  }
  // What reads it may be one of several guards.
  const own = call.file.classes[call.file.functions[call.fact.in]?.class ?? -1]?.name;
  const isOwn = (name: string): boolean => own !== undefined && name.includes(own);
  const reached = program.endpoints.filter(one => seen.has(one.handler.fact) || one.guards.some(guard => isOwn(guard.name)));
  return reached.length > 0 && reached.every(one => one.guards.some(guard => (guard.kind === 'auth' || guard.kind === 'by name' || guard.kind === 'unknown') && guard.where !== 'body' && !isOwn(guard.name)));
}

function isByLink({ at, call }: TokenUse, program: Program): boolean {
  const around = call?.file.functions[call.fact.in]?.name ?? '';
  const token = call?.fact.args[0]?.value;
  if (token?.kind === 'name' && byLink.test(token.name)) return true;
  const handler = program.endpoints.find(one => one.at.file === at.file && one.handler.fact.at.start <= at.start && at.end <= one.handler.fact.at.end);
  return byLink.test(around) || (handler !== undefined && (handler.kind === 'socket' || byLink.test(handler.path)));
}

/** A page may look into its own token: whoever answers it decides. */
function isBrowser({ at }: TokenUse, program: Program): boolean {
  const file = program.file(at.file);
  return file !== undefined && program.purposeOf(file) === 'browser';
}
