/** Endpoints that know who is asking and change data all the same, whoever it is. */
import type { Endpoint, FileFacts, Program, Value, WritingEndpoint } from '../../src/rule/index.js';
import { defineRule, nameOf, wholeProgram, writingEndpoints } from '../../src/rule/index.js';

/** Words of those who decide what somebody may do. */
const decides = /perm(?:ission|it)|role|scope|admin|owner|superuser|staff|moderator|authori[sz]e(?!d_?user)|polic(?:y|ies)|abilit(?:y|ies)|can_?(?:edit|delete|update|create|write|manage|access|\w+)|is_?allowed|may_?|access_?(?:level|control|check)|check_?access|acl|rbac|grant|privileg|forbid|require_?(?:user_?)?(?:role|scope|admin)|has_?(?:access|right)|belongs|member(?:ship)?_?of|is_?(?:own|member|author)|ensure_?own|verify_?own|tenant|organi[sz](?:ation|er)|workspace|member|collaborator|participant|moderat|instructor|teacher|editor/i;
/** Words of him who asks. */
const asker = /^(?:current_?user\w*|\w*user|\w*_account|user_\w+|auth(?:_?user|ed)?|req|request|session|claims|principal|identity|me|account|viewer|actor|subject|ctx|context|wallet|key_?info|user_?id|owner_?id|author_?id|account_?id|uid|token|auth_?user)$/i;
/** Columns that say whose a row is. */
const owned = /^(?:user|owner|author|account|creator|created_?by|customer|member|tenant|org|organi[sz]ation|workspace|team|wallet|profile|seller|student|employee|uid)(?:_?id|_?uuid)?$/i;

export default defineRule<Program>({
  id: 'require-authorization-on-writes',
  group: 'security',
  severity: 'warning',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint asks who is calling, and lets everybody who is known change what is addressed.',
  why: 'Whoever signs in can then change or delete what belongs to somebody else, by trying numbers.',
  instead: 'check the role, or load the row with its owner in the condition, before changing it',
  limits: 'Only endpoints behind a guard that change a row which their path or body names are judged. A check is taken by its words: roles, permissions, owners, or a comparison or filter with the user\'s id; whether it checks the right thing is not known. Preview: what decides is often said in words of the application alone, and the thirteen findings read in six small repositories since the words grew (one false) say little about large ones.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const { endpoint, write, writes } of writingEndpoints(program, ['http'])) {
      if (!endpoint.guards.some(guard => guard.kind !== 'open' && guard.kind !== 'other' && guard.kind !== 'unknown')) continue;
      if (endpoint.guards.some(guard => guard.kind === 'open')) continue;
      const changes = writes.filter(one => one.query.verb === 'update' || one.query.verb === 'delete' || one.query.verb === 'other');
      const [first] = changes;
      if (!first || !/[{:<]/.test(endpoint.path)) continue;
      const unseen = endpoint.guards.find(guard => guard.kind === 'unknown');
      if (unseen) { report.unknown('write endpoint', `what \`${unseen.name}\` does is not seen`, endpoint.at); continue; }
      // A class that knows who asks hands it to whatever it makes: `self.repos.tools.delete(id)`.
      if (endpoint.guards.every(guard => guard.where === 'class' || (guard.kind !== 'auth' && guard.kind !== 'identity')) && keepsAsker(endpoint)) { report.unknown('write endpoint', 'its class may keep to what belongs to who asks', endpoint.at); continue; }
      report.judged('write endpoint');
      if (endpoint.guards.some(guard => decides.test(guard.name)) || isDecided(endpoint, writes, program)) continue;
      report(endpoint.at, `${nameOf(endpoint)} changes ${write.query.tables[0] === undefined ? 'data' : `\`${write.query.tables[0]}\``} for everybody who is signed in: nothing on the way compares who asks with whose it is`, { path: [...first.path, { at: first.query.at, message: 'here it writes' }] });
    }
  },
});

function isDecided({ handler }: Endpoint, writes: WritingEndpoint['writes'], program: Program): boolean {
  if (program.repliesOf(handler).some(one => one.status.known && one.status.value === 403)) return true;
  if (handler.fact.decorators.some(one => decides.test(one.path))) return true;
  const around = new Set<FileFacts['functions'][number]>([handler.fact]);
  for (const { call, in: inside } of program.callsReachedFrom(handler)) {
    around.add(inside.fact);
    const name = program.sourceAt(program.place(call.file, call.fact.callee.at));
    if (decides.test(name)) return true;
    // The user is part of what is asked of the database, or is handed on with the row's number.
    if (call.fact.args.some(one => (one.name !== undefined && owned.test(one.name)) || (speaksOfAsker(one.value) && call.file === handler.file && call.fact.args.length > 1))) return true;
  }
  if (writes.some(one => [one.query, ...program.reachedFrom(handler).map(reached => reached.query)].some(query => query.filters.some(filter => owned.test(filter.column)) || /\b(?:user|owner|author|account|tenant|org\w*|workspace|team|wallet)_?id\b/i.test(program.sourceAt(query.at))))) return true;
  const { file } = handler;
  return file.blocks.some(block => block.test !== undefined && around.has(file.functions[block.in] ?? handler.fact) && (block.in === handler.index || inClosure(file, block.in, handler.index)) && (speaksOfAsker(block.test) || decides.test(program.sourceAt(program.place(file, block.test.at)))))
    || handler.fact.params.some(param => decides.test(param.type?.text ?? '') || decides.test(param.default ? program.sourceAt(program.place(file, param.default.at)) : ''));
}

function keepsAsker({ handler }: Endpoint): boolean {
  const own = handler.fact.class < 0 ? undefined : handler.file.classes[handler.fact.class];
  return own !== undefined && handler.file.language === 'python' && own.bases.length > 0;
}

function inClosure(file: FileFacts, fn: number, outer: number): boolean {
  for (let at = fn; at >= 0; at = file.functions[at]?.in ?? -1) if (at === outer) return true;
  return false;
}

function speaksOfAsker(value: Value): boolean {
  switch (value.kind) {
    case 'name': return asker.test(value.name) && !/^(?:req|request|session|ctx|context|token)$/i.test(value.name);
    case 'member': return owned.test(value.name) || speaksOfAsker(value.of) || (value.of.kind === 'name' && asker.test(value.of.name) && /user|account|id$|auth/i.test(value.name));
    case 'operation': return value.operands.some(speaksOfAsker);
    case 'choice': return [...value.options, ...value.tests].some(speaksOfAsker);
    case 'record': return value.entries.some(entry => speaksOfAsker(entry.value) || (entry.key?.kind === 'text' && owned.test(entry.key.text)));
    case 'list': return value.items.some(speaksOfAsker);
    case 'index': return speaksOfAsker(value.of) || (value.key.kind === 'text' && owned.test(value.key.text));
    case 'text': case 'number': case 'boolean': case 'nothing': case 'joined': case 'call': case 'function': case 'each': case 'item': case 'unknown': return false;
  }
}
