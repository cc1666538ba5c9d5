/** Endpoints that change data without the declared audit hearing of it. */
import type { Endpoint, Program, WritingEndpoint } from '../../src/rule/index.js';
import { defineRule, nameOf, wholeProgram, writingEndpoints } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'require-audit-log-on-writes',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint changes data and never reaches the audit declared in `auditBy`.',
  why: 'When something is wrong later, nobody can tell who changed it, when, and what it was before.',
  instead: 'call the audit in the same transaction as the write',
  limits: 'Judged where `auditBy` names functions or tables. The audit counts wherever it is reached on the way, in the handler, in what it calls or in a guard, middleware or listener of the same application; not whether every branch reaches it. Where only code behind a queue or a listener calls it, the endpoints stay unknown: declare the function or middleware that feeds it.',
  look: wholeProgram(),
  check(program, _, report) {
    const names = program.settings.auditBy;
    if (names.length === 0) return;
    const isAudit = auditOf(names);
    // What the audit writes by itself, wherever an endpoint does so too.
    const ownWrites = new Set(program.files.flatMap(file => program.functionsOf(file)).filter(fn => isAudit(fn.fact.name)).flatMap(fn => program.reachedFrom(fn)).map(keyOf));
    const everywhere = program.apps.filter(app => app.middleware.some(one => isAudit(one.name) || one.handler !== undefined && program.reaches(one.handler, call => isAudit(calledName(call.fact.callee))).length > 0));
    const subjects = writingEndpoints(program, ['http', 'command'])
      // What only writes to the audit is the audit.
      .filter(({ endpoint, writes }) => (!endpoint.mounted.known || endpoint.mounted.value) && !writes.every(one => ownWrites.has(keyOf(one)) || (one.query.tables.length > 0 && one.query.tables.every(isAudit))))
      .map(one => ({ ...one, audited: everywhere.some(app => app.endpoints.includes(one.endpoint)) || isAudited(one.endpoint, one.writes, program, isAudit) }));
    // A queue or a listener may feed what is written somewhere and reached from no endpoint.
    const isFedElsewhere = subjects.length > 1 && !subjects.some(one => one.audited) && program.files.some(file => file.role === 'production' && file.calls.some(call => isAudit(calledName(call.callee))));
    for (const { endpoint, write, audited } of subjects) {
      if (isFedElsewhere) { report.unknown('write endpoint', `\`${names.join('` or `')}\` is called where no endpoint is seen to lead`, endpoint.at); continue; }
      report.judged('write endpoint');
      if (audited) continue;
      const [table] = write.query.tables;
      report(endpoint.at, `${nameOf(endpoint)} ${table === undefined || table === 'table' ? 'changes' : verbs[write.query.verb] ?? 'changes'} ${table === undefined || table === 'table' ? 'data' : `\`${table}\``} and never reaches \`${names.join('` or `')}\``, { path: [...write.path, { at: write.query.at, message: 'here it writes' }] });
    }
  },
});

function keyOf({ query }: WritingEndpoint['write']): string { return `${query.at.file}@${String(query.at.start)}`; }

const verbs: Readonly<Record<string, string>> = { insert: 'adds to', update: 'changes', delete: 'deletes from' };

function isAudited(endpoint: Endpoint, writes: WritingEndpoint['writes'], program: Program, isAudit: (name: string) => boolean): boolean {
  return writes.some(one => one.query.tables.some(isAudit))
    || program.reaches(endpoint.handler, call => isAudit(calledName(call.fact.callee)) || call.fact.args.some(({ value }) => value.kind === 'name' && isAudit(value.name))).length > 0
    || endpoint.handler.fact.decorators.some(one => isAudit(one.path) || isAudit(one.path.split('.').at(-1) ?? ''))
    || endpoint.guards.some(guard => isAudit(guard.name) || isAudit(guard.name.replace(/\(.*$/s, '').split(/[.:]+/).at(-1) ?? ''));
}

/** Names are compared as written, without their module or schema, whatever their case. */
function auditOf(names: readonly string[]): (name: string) => boolean {
  const known = new Set(names.flatMap(name => [name.toLowerCase(), lastPart(name)]));
  return name => known.has(name.toLowerCase()) || known.has(lastPart(name));
}

function lastPart(name: string): string { return name.replaceAll(/["`[\]]/g, '').split(/::|[.:]/).at(-1)?.toLowerCase() ?? ''; }

function calledName(callee: WritingEndpoint['write']['query']['call']['fact']['callee']): string {
  return callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
}
