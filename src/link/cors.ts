/** Finds every cross-origin policy: what a library is told about other origins and credentials, whole or link by link of a chain. */
import type { Argument, Call, Decorator } from '../facts/structure.js';
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { RecordValue, Value } from '../facts/value.js';
import type { CorsRow } from '../libraries/library.js';
import type { AllowedOrigin, CorsPolicy } from '../rule/cors.js';
import type { Source } from '../rule/meaning.js';
import { argumentOf } from './arguments.js';
import { handSetPolicies, isUnconditional } from './cors-headers.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { Meanings } from './meanings.js';

type Given = { readonly args: readonly Argument[] };

export class CorsPolicies {
  readonly all: readonly CorsPolicy[];

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly meanings: Meanings, readonly fileOf: (name: string) => FileIndex | undefined, files: readonly FileIndex[]) {
    this.all = files.flatMap(file => [...this.#inCalls(file), ...this.#inDecorators(file), ...this.#inRecords(file), ...this.#inSettings(file), ...handSetPolicies(file, (fn, value) => this.#origins(file, fn, value, false))]);
  }

  #inCalls(file: FileIndex): readonly CorsPolicy[] {
    const speaks = file.facts.imports.some(one => /cors/i.test(`${one.module} ${one.name ?? ''}`));
    return file.facts.calls.flatMap((call, index): readonly CorsPolicy[] => {
      const path = this.evaluator.resolve(file, call)?.path;
      const row = path === undefined ? undefined : this.tables(file).cors(path);
      if (row?.begins) return [this.#chain(file, call, index, row)];
      if (row) return file.facts.language === 'rust' ? [] : this.#told(file, call.in, call, row, call.nameAt);
      // `app.add_middleware(CORSMiddleware, ...)`, `app.register(cors, { ... })`: the policy stands beside what is handed over.
      const handed = speaks ? call.args.find(({ value }) => value.kind === 'name' || value.kind === 'member') : undefined;
      const meaning = handed && this.meanings.of(file, call.in, handed.value);
      const other = meaning?.kind === 'library' ? this.tables(file).cors(meaning.path) : undefined;
      return handed && other ? this.#told(file, call.in, { args: call.args.filter(one => one !== handed) }, other, handed.value.at) : [];
    });
  }

  #inDecorators(file: FileIndex): readonly CorsPolicy[] {
    const of = (fn: number, decorators: readonly Decorator[]): readonly CorsPolicy[] => decorators.flatMap(decorator => {
      const meaning = this.meanings.of(file, fn, decorator.callee);
      const row = meaning.kind === 'library' ? this.tables(file).cors(meaning.path) : undefined;
      return row ? this.#told(file, fn, decorator, row, decorator.at) : [];
    });
    return [...file.facts.functions.flatMap(fact => of(fact.in, fact.decorators)), ...file.facts.classes.flatMap(fact => of(fact.in, fact.decorators))];
  }

  #inRecords(file: FileIndex): readonly CorsPolicy[] {
    if (file.facts.language !== 'rust') return [];
    return [...file.structLiterals.values()].flat().flatMap(({ fn, value }) => {
      const path = value.type === undefined ? undefined : this.evaluator.types.named(file, fn, value.type.replaceAll('::', '.'));
      const row = path?.kind === 'library' ? this.tables(file).corsRecord(path.path) : undefined;
      return row ? this.#told(file, fn, asGiven(value), row, value.at) : [];
    });
  }

  /** Django's settings are names at the top of a module. */
  #inSettings(file: FileIndex): readonly CorsPolicy[] {
    return this.tables(file).corsSettings.flatMap((rows): readonly CorsPolicy[] => {
      const set = (names: readonly string[]) => names.flatMap(name => file.assignments.get(-1)?.get(name) ?? []).at(-1);
      const [origins, pattern, any, credentials] = [set(rows.origins), set(rows.pattern), set(rows.any), set(rows.credentials)];
      const first = any ?? origins ?? pattern;
      if (!first) return [];
      const everybody = any ? this.#truth(file, -1, any.value) : known(false);
      const listed = [origins, pattern].flatMap(one => (one ? [this.#origins(file, -1, one.value, false)] : []));
      return [{
        at: { file: file.file, start: first.target.at.start, end: first.target.at.end },
        origins: [...(any && everybody.known && everybody.value ? [{ kind: 'any' as const, text: '*', at: { file: file.file, start: any.at.start, end: any.at.end } }] : []), ...listed.flatMap(one => one.origins)],
        open: everybody.known ? listed.find(one => one.open !== undefined)?.open : everybody.because,
        credentials: credentials ? this.#truth(file, -1, credentials.value) : known(false),
      }];
    });
  }

  #told(file: FileIndex, fn: number, given: Given, row: CorsRow, at: { readonly start: number; readonly end: number }): readonly CorsPolicy[] {
    const nested = row.nested === undefined ? undefined : argumentOf(given, row.nested);
    if (nested?.kind === 'boolean') return nested.value ? this.#told(file, fn, { args: [] }, { ...row, onlyNested: false }, at) : [];
    const inside = nested?.kind !== 'record' ? [] : nested.entries.some(entry => entry.value.kind === 'record') ? nested.entries.flatMap(entry => (entry.value.kind === 'record' ? [entry.value] : [])) : [nested];
    if (inside.length > 0) return inside.flatMap(one => this.#policy(file, fn, { args: [...asGiven(one).args, ...given.args.filter(argument => argument.value !== nested)] }, { ...row, ...(inside.length > 0 && { nested: undefined }) } as CorsRow, at));
    return row.onlyNested === true ? [] : this.#policy(file, fn, { args: given.args.flatMap(one => this.#spelt(file, fn, one)) }, row, at);
  }

  #policy(file: FileIndex, fn: number, given: Given, row: CorsRow, at: { readonly start: number; readonly end: number }): readonly CorsPolicy[] {
    const origins = row.origins === undefined ? undefined : argumentOf(given, row.origins);
    const pattern = row.pattern === undefined ? undefined : argumentOf(given, row.pattern);
    const credentials = row.credentials === undefined || row.credentials === true ? undefined : argumentOf(given, row.credentials);
    const unseen = given.args.some(one => (one.name === undefined || one.spread) && one.value.kind !== 'record' && one.value.kind !== 'text' && one.value.kind !== 'function' && (one.spread ?? one.value !== origins) && file.facts.language === 'typescript') || given.args.some(one => one.name === '**');
    const found = [...(origins ? [this.#origins(file, fn, origins, row.reflects ?? false)] : []), ...(pattern ? [this.#origins(file, fn, pattern, false)] : [])];
    const usual = origins || pattern || row.usual === undefined || unseen ? [] : [{ kind: 'any' as const, text: '*', at: { file: file.file, start: at.start, end: at.end } }];
    return [{
      at: { file: file.file, start: at.start, end: at.end },
      origins: [...found.flatMap(one => one.origins), ...usual],
      open: found.find(one => one.open !== undefined)?.open ?? (unseen && !origins ? 'its options could not be followed' : undefined),
      credentials: row.credentials === true ? known(true) : credentials ? this.#truth(file, fn, credentials) : unseen ? unknown('its options could not be followed') : known(false),
    }];
  }

  /** Options kept in a name of their own. */
  #spelt(file: FileIndex, fn: number, argument: Argument): readonly Argument[] {
    if (argument.name !== undefined || (argument.value.kind !== 'name' && argument.value.kind !== 'member')) return [argument];
    const { all, open } = this.meanings.sourcesOf(file, fn, argument.value);
    return open === undefined && all.length === 1 && all[0]?.value.kind === 'record' && all[0].file === file.facts ? [{ value: all[0].value }] : [argument];
  }

  /** Every link of a builder's chain, and calls on the name it is kept in. */
  #chain(file: FileIndex, begins: Call, index: number, row: CorsRow): CorsPolicy {
    const links = new Set([index]);
    const steps: { readonly call: Call; readonly row: CorsRow }[] = [{ call: begins, row }];
    for (let grew = true; grew;) {
      grew = false;
      file.facts.calls.forEach((call, at) => {
        if (links.has(at) || call.callee.kind !== 'member') return;
        const { of } = call.callee;
        const isNext = of.kind === 'call' ? links.has(of.call) : of.kind === 'name' && this.#isKept(file, call, of.name, links);
        if (!isNext) return;
        links.add(at);
        grew = true;
        const path = this.evaluator.resolve(file, call)?.path;
        const next = path === undefined ? undefined : this.tables(file).cors(path);
        if (next) steps.push({ call, row: next });
      });
    }
    const origins: AllowedOrigin[] = [];
    let open: string | undefined;
    let credentials: Known<boolean> = known(false);
    for (const step of steps) {
      const place = { file: file.file, start: step.call.nameAt.start, end: step.call.nameAt.end };
      if (step.row.gives) origins.push({ kind: step.row.gives, text: step.row.gives === 'any' ? '*' : '', at: place });
      const given = step.row.origins === undefined ? undefined : argumentOf(step.call, step.row.origins);
      const found = given && this.#origins(file, step.call.in, given, false);
      origins.push(...(found?.origins ?? []));
      open ??= found?.open;
      const said = step.row.credentials === undefined || step.row.credentials === true ? undefined : argumentOf(step.call, step.row.credentials);
      if (step.row.credentials !== undefined) credentials = step.row.credentials === true ? known(true) : said ? this.#truth(file, step.call.in, said) : known(true);
    }
    return { at: { file: file.file, start: begins.nameAt.start, end: begins.nameAt.end }, origins, open, credentials };
  }

  #isKept(file: FileIndex, call: Call, name: string, links: ReadonlySet<number>): boolean {
    return this.evaluator.names.define(file, call.in, name, call.at.start).definitions.some(one => one.kind === 'assignment' && one.fact.value.kind === 'call' && links.has(one.fact.value.call));
  }

  #origins(file: FileIndex, fn: number, value: Value, reflects: boolean): { readonly origins: readonly AllowedOrigin[]; readonly open: string | undefined } {
    const { all, open } = this.meanings.sourcesOf(file, fn, value);
    const found: AllowedOrigin[] = [];
    let unseen = open;
    const add = (source: Source): void => {
      const { value: at, file: in_ } = source;
      const index = this.fileOf(in_.file);
      const say = (kind: AllowedOrigin['kind'], text: string): void => { found.push({ kind, text, at: source.at }); };
      const inner = (next: Value): void => { const { origins, open: lost } = index ? this.#origins(index, source.in, next, reflects) : { origins: [], open: 'its file was not read' }; found.push(...origins); unseen ??= lost; };
      switch (at.kind) {
        case 'text': for (const one of at.text.split(/[,\s]+/).filter(part => part !== '')) say(/^(\*|\.\*|\^?\.[*+]\$?|https?:\/\/(\.\*|\*))$/.test(one) ? 'any' : 'listed', one); return;
        case 'list': at.items.forEach(item => { if (item.kind !== 'item') inner(item); }); return;
        case 'record': for (const entry of at.entries) inner(entry.value); return;
        case 'boolean': if (at.value && reflects) say('reflected', 'true'); return;
        case 'nothing': return;
        case 'operation': {
          const pattern = at.operator === 'regex' ? at.operands[0] : undefined;
          if (pattern?.kind === 'text') say(/^\^?(\(?\.[*+]\)?|https?:\\?\/\\?\/\.[*+])\$?$/.test(pattern.text) ? 'any' : 'listed', pattern.text);
          else unseen ??= 'it is worked out';
          return;
        }
        case 'function': if (index && isUnconditional(index, at.function)) say('reflected', ''); else unseen ??= 'a function decides'; return;
        case 'name': case 'member': case 'call': {
          const call = at.kind === 'call' ? in_.calls[at.call] : undefined;
          const meaning = index && this.meanings.of(index, source.in, call ? call.callee : at);
          const means = meaning?.kind === 'library' && index ? this.tables(index).corsValue(meaning.path) : undefined;
          if (means === 'any' || means === 'reflected') say(means, means === 'any' ? '*' : '');
          else if (means === 'argument' && call?.args[0]) inner(call.args[0].value);
          else unseen ??= 'it could not be followed';
          return;
        }
        case 'joined': case 'index': case 'choice': case 'each': case 'item': case 'number': case 'unknown': unseen ??= 'it is put together';
      }
    };
    all.forEach(add);
    return { origins: found, open: unseen };
  }

  #truth(file: FileIndex, fn: number, value: Value): Known<boolean> {
    const { all, open } = this.meanings.sourcesOf(file, fn, value);
    if (all.some(one => one.value.kind === 'boolean' && one.value.value)) return known(true);
    return open === undefined && all.every(one => one.value.kind === 'boolean' || one.value.kind === 'nothing') ? known(false) : unknown(open ?? 'whether credentials are allowed could not be told');
  }
}

function asGiven(record: RecordValue): Given {
  return { args: record.entries.flatMap((entry): Argument[] => (entry.key?.kind === 'text' ? [{ name: entry.key.text, value: entry.value }] : entry.spread ? [{ value: entry.value, spread: true }] : [])) };
}
