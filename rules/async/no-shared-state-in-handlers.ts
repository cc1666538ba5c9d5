import type { Endpoint } from '../../src/rule/index.js';
import { defineRule, each, sharedStateChangedIn } from '../../src/rule/index.js';

export default defineRule<Endpoint>({
  id: 'no-shared-state-in-handlers',
  group: 'async',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A handler changes a variable of its module: with two instances of the service each has its own.',
  why: 'The second instance, and this one after a restart, knows nothing of it: clients see their data come and go with the instance that answers.',
  instead: 'keep it in the database, or in a store that all instances share',
  limits: 'Stays preview: what a name says (cache, metric, pool, connection) decides what a process may keep for itself; state behind an application\'s own objects is not seen.',
  look: each('endpoint'),
  check({ kind, handler, at }, program, report) {
    // A command belongs to a desktop application, of which there is one.
    if (kind === 'command' || program.roleAt(at) !== 'production') return;
    report.judged('handler');
    const names = new Set<string>();
    for (const state of sharedStateChangedIn(program, handler)) {
      if (names.has(state.name)) continue;
      names.add(state.name);
      report(state.at, `${handler.fact.name === '<closure>' ? 'the handler' : `\`${handler.fact.name}\``} changes \`${state.name}\`, which lives in this process only`);
    }
  },
});
