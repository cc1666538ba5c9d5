/** Sessions and connections that nothing closes, that everybody shares, or whose engine is made again for every request. */
import { z } from 'zod';
import type { FunctionRef, Opening, Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { isPreparing } from '../../src/rule/prepared.js';
import { runPerRequest } from './per-request.js';
import { fateOf, isKept } from './session-fates.js';

const options = z.strictObject({
  httpClients: z.boolean().default(false).describe('report HTTP clients made for every request too'),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'require-scoped-session',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A session or connection is never closed or is shared by all requests, or an engine or pool is made for every request.',
  why: 'Connections run out under load, and requests that share a session see each other\'s half-done work.',
  instead: 'make the engine or pool once at start-up, and open each session in a context manager or in a dependency that closes it',
  insteadWith: {
    fastapi: 'yield the session from a dependency that opens it in a `with` block, and take it by `Depends`',
    pg: 'use `pool.query`, or release the client in a `finally`',
    '@prisma/client': 'make one `PrismaClient` in a module of its own and import it',
  },
  limits: 'In Rust what goes out of scope is closed, so only pools made for a request count. Start-up code, scripts and tests are left out.',
  options,
  look: wholeProgram(),
  check(program, _, report, { httpClients }) {
    const perRequest = runPerRequest(program);
    for (const opening of program.openings) {
      if (program.roleAt(opening.at) !== 'production' || isLeftOut(opening.call.file.file, opening.in, program)) continue;
      const fate = fateOf(opening, perRequest, program);
      if (fate.kind === 'unknown') { report.unknown('session', fate.because, opening.at); continue; }
      report.judged('session');
      if (fate.kind === 'fine') continue;
      report(opening.at, messageOf(opening, fate.kind, program), { ...(fate.weak && { severity: 'warning' as const }), path: fate.path });
    }
    if (!httpClients) return;
    for (const client of program.outgoingCalls.filter(one => one.kind === 'client' && program.roleAt(one.at) === 'production')) {
      const fn = program.functionsOf(client.call.file)[client.call.fact.in];
      report.judged('HTTP client');
      const way = fn && perRequest.get(fn.fact);
      if (way && !isKept(client.call, program)) report(client.at, `\`${program.sourceAt(client.at)}\` makes a client, and its connections, for every request`, { path: way, instead: 'make the client once and share it: it keeps its connections open' });
    }
  },
});

function isLeftOut(file: string, fn: FunctionRef | undefined, program: Program): boolean {
  const facts = program.file(file);
  return (fn !== undefined && isPreparing(fn)) || (facts !== undefined && /^(?:script|command line|browser)$/.test(program.purposeOf(facts)));
}

function messageOf(opening: Opening, fate: 'shared' | 'made again' | 'never closed' | 'not closed on failure', program: Program): string {
  const what = `\`${program.sourceAt(opening.at)}\``;
  switch (fate) {
    case 'shared': return `this session is opened once and shared by everything that uses ${opening.name === undefined ? 'it' : `\`${opening.name}\``}`;
    case 'made again': return `${what} makes an engine or pool, with connections of its own, for every request`;
    case 'never closed': return `the session ${what} gives is never closed`;
    case 'not closed on failure': return `the session ${what} gives is only closed when nothing fails before`;
  }
}
