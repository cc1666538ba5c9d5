/** Finds requests to other hosts, and whether anything limits how long they wait: the call, its client, or what is around it. */
import type { Call, Param } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { known, unknown } from '../facts/known.js';
import type { Known } from '../facts/known.js';
import type { Step } from '../findings/finding.js';
import type { ArgumentRef, Effect } from '../libraries/library.js';
import type { OutgoingCall } from '../rule/program.js';
import { calledName } from './arguments.js';
import { clientsBehind } from './clients.js';
import type { FileIndex } from './file-index.js';
import type { Flow } from './flow.js';
import { givenTimeout, givenToParam } from './timeouts.js';

interface Client { readonly file: FileIndex; readonly call: Call; readonly index: number; readonly effect: Effect; readonly limited: Known<boolean>; readonly relying: Step[] }

/** A caller of a wrapper, and whether it limits the request. */
interface Deciding { readonly file: FileIndex; readonly call: Call; readonly index: number; readonly limited: boolean }

export class OutgoingCalls {
  readonly all: OutgoingCall[] = [];
  readonly #clients = new Map<Call, Client>();
  readonly #limiters = new Map<FileIndex, readonly Call[]>();

  /** `inBrowser`: files whose requests a person waits for, not a server. */
  constructor(readonly flow: Flow, readonly files: readonly FileIndex[], inBrowser: (file: FileIndex) => boolean) {
    const libraryDefaults = this.#librariesWithDefaults();
    const serving = files.filter(file => !inBrowser(file));
    for (const file of serving) this.#collectClients(file, libraryDefaults);
    for (const file of serving) file.facts.calls.forEach((call, index) => {
      const resolved = flow.evaluator.resolve(file, call);
      if (resolved?.effect?.sends !== undefined && !libraryDefaults.has(rootOf(resolved.path))) this.#lookAtRequest(file, call, index, resolved.effect);
    });
    for (const client of this.#clients.values()) {
      const explicit = client.effect.limited === true; // only a client that says "no limit" differs from the default
      if (client.limited.known && client.limited.value) continue;
      if (client.relying.length === 0 && !explicit) continue;
      this.all.push({ at: placeOf(client.file, client.call), call: { file: client.file.facts, index: client.index, fact: client.call }, kind: 'client', timeout: client.limited, deliberate: this.#takesLimitAway(client.file, client.call, client.effect), path: client.relying.slice(0, 4) });
    }
  }

  #collectClients(file: FileIndex, defaults: ReadonlySet<string>): void {
    const limiting: Call[] = [];
    file.facts.calls.forEach((call, index) => {
      const resolved = this.flow.evaluator.resolve(file, call);
      const effect = resolved?.effect;
      if (!effect) return;
      if (effect.limits === 'arguments' || effect.limits === 'block') limiting.push(call);
      if (!effect.client) return;
      const limited = defaults.has(rootOf(resolved.path)) ? known(true) : this.#isLimited(file, call, effect);
      this.#clients.set(call, { file, call, index, effect, limited, relying: [] });
    });
    this.#limiters.set(file, limiting);
  }

  #lookAtRequest(file: FileIndex, call: Call, index: number, effect: Effect): void {
    const url = effect.sends === undefined || effect.sends === 'self' ? undefined : urlOf(call, effect.sends);
    const options: Param[] = [];
    const own = this.#isLimited(file, call, { ...effect, limited: false }, options);
    const behind = call.callee.kind === 'member' ? clientsBehind(this.flow, { file, fn: call.in, value: call.callee.of, frame: undefined }) : undefined;
    const clients = behind?.calls.flatMap(one => this.#clients.get(one) ?? []) ?? [];
    if (clients.length === 0 && url?.kind === 'text' && url.text.startsWith('/')) return; // a page asks its own server
    if ((own.known && own.value) || this.#isSurrounded(file, call) || this.#namesOf(file, index).some(name => this.#setOn(file, call.in, name) || this.#isHandedToLimit(file, name))) return;
    const clientSays = clients.length === 0 && behind?.hidden === true && effect.limited === undefined;
    if (clients.length > 0 && clients.every(client => clientDecides(client.effect))) {
      if (own.known) for (const client of clients) client.relying.push({ at: placeOf(file, call), message: `\`${calledName(call)}\` relies on it` });
      // `timeout=None` in the call takes the client's own limit away.
      if (this.#takesLimitAway(file, call, effect)) this.#note(file, call, index, known(false), true);
      return;
    }
    if (!own.known && effect.limited !== true) {
      const callers = options.flatMap(param => this.#callersThatDecide(file, call.in, param, effect, 0));
      const guilty = callers.filter(one => !one.limited);
      // Nobody who calls a wrapper gives a limit: that is one fault, in the wrapper.
      if (guilty.length > 1 && guilty.length === callers.length) this.#note(file, call, index, known(false), false, guilty.slice(0, 4).map(one => ({ at: placeOf(one.file, one.call), message: 'called without a timeout here' })));
      else for (const one of guilty) this.#note(one.file, one.call, one.index, known(false));
      return;
    }
    const limited = effect.limited === true && !this.#takesLimitAway(file, call, effect) ? known(true) : clientSays ? unknown('its client comes from elsewhere') : own;
    if (!limited.known || !limited.value) this.#note(file, call, index, limited, this.#takesLimitAway(file, call, effect));
  }

  /** A function that hands its options on: whoever calls it decides. */
  #callersThatDecide(file: FileIndex, fn: number, param: Param, effect: Effect, depth: number): readonly Deciding[] {
    const owner = this.#ownerOf(file, fn, param);
    if (owner < 0 || depth > 3) return [];
    const params = file.functionAt(owner)?.params ?? [];
    const position = params.indexOf(param) - (/^(self|cls)$/.test(params[0]?.name ?? '') ? 1 : 0);
    return this.flow.graph.callersOf(file, owner).flatMap(caller => {
      const call = caller.value.kind === 'call' ? caller.file.facts.calls[caller.value.call] : undefined;
      if (!call || caller.value.kind !== 'call') return [];
      const further: Param[] = [];
      const given = givenToParam(this.flow, caller.file, call, param, position, effect.timeout ?? [], further);
      if (further.length > 0) return further.flatMap(one => this.#callersThatDecide(caller.file, call.in, one, effect, depth + 1));
      return [{ file: caller.file, call, index: caller.value.call, limited: (given !== 'nothing' && given !== 'endless') || this.#isSurrounded(caller.file, call) }];
    });
  }

  #ownerOf(file: FileIndex, fn: number, param: Param): number {
    for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) if (file.functionAt(at)?.params.includes(param)) return at;
    return -1;
  }

  #note(file: FileIndex, call: Call, index: number, timeout: Known<boolean>, deliberate = false, path: readonly Step[] = []): void {
    this.all.push({ at: placeOf(file, call), call: { file: file.facts, index, fact: call }, kind: 'request', timeout, deliberate, path });
  }

  #takesLimitAway(file: FileIndex, call: Call, effect: Effect): boolean {
    return effect.timeout !== undefined && givenTimeout(this.flow, file, call, effect.timeout) === 'endless';
  }

  #isLimited(file: FileIndex, call: Call, effect: Effect, params: Param[] = []): Known<boolean> {
    const given = effect.timeout === undefined ? 'nothing' : givenTimeout(this.flow, file, call, effect.timeout, params);
    switch (given) {
      case 'limit': return known(true);
      case 'endless': return known(false);
      case 'unknown': return unknown('its options are put together elsewhere');
      case 'nothing': return known(effect.limited === true || this.#chainSets(file, call));
    }
  }

  /** `.timeout(...)` among the calls the builder was made with, or those that follow. */
  #chainSets(file: FileIndex, call: Call): boolean {
    const { evaluator } = this.flow;
    const sets = (one: Call): boolean => evaluator.resolve(file, one)?.effect?.limits === 'self';
    let at: Value | undefined = call.callee.kind === 'member' ? call.callee.of : undefined;
    for (let turn = 0; at && turn < 30; turn++) {
      if (at.kind === 'name') {
        const name = at.name;
        const { definitions } = evaluator.names.define(file, call.in, name, at.at.start);
        if (definitions.some(one => one.kind === 'assignment' && one.file === file && this.#setOn(file, one.fact.in, name))) return true;
        const [first] = definitions;
        at = first?.kind === 'assignment' && first.file === file ? first.fact.value : undefined;
        continue;
      }
      const inner: Call | undefined = at.kind === 'call' ? file.facts.calls[at.call] : undefined;
      if (inner && sets(inner)) return true;
      at = inner?.callee.kind === 'member' ? inner.callee.of : undefined;
    }
    return file.facts.calls.some(one => one.at.start === call.at.start && one.at.end > call.at.end && sets(one));
  }

  /** `request.setTimeout(...)` on the variable, later. */
  #setOn(file: FileIndex, fn: number, name: string): boolean {
    return (file.calls.get(fn) ?? []).some(index => {
      const one = file.facts.calls[index];
      return one?.callee.kind === 'member' && one.callee.of.kind === 'name' && one.callee.of.name === name && this.flow.evaluator.resolve(file, one)?.effect?.limits === 'self';
    });
  }

  /** Variables that hold the request: `const request = http.get(...)`. */
  #namesOf(file: FileIndex, index: number): readonly string[] {
    return file.facts.assignments.flatMap(one => (one.value.kind === 'call' && one.value.call === index && one.target.kind === 'name' ? [one.target.name] : []));
  }

  #isHandedToLimit(file: FileIndex, name: string): boolean {
    return (this.#limiters.get(file) ?? []).some(one => one.args.some(argument => argument.value.kind === 'name' && argument.value.name === name));
  }

  /** An argument of something that ends what it is given, or in a block that does. */
  #isSurrounded(file: FileIndex, call: Call): boolean {
    return (this.#limiters.get(file) ?? []).some(one => {
      if (this.flow.evaluator.resolve(file, one)?.effect?.limits === 'arguments') return one.at.start < call.at.start && call.at.end <= one.at.end;
      for (let block = file.facts.blocks[call.block]; block; block = file.facts.blocks[block.parent]) if (block.kind === 'with' && block.at.start <= one.at.start && one.at.end <= block.at.end && one.at.start <= (block.over?.at.end ?? -1)) return true;
      return false;
    });
  }

  /** `axios.defaults.timeout = 5000`: every client of that library has a limit. */
  #librariesWithDefaults(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const file of this.files) {
      for (const one of file.facts.assignments) {
        const { target } = one;
        if (target.kind !== 'member' || target.name !== 'timeout' || target.of.kind !== 'member' || target.of.name !== 'defaults') continue;
        const shape = this.flow.evaluator.shapeOf(file, one.in, target.of.of);
        if (shape.kind === 'library') found.add(rootOf(shape.path));
      }
    }
    return found;
  }
}

/** A client that cannot be given a limit leaves it to every request. */
function clientDecides(effect: Effect): boolean {
  return effect.timeout !== undefined || effect.limited === true;
}

function urlOf(call: Call, ref: ArgumentRef): Value | undefined {
  const position = Array.isArray(ref) ? ref.find((one): one is number => typeof one === 'number') : ref;
  return typeof position === 'number' ? call.args[position]?.value : undefined;
}

function rootOf(path: string): string {
  return path.split('.')[0] ?? path;
}

function placeOf(file: FileIndex, call: Call): Step['at'] {
  return { file: file.file, ...call.nameAt };
}
