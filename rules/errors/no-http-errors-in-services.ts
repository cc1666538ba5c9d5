/** Services and repositories that fail with the web framework's own exception. */
import { defineRule, each, isServiceFile } from '../../src/rule/index.js';

export default defineRule({
  id: 'no-http-errors-in-services',
  group: 'errors',
  severity: 'error',
  tier: 'stable',
  languages: ['python', 'typescript', 'rust'],
  summary: 'A service or repository raises the web framework\'s exception.',
  why: 'Logic that speaks of HTTP can be used behind a route only: a job, a command or a test has to catch an answer to a request that was never made.',
  instead: 'raise an error of the domain, and let the route or one error handler turn it into a status',
  limits: 'Services are the files of a declared layer, or those called service, repository or crud, that declare no routes. A class of the project that derives from the framework\'s exception is not reported.',
  look: each('file'),
  check(file, program, report) {
    if (!isServiceFile(file, program)) return;
    report.judged('service');
    for (const one of program.httpErrorsIn(file)) {
      if (program.roleAt(one.at) !== 'production') continue;
      const name = one.library.slice(one.library.lastIndexOf('.') + 1);
      report(one.at, `${one.in ? `\`${one.in.fact.name}\`` : 'this service'} fails with \`${name}\`, which only a web request can be answered with`);
    }
  },
});
