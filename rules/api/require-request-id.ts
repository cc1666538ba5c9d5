import { defineRule, wholeProgram, type Program } from '../../src/rule/index.js';
import { filesOf, judgeApps, names, says } from './app-wide.js';

export default defineRule<Program>({
  id: 'require-request-id',
  group: 'api',
  severity: 'warning',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Requests carry no id that logs and answers could share.',
  why: 'When a user reports a failure, nothing ties it to the lines that were logged while it happened.',
  instead: 'take or make a request id in a middleware, put it in every log line and send it back in a header',
  limits: 'Fastify gives every request an id. A tracing library that gives requests an id counts.',
  look: wholeProgram(),
  check(program, _, report) {
    judgeApps(program, report, {
      protection: 'request id', gateway: 'request id', lacks: 'gives requests no id',
      signs: (app, of) => app.framework === 'fastify' || app.middleware.some(one => /(request|correlation|trace)_?id/i.test(one.name))
        || names(app, of, /(request|correlation|trace)_?id_?(middleware|filter|context|layer|interceptor)/i) || filesOf(app, of).some(file => says(file, /^(x-)?(request|correlation|trace)-id$|^traceparent$/i)),
    });
  },
});
