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

export class TokenUses {
  readonly all: readonly TokenUse[];
  /** Tokens of services get their end from where the module is set up. */
  readonly #sharedEnd: boolean;

  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly meanings: Meanings, files: readonly FileIndex[]) {
    this.#sharedEnd = files.some(file => file.facts.calls.some(call => this.#setsEnd(file, call)));
    this.all = files.flatMap(file => [...file.facts.calls.flatMap((call, index) => this.#inCall(file, call, index)), ...this.#inFields(file), ...this.#inBases(file)]);
  }

  #setsEnd(file: FileIndex, call: Call): boolean {
    const path = this.flow.evaluator.resolve(file, call)?.path;
    if (path === undefined || !this.tables(file).isTokenDefault(path)) return false;
    return call.args.some(one => [...partsWithCalls(one.value, file.facts.calls)].some(part => part.kind === 'function' || part.kind === 'name' || (part.kind === 'text' && part.text === 'expiresIn')));
  }

  #inCall(file: FileIndex, call: Call, index: number): readonly TokenUse[] {
    const path = this.flow.evaluator.resolve(file, call)?.path;
    const row = path === undefined ? undefined : this.tables(file).token(path);
    if (!row) return [];
    const options = row.options === undefined ? undefined : argumentOf(call, row.options);
    const given = (name: string): Value | undefined => (options ? entryOf(this.#spelt(file, call, options), name) : undefined) ?? argumentOf(call, name);
    const hidden = options !== undefined && this.#spelt(file, call, options).kind !== 'record';
    const faults = [...this.#switchedOff(file, call, row, given), ...this.#algorithms(file, call, row, given, hidden), ...this.#leeway(file, call, row, given), ...this.#fromAddress(file, call, row)];
    let unseen = hidden ? 'its options could not be followed' : undefined;
    if (row.does === 'reads' && (row.token === undefined || !this.#verifiedBeside(file, call))) faults.push({ kind: 'signature', at: placeOf(file, call.nameAt) });
    if (row.does === 'issues' && !hidden) {
      const ends = this.#ends(file, call, row, given);
      if (ends === 'no') faults.push({ kind: 'endless', at: placeOf(file, call.nameAt) });
      else if (ends === 'unknown') unseen = 'what it carries could not be followed';
    }
    return [{ does: row.does, at: placeOf(file, call.nameAt), call: { file: file.facts, index, fact: call }, faults, unseen }];
  }

  #spelt(file: FileIndex, call: Call, value: Value): Value {
    if (value.kind === 'record') return value;
    const { all, open } = this.meanings.sourcesOf(file, call.in, value);
    return open === undefined && all.length === 1 && all[0] ? all[0].value : value;
  }

  /** `options={"verify_signature": False}`, `{ ignoreExpiration: true }`. */
  #switchedOff(file: FileIndex, call: Call, row: TokenRow, given: (name: string) => Value | undefined): TokenFault[] {
    const faults: TokenFault[] = [];
    const flags = Object.entries({ ...row.off, ...(row.olderOff !== undefined && { [row.olderOff]: 'signature' as const }) });
    const table = argumentOf(call, ['options']);
    const record = table && this.#spelt(file, call, table);
    for (const [name, kind] of flags) {
      const said = given(name) ?? (record ? entryOf(record, name) : undefined);
      const value = said && this.#spelt(file, call, said);
      if (value?.kind === 'boolean' && value.value === name.startsWith('ignore') && !(kind === 'signature' && this.#verifiedBeside(file, call))) faults.push({ kind, at: placeOf(file, said?.at ?? call.nameAt) });
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
    const isOff = Object.keys(row.off ?? {}).some(name => { const table = argumentOf(call, ['options']); const flag = table && entryOf(this.#spelt(file, call, table), name); return flag?.kind === 'boolean' && !flag.value && name === 'verify_signature'; });
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
  #fromAddress(file: FileIndex, call: Call, row: TokenRow): TokenFault[] {
    if (row.fromUrl === true) return [{ kind: 'from the address', at: placeOf(file, call.nameAt) }];
    const token = row.token === undefined || row.does === 'issues' ? undefined : argumentOf(call, row.token);
    if (!token) return [];
    const shows = (value: Value, depth: number): Span | undefined => {
      for (const part of partsWithCalls(value, file.facts.calls)) {
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

  #ends(file: FileIndex, call: Call, row: TokenRow, given: (name: string) => Value | undefined): 'yes' | 'no' | 'unknown' {
    if (row.expires !== undefined && given(row.expires)) return 'yes';
    if (row.sharedOptions === true && this.#sharedEnd) return 'yes';
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
    return payload ? saysItsEnd(this.flow, { file, fn: call.in, value: payload, frame: undefined }) : 'unknown';
  }

  /** A look into a token before it is checked, or after. */
  #verifiedBeside(file: FileIndex, call: Call): boolean {
    return file.facts.calls.some(other => {
      // A look inside, and the check in the next function of the same file.
      if ((other.in !== call.in && file.facts.language === 'python') || other === call) return false;
      const path = this.flow.evaluator.resolve(file, other)?.path;
      return (path !== undefined && this.tables(file).token(path)?.does === 'verifies' && !other.args.some(one => one.name === 'options' && one.value.kind === 'record' && one.value.entries.some(entry => entry.key?.kind === 'text' && entry.key.text === 'verify_signature'))) || /verif/i.test(calledName(other));
    });
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
      return meaning?.kind === 'library' ? told(meaning.path, value, at) : [];
    });
    const literal = (file.structLiterals.get('Validation') ?? []).flatMap(({ value }) => value.entries.flatMap(entry => (entry.key?.kind === 'text' ? told(`jsonwebtoken.Validation.${entry.key.text}`, entry.value, entry.value.at) : [])));
    return [...assigned, ...literal];
  }

  /** `class JwtStrategy extends PassportStrategy(Strategy) { constructor() { super({ ignoreExpiration: true }) } }`. */
  #inBases(file: FileIndex): readonly TokenUse[] {
    if (!file.facts.imports.some(one => one.module === 'passport-jwt')) return [];
    return file.facts.calls.flatMap((call): readonly TokenUse[] => {
      if (call.callee.kind !== 'name' || call.callee.name !== 'super') return [];
      const said = call.args[0] && entryOf(call.args[0].value, 'ignoreExpiration');
      return [{ does: 'is told', at: placeOf(file, call.nameAt), call: undefined, unseen: undefined, faults: said?.kind === 'boolean' && said.value ? [{ kind: 'expiry', at: placeOf(file, said.at) }] : [] }];
    });
  }
}

function placeOf(file: FileIndex, at: Span): Place {
  return { file: file.file, start: at.start, end: at.end };
}
