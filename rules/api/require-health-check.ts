import { defineRule, wholeProgram, type Program } from '../../src/rule/index.js';
import { judgeApps, languageOf } from './app-wide.js';

/** Paths and handlers that tell whether the service is up, in English and Italian. */
const path = /(^|[/_-])(health(z|check)?|livez?|liveness|readyz?|readiness|alive|ping|heartbeat|up|status|salute|stato)([/_-]?check)?\/?$/i;
const handler = /^(api_?|get_?|check_?|is_?)?(health(_?(check|z))?|liveness|readiness|ping|heartbeat|alive)(_?check)?$/i;

export default defineRule<Program>({
  id: 'require-health-check',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'No endpoint tells whether the service is up.',
  why: 'Whatever restarts, deploys or balances the service has to guess; it sends requests to an instance that cannot answer them.',
  instead: 'add `GET /health` that answers without asking who calls, and checks what the service cannot work without',
  look: wholeProgram(),
  check(program, _, report) {
    judgeApps(program, report, {
      protection: 'health check', gateway: 'health check', lacks: 'has no health check',
      signs: (app, of) => of.endpoints.some(one => one.kind === 'http' && one.handler.file.language === languageOf(app, of) && /^(GET|HEAD|\*)/.test(one.method) && (path.test(one.path) || handler.test(one.handler.fact.name))),
    });
  },
});
