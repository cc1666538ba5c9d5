/** Whether a token that is read without its signature being checked is checked elsewhere, or comes from where nobody can have changed it. */
import { partsOfValue, partsWithCalls } from '../facts/parts.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { TokenRow } from '../libraries/library.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';

/** `unknown`: a token of a provider that a caller nobody sees hands over. */
export type Read = 'harmless' | 'unknown' | 'unchecked';

type RowOf = (file: FileIndex, call: Call) => TokenRow | undefined;

/** What checks a token for a library that is not known. */
const checks = /verif(?!icationcode)|validate_?(?:jwt|token|access|id_?token|sign)|introspect|authenticate(?:_?(?:jwt|token|request))?$|jwtCheck|check_?(?:jwt|token)|createRemoteJWKSet/i;
/** What a token endpoint answers. */
const handedOver = /^(?:id|access|refresh)_?token$|^credential$/i;
/** Where a client's own words stand. */
const fromClient = /^(?:req|request|body|query|params?|headers?|cookies|form|input|dto|payload|args|searchparams|query_params|authorization)$/i;
/** When it ends and how it is called: nobody is let in by that. */
const harmlessClaims = new Set(['exp', 'expiration', 'iat', 'nbf', 'jti', 'header', 'kid', 'alg']);

export class TokenReads {
  #handshakes: boolean | undefined;

  constructor(readonly flow: Flow, readonly rowOf: RowOf, readonly sends: (file: FileIndex, call: Call) => boolean, readonly files: readonly FileIndex[]) {}

  /** `token`: what is read, where the call says so; `own`: calls that belong to the reading and check nothing. */
  judge(file: FileIndex, call: Call, token: Value | undefined, own: readonly Call[] = []): Read {
    if (this.#checkedIn(file, call.in, [call, ...own], 0) || this.#checkedByCallers(file, call.in, [call, ...own], 0) || this.#checkedInClass(file, call, own)) return 'harmless';
    if (onlyLooksAt(file, call, harmlessClaims)) return 'harmless';
    if (token && isOfHandshake(file, call.in, token) && (this.#handshakes ??= this.#checksHandshakes())) return 'harmless';
    return token ? this.#comesFrom({ file, fn: call.in, value: token, frame: undefined }, 0) : 'unchecked';
  }

  /** Sockets are let in once: whatever their handlers read later was checked then. */
  #checksHandshakes(): boolean {
    return this.files.some(file => file.facts.calls.some(call => { const row = this.rowOf(file, call); const token = row?.does === 'verifies' && call.args[0]?.value; return token !== undefined && token !== false && isOfHandshake(file, call.in, token); }));
  }

  /** A check in the function, in what its closures do, in what is around it, or in what these call. */
  #checkedIn(file: FileIndex, fn: number, own: readonly Call[], depth: number): boolean {
    const outer = outermost(file, fn);
    return file.facts.calls.some(other => {
      if (own.includes(other) || (fn >= 0 ? outermost(file, other.in) !== outer : other.in !== fn)) return false;
      const row = this.rowOf(file, other);
      if (row) return row.does === 'verifies' && !isSwitchedOff(other);
      if (checks.test(calledName(other))) return true;
      const callee = depth < 4 ? this.flow.graph.calleeOf(other) : undefined;
      return callee !== undefined && this.#checkedIn(callee.file, callee.fn, own, depth + 1);
    });
  }

  #checkedByCallers(file: FileIndex, fn: number, own: readonly Call[], depth: number): boolean {
    if (fn < 0 || depth > 2) return false;
    return this.flow.graph.callersOf(file, outermost(file, fn)).some(caller => caller.fn >= 0 && (this.#checkedIn(caller.file, caller.fn, own, 1) || this.#checkedByCallers(caller.file, caller.fn, own, depth + 1)));
  }

  /** One method looks inside, another checks: whoever uses the class decides, and is not seen to leave the check out. */
  #checkedInClass(file: FileIndex, call: Call, own: readonly Call[]): boolean {
    const around = file.classAround(call.in);
    if (around < 0 || this.flow.graph.callersOf(file, outermost(file, call.in)).length > 0) return false;
    return file.facts.calls.some(other => !own.includes(other) && other !== call && file.classAround(other.in) === around && this.rowOf(file, other)?.does === 'verifies');
  }

  /** A provider hands its tokens over itself, and what was issued here was not changed on the way. */
  #comesFrom(node: FlowNode, depth: number): Read {
    const { file, fn, value } = node;
    if (depth > 6) return 'unchecked';
    const go = (next: FlowNode): Read => this.#comesFrom(next, depth + 1);
    switch (value.kind) {
      case 'choice': return least(value.options.map(option => go({ ...node, value: option })));
      case 'name': {
        const { nodes, ends } = this.flow.ofNameAlone(node, value.name);
        const given = ends.flatMap(end => (end.kind === 'param' ? end.callers : []));
        const unseen = ends.some(end => end.kind === 'param' && end.callers.length === 0);
        if (nodes.length + given.length === 0) return unseen && handedOver.test(value.name) ? 'unknown' : 'unchecked';
        return least([...nodes, ...given].map(go));
      }
      case 'index': return value.key.kind === 'text' ? this.#ofHolder(node, value.of, value.key.text) : 'unchecked';
      case 'member': return this.#ofHolder(node, value.of, value.name);
      case 'call': {
        const call = file.facts.calls[value.call];
        if (!call) return 'unchecked';
        const row = this.rowOf(file, call);
        if (row?.does === 'issues' || this.sends(file, call)) return 'harmless';
        const results = this.flow.ofCall({ ...node, fn: call.in }, call);
        if (results && results.length > 0) return least(results.map(go));
        const key = calledName(call) === 'get' && call.args[0]?.value.kind === 'text' ? call.args[0].value.text : undefined;
        if (call.callee.kind === 'member') return key === undefined ? this.#ofHolder(node, call.callee.of, calledName(call)) : this.#ofHolder(node, call.callee.of, key);
        return 'unchecked';
      }
      case 'item': return go({ ...node, fn, value: value.of });
      default: return 'unchecked';
    }
  }

