import type { OutgoingCall } from '../../src/rule/index.js';
import { defineRule, each } from '../../src/rule/index.js';

export default defineRule<OutgoingCall>({
  id: 'require-timeout-on-outgoing-calls',
  group: 'async',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A request to another host may wait for ever.',
  why: 'When the other side stops answering, the waiting requests pile up until this service stops answering too.',
  instead: 'set a timeout on the client or on the request',
  limits: 'A client or options that come from outside what was read are not judged.',
  look: each('outgoing call'),
  check(call, program, report) {
    if (program.roleAt(call.at) !== 'production') return;
    if (!call.timeout.known) return report.unknown('outgoing call', call.timeout.because, call.at);
    report.judged('outgoing call');
    if (call.timeout.value) return;
    const name = `\`${program.sourceAt(program.place(call.call.file, call.call.fact.callee.at))}\``;
    const how = call.deliberate ? 'takes the timeout away' : 'sets no timeout';
    // A stream that is meant to stay open has no end to wait for.
    const staysOpen = call.deliberate && /stream|subscribe|listen/i.test(name);
    report(call.at, call.kind === 'client' ? `requests of this client wait without a limit: ${name} ${how}` : `${name} ${how}: the request waits without a limit`, { severity: staysOpen ? 'warning' : 'error', path: call.path });
  },
});
