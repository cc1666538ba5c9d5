/** Finds where signed tokens are checked, read and issued, and which checks are left out. */
import { partsWithCalls } from '../facts/parts.js';
import type { Call } from '../facts/structure.js';
import type { Place, Span } from '../facts/span.js';
import type { Value } from '../facts/value.js';
import type { TokenRow } from '../libraries/library.js';
import type { TokenFault, TokenUse } from '../rule/token.js';
import { argumentOf, calledName, entryOf } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import type { Meanings } from './meanings.js';
import { saysItsEnd } from './token-claims.js';
import { TokenReads } from './token-reads.js';

export class TokenUses {
  readonly all: readonly TokenUse[];
  /** Tokens of services get their end from where the module is set up. */
  readonly #sharedEnd: 'yes' | 'no' | 'unknown';
  readonly #reads: TokenReads;

  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly meanings: Meanings, files: readonly FileIndex[]) {
    const ends = files.flatMap(file => file.facts.calls.flatMap(call => this.#endSetBy(file, call) ?? []));
    this.#sharedEnd = ends.length === 0 ? 'unknown' : ends.includes('yes') ? 'yes' : ends.includes('unknown') ? 'unknown' : 'no';
    this.#reads = new TokenReads(flow, (file, call) => this.#rowOf(file, call), (file, call) => flow.evaluator.resolve(file, call)?.effect?.sends !== undefined, files);
    this.all = files.flatMap(file => [...file.facts.calls.flatMap((call, index) => this.#inCall(file, call, index)), ...this.#inFields(file), ...this.#inBases(file), ...this.#inSettings(file)]);
  }

  #rowOf(file: FileIndex, call: Call): TokenRow | undefined {
    const path = this.flow.evaluator.resolve(file, call)?.path;
    return path === undefined ? undefined : this.tables(file).token(path);
  }

  /** Whether what sets a module up says how long its tokens live: `JwtModule.register({ signOptions })`, `app.register(jwt, { sign })`. */
  #endSetBy(file: FileIndex, call: Call): 'yes' | 'no' | 'unknown' | undefined {
    const path = this.flow.evaluator.resolve(file, call)?.path;
    const plugin = call.args[0] && calledName(call) === 'register' ? this.meanings.of(file, call.in, call.args[0].value) : undefined;
    const isModule = path !== undefined && this.tables(file).isTokenDefault(path);
    if (!isModule && !(plugin?.kind === 'library' && this.tables(file).isTokenDefault(plugin.path))) return undefined;
    const given = call.args[isModule ? 0 : 1]?.value;
    return given ? this.#endIn(file, call.in, given) : 'no';
  }

  #endIn(file: FileIndex, fn: number, options: Value): 'yes' | 'no' | 'unknown' {
    const record = this.#spelt(file, fn, options);
    if (record.kind !== 'record' || record.entries.some(entry => entry.spread === true)) return 'unknown';
    if ([...partsWithCalls(record, file.facts.calls)].some(part => part.kind === 'text' && part.text === 'expiresIn')) return 'yes';
    const signing = entryOf(record, 'signOptions') ?? entryOf(record, 'sign');
    if (signing) return signing.kind === 'record' && !signing.entries.some(entry => entry.spread === true) ? 'no' : 'unknown';
    const factory = entryOf(record, 'useFactory');
    if (factory?.kind === 'function') {
      const answers = (file.returns.get(factory.function) ?? []).map(one => this.#endIn(file, factory.function, one.value));
      return answers.length === 0 || answers.includes('unknown') ? 'unknown' : answers.includes('yes') ? 'yes' : 'no';
    }
    return factory || entryOf(record, 'useClass') || entryOf(record, 'useExisting') ? 'unknown' : 'no';
  }

  #inCall(file: FileIndex, call: Call, index: number): readonly TokenUse[] {
    const found = this.#rowOf(file, call);
    if (!found) return [];
    const skips = found.readsWhen === undefined ? undefined : argumentOf(call, found.readsWhen);
    const row: TokenRow = skips?.kind === 'boolean' && skips.value ? { does: 'reads', ...(found.token !== undefined && { token: found.token }) } : found;
    const written = row.options === undefined ? undefined : argumentOf(call, row.options);
    // A callback stands where options would.
    const options = written && this.#spelt(file, call.in, written);
    const hidden = options !== undefined && options.kind !== 'record' && options.kind !== 'function' && options.kind !== 'nothing';
    const given = (name: string): Value | undefined => (options ? entryOf(options, name) ?? entryOf(entryOf(options, 'sign') ?? options, name) : undefined) ?? argumentOf(call, name);
    const faults = [...this.#switchedOff(file, call, row, given), ...this.#algorithms(file, call, row, given, hidden), ...this.#leeway(file, call, row, given), ...this.#fromAddress(file, call, row, given), ...this.#neverAsked(file, call, row)];
    let unseen = hidden ? 'its options could not be followed' : undefined;
    if (row.does === 'reads') {
      const { token, own } = this.#whatIsRead(file, call, row);
      const read = this.#reads.judge(file, call, token, own);
      if (read === 'unchecked') faults.push({ kind: 'signature', at: placeOf(file, call.nameAt) });
      else if (read === 'unknown') unseen = 'who hands the token over is not seen';
    }
    const spreads = options?.kind === 'record' && options.entries.some(entry => entry.spread === true);
    if (row.does === 'issues' && !hidden) {
      const ends = this.#ends(file, call, row, given);
      if (ends === 'no' && !spreads) faults.push({ kind: 'endless', at: placeOf(file, call.nameAt) });
      else if (ends !== 'yes') unseen = 'what it carries could not be followed';
    }
    return [{ does: row.does, at: placeOf(file, call.nameAt), call: { file: file.facts, index, fact: call }, faults, unseen }];
  }

  /** A Rust `Validation` that checks nothing is told of on its own: the token is what is decoded with it. */
  #whatIsRead(file: FileIndex, call: Call, row: TokenRow): { readonly token: Value | undefined; readonly own: readonly Call[] } {
    if (row.token !== undefined) return { token: argumentOf(call, row.token), own: [] };
    const { callee } = call;
    const name = callee.kind === 'member' && callee.of.kind === 'name' ? callee.of.name : undefined;
    const own = file.facts.calls.filter(other => other.in === call.in && this.#rowOf(file, other)?.does === 'verifies' && other.args.some(one => one.value.kind === 'name' && one.value.name === name));
    return { token: own[0] && argumentOf(own[0], 0), own };
  }

  /** Authlib decodes first and checks the end when it is asked to. */
  #neverAsked(file: FileIndex, call: Call, row: TokenRow): TokenFault[] {
    if (row.thenAsk === undefined || file.facts.calls.some(other => other.callee.kind === 'member' && other.callee.name === row.thenAsk && other.in === call.in)) return [];
    // Who is given the claims may ask.
    const isClaims = (value: Value): boolean => (value.kind === 'call' ? file.facts.calls[value.call] === call : value.kind === 'name' && (file.assignments.get(call.in)?.get(value.name) ?? []).some(made => isClaims(made.value)));
    const callers = this.flow.graph.callersOf(file, call.in);
    const asked = (file.returns.get(call.in) ?? []).some(one => isClaims(one.value)) && (callers.length === 0 || callers.some(caller => caller.file.facts.calls.some(other => other.in === caller.fn && calledName(other) === row.thenAsk)));
    return asked ? [] : [{ kind: 'expiry', at: placeOf(file, call.nameAt) }];
  }

  #spelt(file: FileIndex, fn: number, value: Value): Value {
    if (value.kind === 'record') return value;
    const { all, open } = this.meanings.sourcesOf(file, fn, value);
    return open === undefined && all.length === 1 && all[0] ? all[0].value : value;
  }

  /** `options={"verify_signature": False}`, `{ ignoreExpiration: true }`. */
  #switchedOff(file: FileIndex, call: Call, row: TokenRow, given: (name: string) => Value | undefined): TokenFault[] {
    const faults: TokenFault[] = [];
    const flags = Object.entries({ ...row.off, ...(row.olderOff !== undefined && { [row.olderOff]: 'signature' as const }) });
    const table = argumentOf(call, ['options']);
    const record = table && this.#spelt(file, call.in, table);
    for (const [name, kind] of flags) {
      const said = given(name) ?? (record ? entryOf(record, name) : undefined);
      const value = said && this.#spelt(file, call.in, said);
      if (value?.kind !== 'boolean' || value.value !== /^(?:ignore|allow)/.test(name)) continue;
      if (kind === 'signature' && this.#reads.judge(file, call, argumentOf(call, row.token ?? 0)) !== 'unchecked') continue;
      if (kind === 'expiry' && comparesEnd(file, call)) continue;
      faults.push({ kind, at: placeOf(file, said?.at ?? call.nameAt) });
    }
    return faults.some(one => one.kind === 'signature') ? faults.filter(one => one.kind === 'signature') : faults;
  }

  #algorithms(file: FileIndex, call: Call, row: TokenRow, given: (name: string) => Value | undefined, hidden: boolean): TokenFault[] {
    if (row.algorithms === undefined) return [];
    const names = [row.algorithms].flat();
    const said = names.map(name => (typeof name === 'string' ? given(name) : argumentOf(call, name))).find(one => one !== undefined);
    if (said) {
      const texts = this.meanings.sourcesOf(file, call.in, said).all.flatMap(one => (one.value.kind === 'list' ? one.value.items : [one.value]));
      const none = texts.find(one => one.kind === 'text' && /^none$/i.test(one.text));
      return none ? [{ kind: 'none', at: placeOf(file, said.at) }] : [];
    }
    const isOff = Object.keys(row.off ?? {}).some(name => { const table = argumentOf(call, ['options']); const flag = table && entryOf(this.#spelt(file, call.in, table), name); return flag?.kind === 'boolean' && !flag.value && name === 'verify_signature'; });
    if (row.needsAlgorithms === undefined || isOff || hidden || call.args.some(one => one.spread === true || one.name === '**')) return [];
    return argumentOf(call, row.olderOff ?? '-') ? [] : [{ kind: 'any algorithm', accepts: row.needsAlgorithms, at: placeOf(file, call.nameAt) }];
  }

  #leeway(file: FileIndex, call: Call, row: TokenRow, given: (name: string) => Value | undefined): TokenFault[] {
    const name = [row.leeway ?? []].flat().find(one => typeof one === 'string');
    const said = typeof name === 'string' ? given(name) : undefined;
    const seconds = said && this.#seconds(file, call.in, said);
    return said && seconds !== undefined ? [{ kind: 'leeway', seconds, at: placeOf(file, said.at) }] : [];
  }

  #seconds(file: FileIndex, fn: number, value: Value): number | undefined {
    const [only, ...more] = this.meanings.sourcesOf(file, fn, value).all;
    if (!only || more.length > 0) return undefined;
    if (only.value.kind === 'number') return only.value.value;
    if (only.value.kind === 'operation' && only.value.operator === '*') return only.value.operands.reduce((product, one) => product * (one.kind === 'number' ? one.value : Number.NaN), 1) || undefined;
    const call = only.value.kind === 'call' ? only.file.calls[only.value.call] : undefined;
    if (!call || calledName(call) !== 'timedelta') return undefined;
    const units: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
    return call.args.reduce((sum, one) => sum + (one.value.kind === 'number' ? one.value.value * (units[one.name ?? ''] ?? 0) : 0), 0);
  }

  /** `req.query.token`, `request.args.get("token")`, `token: str = Query(...)`. */
  #fromAddress(file: FileIndex, call: Call, row: TokenRow, given: (name: string) => Value | undefined): TokenFault[] {
    if (row.fromUrl === true) return [{ kind: 'from the address', at: placeOf(file, call.nameAt) }];
    const taken = row.takenBy === undefined ? undefined : given(row.takenBy);
    if (taken) return this.#takenFromAddress(file, taken);
    const token = row.token === undefined || row.does === 'issues' ? undefined : argumentOf(call, row.token);
    if (!token) return [];
    const shows = (value: Value, depth: number): Span | undefined => {
      for (const part of partsWithCalls(value, file.facts.calls)) {
        // A browser's socket has nothing else to give a token by.
        if (part.kind === 'member' && part.of.kind === 'member' && part.of.name === 'handshake') return undefined;
        if ((part.kind === 'member' || part.kind === 'name') && /^(query|query_params|searchParams)$/.test(part.name)) return part.at;
        if (part.kind === 'member' && part.name === 'args' && part.of.kind === 'name' && part.of.name === 'request') return part.at;
        if (part.kind !== 'name' || depth > 2) continue;
        const param = file.functionAt(call.in)?.params.find(one => one.name === part.name);
        const given = param?.default?.kind === 'call' ? file.facts.calls[param.default.call] : undefined;
        if (param && given && this.flow.evaluator.resolve(file, given)?.path === 'fastapi.Query') return param.at;
        for (const one of param ? [] : file.assignments.get(call.in)?.get(part.name) ?? []) { const found = one.at.start < call.at.start ? shows(one.value, depth + 1) : undefined; if (found) return found; }
      }
      return undefined;
    };
    const at = shows(token, 0);
    return at ? [{ kind: 'from the address', at: placeOf(file, at) }] : [];
  }

  /** `getToken: req => req.query.token`. */
  #takenFromAddress(file: FileIndex, taken: Value): TokenFault[] {
    const at = taken.kind !== 'function' ? undefined : (file.returns.get(taken.function) ?? []).flatMap(one => [...partsWithCalls(one.value, file.facts.calls)]).find(part => part.kind === 'member' && part.name === 'query');
    return at ? [{ kind: 'from the address', at: placeOf(file, at.at) }] : [];
  }

  #ends(file: FileIndex, call: Call, row: TokenRow, given: (name: string) => Value | undefined): 'yes' | 'no' | 'unknown' {
    if (row.expires !== undefined && given(row.expires)) return 'yes';
    if (row.lifetime !== undefined) {
      const said = argumentOf(call, row.lifetime);
      const value = said && this.#spelt(file, call.in, said);
      const isNone = value?.kind === 'boolean' ? !value.value : row.usual !== true && (value === undefined || value.kind === 'nothing');
      return isNone ? 'no' : 'yes';
    }
    if (row.chain !== undefined) {
      for (let at: Value = call.callee; at.kind === 'member' || at.kind === 'call';) {
        if (at.kind === 'member') { if (at.name === row.chain) return 'yes'; at = at.of; continue; }
        const inner: Call | undefined = file.facts.calls[at.call];
        if (!inner) return 'unknown';
        if (inner.callee.kind !== 'member') return inner.args[0] ? saysItsEnd(this.flow, { file, fn: inner.in, value: inner.args[0].value, frame: undefined }) : 'no';
        at = inner.callee;
      }
      return 'unknown';
    }
    const payload = row.payload === undefined ? undefined : argumentOf(call, row.payload);
    const own = payload ? saysItsEnd(this.flow, { file, fn: call.in, value: payload, frame: undefined }) : 'unknown';
    return own === 'yes' || row.sharedOptions !== true ? own : this.#sharedEnd === 'no' ? own : this.#sharedEnd;
  }

  /** `validation.validate_exp = false`, `Validation { leeway: 600, .. }`. */
  #inFields(file: FileIndex): readonly TokenUse[] {
    const told = (path: string, value: Value, at: Span): readonly TokenUse[] => {
      const kind = this.tables(file).tokenField(path);
      const fault: TokenFault | undefined = kind === undefined ? undefined : kind === 'leeway' ? (value.kind === 'number' ? { kind, seconds: value.value, at: placeOf(file, at) } : undefined) : value.kind === 'boolean' && !value.value ? { kind, at: placeOf(file, at) } : undefined;
      return fault ? [{ does: 'is told', at: fault.at, call: undefined, faults: [fault], unseen: undefined }] : [];
    };
    if (file.facts.language !== 'rust') return [];
    const assigned = file.facts.assignments.flatMap(({ target, value, at, in: fn }) => {
      const meaning = target.kind === 'member' && /^(validate_exp|validate_aud|leeway)$/.test(target.name) ? this.meanings.of(file, fn, target) : undefined;
      // The end is then compared by hand.
      return meaning?.kind === 'library' && !(target.kind === 'member' && target.name === 'validate_exp' && file.facts.blocks.some(block => asksForEnd(file, block.test))) ? told(meaning.path, value, at) : [];
    });
    const literal = (file.structLiterals.get('Validation') ?? []).flatMap(({ value }) => value.entries.flatMap(entry => (entry.key?.kind === 'text' ? told(`jsonwebtoken.Validation.${entry.key.text}`, entry.value, entry.value.at) : [])));
    return [...assigned, ...literal];
  }

  /** `class JwtStrategy extends PassportStrategy(Strategy) { constructor() { super({ ignoreExpiration: true }) } }`. */
  #inBases(file: FileIndex): readonly TokenUse[] {
    if (!file.facts.imports.some(one => one.module === 'passport-jwt')) return [];
    return file.facts.calls.flatMap((call): readonly TokenUse[] => {
      const options = call.args[0]?.value;
      if (call.callee.kind !== 'name' || call.callee.name !== 'super' || !options) return [];
      const said = entryOf(options, 'ignoreExpiration');
      const taken = entryOf(options, 'jwtFromRequest');
      const faults: TokenFault[] = [...(said?.kind === 'boolean' && said.value ? [{ kind: 'expiry' as const, at: placeOf(file, said.at) }] : []), ...(taken ? this.#takenFromAddress(file, taken) : [])];
      return [{ does: 'is told', at: placeOf(file, call.nameAt), call: { file: file.facts, index: file.facts.calls.indexOf(call), fact: call }, unseen: undefined, faults }];
    });
  }

  /** `app.config["JWT_ACCESS_TOKEN_EXPIRES"] = False`, `JWT_TOKEN_LOCATION = ["query_string"]`. */
  #inSettings(file: FileIndex): readonly TokenUse[] {
    const told = (name: string | undefined, value: Value | undefined): readonly TokenUse[] => {
      const kind = name === undefined || value === undefined ? undefined : this.tables(file).tokenSetting(name);
      if (kind === undefined || value === undefined) return [];
      const at = placeOf(file, value.at);
      const inAddress = kind === 'places' && [...partsWithCalls(value, file.facts.calls)].some(part => part.kind === 'text' && part.text === 'query_string');
      const faults: TokenFault[] = kind === 'lifetime' && value.kind === 'boolean' && !value.value ? [{ kind: 'endless', at }] : inAddress ? [{ kind: 'from the address', at }] : [];
      return [{ does: 'is told', at, call: undefined, faults, unseen: undefined }];
    };
    return [
      ...file.facts.assignments.flatMap(({ target, value }) => told(target.kind === 'index' ? (target.key.kind === 'text' ? target.key.text : undefined) : target.kind === 'name' || target.kind === 'member' ? target.name : undefined, value)),
      ...file.facts.classes.flatMap(one => one.fields.flatMap(field => told(field.name, field.value))),
    ];
  }
}

/** The end is left to code nearby that compares it. */
function comparesEnd(file: FileIndex, call: Call): boolean {
  return file.facts.blocks.some(block => block.in === call.in && asksForEnd(file, block.test));
}

function asksForEnd(file: FileIndex, test: Value | undefined): boolean {
  return test !== undefined && [...partsWithCalls(test, file.facts.calls)].some(part => ((part.kind === 'member' || part.kind === 'name') && part.name === 'exp') || (part.kind === 'text' && part.text === 'exp'));
}

function placeOf(file: FileIndex, at: Span): Place {
  return { file: file.file, start: at.start, end: at.end };
}