  /** `tokens.id_token`, `(await response.json()).id_token`, `response.text()`. */
  #ofHolder(node: FlowNode, holder: Value, name: string): Read {
    const { calls } = node.file.facts;
    const parts = [...partsWithCalls(holder, calls)];
    const client = parts.filter(part => (part.kind === 'name' || part.kind === 'member') && fromClient.test(part.name) && !isAnswer(node, part));
    // What a provider's strategy hands to its callback is called `params` too.
    if (client.length > 0) return handedOver.test(name) && client.every(part => part.kind === 'name' && part.name === 'params') ? 'unknown' : 'unchecked';
    if (handedOver.test(name)) return 'harmless';
    const isResponse = parts.some(part => (part.kind === 'name' && /^(?:res|resp|response)$/.test(part.name)) || this.#isSent(node.file, part));
    return isResponse && /^(?:text|json)$/.test(name) ? 'harmless' : 'unchecked';
  }

  #isSent(file: FileIndex, part: Value): boolean {
    const call = part.kind === 'call' ? file.facts.calls[part.call] : undefined;
    return call !== undefined && this.sends(file, call);
  }
}

/** `socket.handshake.query.token`, `socket.handshake.auth.token`. */
function isOfHandshake(file: FileIndex, fn: number, token: Value): boolean {
  const speaks = (value: Value): boolean => [...partsWithCalls(value, file.facts.calls)].some(part => part.kind === 'member' && part.name === 'handshake');
  return speaks(token) || (token.kind === 'name' && (file.assignments.get(fn)?.get(token.name) ?? []).some(one => speaks(one.value)));
}

/** `const params = await exchange(code)` is no client's word, whatever its name. */
function isAnswer({ file, fn }: FlowNode, part: Value): boolean {
  return part.kind === 'name' && (file.assignments.get(fn)?.get(part.name) ?? []).some(one => one.value.kind === 'call');
}

function isSwitchedOff(call: Call): boolean {
  return call.args.some(one => one.name === 'options' && one.value.kind === 'record' && one.value.entries.some(entry => entry.key?.kind === 'text' && entry.key.text === 'verify_signature' && entry.value.kind === 'boolean' && !entry.value.value));
}

function outermost(file: FileIndex, fn: number): number {
  let at = fn;
  while (at >= 0 && file.functionAt(at)?.kind === 'closure' && (file.functionAt(at)?.in ?? -1) >= 0) at = file.functionAt(at)?.in ?? -1;
  return at;
}

/** Whether nothing else of what a call gives is used than these members. */
function onlyLooksAt(file: FileIndex, call: Call, allowed: ReadonlySet<string>): boolean {
  const { facts } = file;
  const index = facts.calls.indexOf(call);
  const outer = outermost(file, call.in);
  const names = new Set(facts.assignments.flatMap(({ target, value, in: fn }) => (target.kind === 'name' && fn === call.in && (value.kind === 'item' ? value.of : value).kind === 'call' && [...partsOfValue(value)].some(part => part.kind === 'call' && part.call === index) ? [target.name] : [])));
  const isIt = (value: Value): boolean => (value.kind === 'call' && value.call === index) || (value.kind === 'name' && names.has(value.name));
  const here = facts.calls.filter(one => outermost(file, one.in) === outer);
  const values = [
    ...facts.assignments.flatMap(one => (one.in === call.in && !(one.target.kind === 'name' && names.has(one.target.name)) ? [one.value] : [])),
    ...facts.returns.flatMap(one => (outermost(file, one.in) === outer ? [one.value] : [])),
    ...here.flatMap(one => [one.callee, ...one.args.map(argument => argument.value)]),
  ].flatMap(value => [...partsOfValue(value)]);
  const asked = new Map<Value, { readonly name: string; readonly by: Value }>();
  for (const part of values) {
    if (part.kind === 'member') asked.set(part.of, { name: part.name, by: part });
    else if (part.kind === 'index' && part.key.kind === 'text') asked.set(part.of, { name: part.key.text, by: part });
    // `claims()`: the call stands for the member it calls.
    const called = part.kind === 'call' ? facts.calls[part.call]?.callee : undefined;
    if (called && part.kind === 'call') asked.set(called, { name: '()', by: part });
  }
  for (const { callee, args } of here) if (callee.kind === 'member' && callee.name === 'get' && args[0]?.value.kind === 'text') asked.set(callee.of, { name: args[0].value.text, by: callee });
  const lastAsked = (one: Value): string => {
    const next = asked.get(one);
    return next === undefined ? '' : leadsOn.test(next.name) ? lastAsked(next.by) : next.name;
  };
  const uses = values.filter(isIt);
  return uses.length > 0 && uses.every(one => allowed.has(lastAsked(one)));
}

/** What stands between a token and its claims. */
const leadsOn = /^(?:claims|payload|registered|unwrap|\(\))$/;

function least(reads: readonly Read[]): Read {
  return reads.includes('unchecked') || reads.length === 0 ? 'unchecked' : reads.includes('unknown') ? 'unknown' : 'harmless';
}
