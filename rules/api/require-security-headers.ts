import { defineRule, wholeProgram, type Program } from '../../src/rule/index.js';
import { filesOf, judgeApps, names, says } from './app-wide.js';

const header = /^(x-content-type-options|x-frame-options|strict-transport-security|content-security-policy(-report-only)?|referrer-policy|permissions-policy)$/i;

export default defineRule<Program>({
  id: 'require-security-headers',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'The application sends no security headers.',
  why: 'A browser then guesses content types, shows answers inside other pages, and goes back to plain HTTP when asked to.',
  instead: 'add a middleware that sends them (helmet, secure, a layer of its own), or declare `gateway: ["security headers"]`',
  limits: 'One such header set anywhere in the backend counts; headers a reverse proxy adds are not seen.',
  look: wholeProgram(),
  check(program, _, report) {
    judgeApps(program, report, {
      everywhere: { named: /helmet|secur|talisman|header|hsts|nosniff|frame|csp|lusca/i, says: header },
      protection: 'security headers', gateway: 'security headers', lacks: 'sends no security headers',
      signs: (app, of) => names(app, of, /security_?headers|secure_?headers|helmet/i) || filesOf(app, of).some(file => says(file, header)),
    });
  },
});
