import type { Endpoint, Place, Program, Router } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'no-unregistered-endpoint',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint is written and never registered: nobody can call it.',
  why: 'It compiles, its tests call the function, and in production the answer is 404; or it is dead code that is still maintained.',
  instead: 'mount the router, or list the controller or command where the application is built; what is no longer served can go',
  limits: 'A router that is handed to code which cannot be followed counts as mounted, and a library without an application of its own is not judged.',
  look: wholeProgram(),
  check(program, _, report) {
    const isProduction = (at: Place): boolean => program.roleAt(at) === 'production';
    for (const { kind, mounted, at } of program.endpoints) {
      if (!isProduction(at)) continue;
      if (mounted.known) report.judged(kind === 'command' ? 'command' : 'endpoint');
      else report.unknown(kind === 'command' ? 'command' : 'endpoint', mounted.because, at);
    }
    for (const router of program.routers) {
      if (router.mounted.known && !router.mounted.value && isProduction(router.at)) reportRouter(router);
    }
    for (const one of program.endpoints) {
      if (one.mounted.known && !one.mounted.value && one.registered.length === 0 && isProduction(one.at)) report(one.at, messageOf(one), one.kind === 'command' ? { instead: 'list it in `generate_handler!`; where only Rust code calls it, take the command attribute off' } : {});
    }

    function reportRouter(router: Router): void {
      const under = program.endpoints.filter(one => one.registered.some(step => step.router === router.id));
      const [first] = under;
      if (!first) return;
      const name = router.name === '' ? 'this router' : `${router.kind} \`${router.name}\``;
      const how = router.kind === 'controller' ? `${name} stands in no module` : `nothing mounts ${name}`;
      report(router.at, `${how}: ${under.length === 1 ? 'its endpoint is' : `its ${String(under.length)} endpoints are`} out of reach`, { path: [{ at: first.at, message: `${first.method} ${first.path} is declared on it` }] });
    }
  },
});

function messageOf(endpoint: Endpoint): string {
  return endpoint.kind === 'command' ? `command \`${endpoint.method}\` is missing from \`generate_handler!\`` : `nothing registers ${endpoint.method} ${endpoint.path}`;
}
