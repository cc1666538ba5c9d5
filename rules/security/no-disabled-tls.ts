/** Connections whose other side is not checked, or that are not encrypted at all. */
import type { Program, Report, SentRequest } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { isUnencryptedDatabase, outsideHost, plainAddressesIn } from './plain-addresses.js';

const off = { certificates: 'certificates are not checked', 'host names': 'a certificate of any host is accepted', encryption: 'the connection is not encrypted' } as const;

export default defineRule<Program>({
  id: 'no-disabled-tls',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Certificates are not checked, or something is sent unencrypted to a host outside.',
  why: 'Whoever sits between the two reads and changes everything, passwords and tokens included, and nobody notices.',
  instead: 'speak https and let certificates be checked; hand a private authority\'s certificate to the client, and declare hosts inside in `privateHosts`',
  limits: 'What has to be asked for by a switch or on a developer\'s machine is not reported. Addresses that come from the environment are not known.',
  look: wholeProgram(),
  check(program, _, report) {
    const told = new Set<string>();
    const say = (at: Parameters<Report>[0], message: string, severity: 'error' | 'warning' = 'error'): void => {
      const key = `${at.file}@${String(at.start)}`;
      if (!told.has(key)) report(at, message, { severity });
      told.add(key);
    };
    for (const one of program.tlsWeaknesses) {
      if (program.roleAt(one.at) !== 'production') continue;
      report.judged('TLS setting');
      if (one.when === 'on request') continue;
      say(one.at, `${off[one.what]}${one.when === 'by default' ? ' unless a setting says otherwise' : ''}: \`${one.source}\``, one.when === 'by default' ? 'warning' : 'error');
    }
    for (const call of program.requests) {
      if (program.roleAt(call.at) !== 'production') continue;
      report.judged('request');
      for (const at of plainlySent(call, program)) say(at.at, `what is sent to \`${at.host}\` is not encrypted`);
    }
    for (const file of program.files) {
      if (file.role !== 'production') continue;
      for (const { at, host, how } of plainAddressesIn(file, program)) {
        const place = program.place(file, at);
        if (program.roleAt(place) !== 'production') continue;
        report.judged('address');
        say(place, how === 'database' ? `the database at \`${host}\` is spoken to unencrypted` : `\`${host}\` is spoken to by plain http`);
      }
    }
    for (const [path, text] of program.companions) judgeSettings(path, text, program, say);
  },
});

/** Addresses a request is sent to, wherever they are written. */
function plainlySent({ call, url }: SentRequest, program: Program) {
  return (url ? program.sourcesOf(call.file, call.fact.in, url).all : []).flatMap(({ value: written, at }) => {
    const first = written.kind === 'joined' ? written.parts[0] : written;
    const host = first?.kind === 'text' && /^http:\/\/[^/]+(?:\/|$)/i.test(first.text) ? outsideHost(first.text, program) : undefined;
    return host === undefined || program.roleAt(at) !== 'production' ? [] : [{ at, host }];
  });
}

/** Lines of `.env` files that are used as they are, not templates. */
function judgeSettings(path: string, text: string, program: Program, say: (at: Parameters<Report>[0], message: string) => void): void {
  if (!/(?:^|\/)(?:\.env(?:\.(?:production|prod|staging|local))?|Dockerfile|(?:docker-)?compose[^/]*\.ya?ml)$/.test(path) || /(?:^|\/)(?:tests?|examples?|e2e|fixtures)\//.test(path)) return;
  for (const match of text.matchAll(/^[ \t]*(?![ \t#])[^\n]*?(?:\bNODE_TLS_REJECT_UNAUTHORIZED\b["']?\s*[=:]\s*["']?0|[a-z+]+:\/\/[^\s"']+)/gm)) {
    const address = /[a-z+]+:\/\/[^\s"']+$/.exec(match[0])?.[0];
    const at = { file: path, start: match.index + (match[0].length - match[0].trimStart().length), end: match.index + match[0].length };
    if (address === undefined) say(at, 'certificates are not checked: `NODE_TLS_REJECT_UNAUTHORIZED=0`');
    else if (isUnencryptedDatabase(address) && outsideHost(address, program) !== undefined) say(at, `the database at \`${outsideHost(address, program) ?? ''}\` is spoken to unencrypted`);
  }
}
