/** Django's URL patterns: which list of a module each `path()` stands in, which lists are included under which prefix, and where the application begins. */
import { known } from '../facts/known.js';
import { partsOfValue } from '../facts/parts.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf, calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { plainPattern } from './paths.js';
import type { Routers, Way } from './routers.js';
import { declaredBy } from './routers.js';
import type { Located } from './shapes.js';

/** What only wraps the patterns it is given. */
const transparent = /^(i18n_patterns|format_suffix_patterns|list|tuple|decorator_include)$/;
const maxDepth = 6;

export class UrlPatterns {
  /** For each call, the call whose arguments it stands in. */
  readonly #outer = new Map<Call, { readonly file: FileIndex; readonly call: Call }>();
  /** For each call, the module's list it stands in. */
  readonly #lists = new Map<Call, string>();

  constructor(readonly routers: Routers, readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, readonly files: readonly FileIndex[]) {
    const own = files.filter(file => file.facts.language === 'python' && (file.assignments.get(-1)?.has('urlpatterns') === true || file.facts.imports.some(one => /^(django|rest_framework)\b/.test(one.module))));
    for (const file of own) this.#noteNesting(file);
    for (const file of own) file.facts.calls.forEach((call, index) => { if (this.#isRoute(file, call)) this.#noteInclude(file, call, index); });
    for (const file of own) this.#noteRouters(file);
    for (const file of files) this.#noteRoot(file);
  }

  /** The ways of a `path()` or `url()`; undefined when it stands in no list that is seen. */
  waysOf(file: FileIndex, call: Call, path: string): readonly Way[] | undefined {
    const id = this.#listOf(call, 0);
    return id === undefined ? undefined : this.routers.waysOf(id, declaredBy(file, call), path);
  }

  /** The prefix a route's first argument says, a regular expression made plain. */
  textOf(file: FileIndex, call: Call): string {
    const route = this.tables(file).routeCall(this.evaluator.resolve(file, call)?.path ?? '');
    const given = route?.path === undefined ? undefined : argumentOf(call, route.path);
    const text = (given && this.textAt(file, given, call.in)) ?? '';
    return route?.pattern ? plainPattern(text) : text;
  }

  #isRoute(file: FileIndex, call: Call): boolean {
    const path = this.evaluator.resolve(file, call)?.path;
    return path !== undefined && /^django\./.test(this.tables(file).canonical(path)) && this.tables(file).routeCall(path) !== undefined;
  }

  #noteNesting(file: FileIndex): void {
    const { calls } = file.facts;
    for (const call of calls) {
      for (const argument of call.args) for (const part of partsOfValue(argument.value)) {
        const inner = part.kind === 'call' ? calls[part.call] : undefined;
        if (inner) this.#outer.set(inner, { file, call });
      }
      // `urlpatterns.append(path(...))`, `urlpatterns.extend([...])`.
      if (call.callee.kind === 'member' && call.callee.of.kind === 'name' && /^(append|extend|insert)$/.test(call.callee.name)) this.#noteList(file, call.callee.of.name, call.args.map(one => one.value));
    }
    for (const one of file.facts.assignments) if (one.target.kind === 'name') this.#noteList(file, one.target.name, [one.value]);
  }

  #noteList(file: FileIndex, name: string, values: readonly Value[]): void {
    for (const value of values) for (const part of partsOfValue(value)) {
      const inner = part.kind === 'call' ? file.facts.calls[part.call] : undefined;
      if (inner && !this.#lists.has(inner)) this.#lists.set(inner, idOfList(file, name));
    }
  }

  /** A named list, or the `include` whose written-out list it is part of. */
  #listOf(call: Call, depth: number): string | undefined {
    const named = this.#lists.get(call);
    if (named !== undefined || depth > maxDepth) return named;
    const outer = this.#outer.get(call);
    if (!outer) return undefined;
    if (calledName(outer.call) === 'include') return idOfInclude(outer.file, outer.call);
    return transparent.test(calledName(outer.call)) ? this.#listOf(outer.call, depth + 1) : undefined;
  }

  #noteInclude(file: FileIndex, call: Call, index: number): void {
    const parent = this.#listOf(call, 0);
    const given = argumentOf(call, [1, 'view']);
    if (!given) return;
    const target = given.kind === 'call' ? file.facts.calls[given.call] : undefined;
    const isInclude = target !== undefined && calledName(target) === 'include';
    const [first] = target?.args ?? [];
    const value = isInclude ? first?.value : given.kind === 'member' && given.name === 'urls' ? given : undefined;
    if (!value || (target && !isInclude)) return;
    for (const child of this.#included({ file, fn: call.in, value }, target, 0)) this.routers.mount(child, parent ?? `urls:${file.file}@${String(index)}`, this.textOf(file, call), declaredBy(file, call));
  }

  #included({ file, fn, value }: Located, include: Call | undefined, depth: number): readonly string[] {
    if (depth > maxDepth) return [];
    if (value.kind === 'text') return this.#moduleNamed(file, value.text);
    if (value.kind === 'list') {
      const [first, second] = value.items;
      // `(patterns, 'namespace')`.
      if (first && value.items.length === 2 && second && (second.kind === 'text' || second.kind === 'name') && first.kind !== 'call') return this.#included({ file, fn, value: first }, include, depth + 1);
      if (!include) return [];
      this.#mountParts({ file, fn, value }, idOfInclude(file, include));
      return [idOfInclude(file, include)];
    }
    const routers = value.kind === 'member' && value.name === 'urls' ? this.routers.ids.of(file, fn, value.of) : [];
    if (routers.length > 0) return routers;
    if (value.kind === 'name' || value.kind === 'member') return this.#namedList(file, fn, value);
    return [];
  }

  #moduleNamed(file: FileIndex, name: string): readonly string[] {
    const found = this.evaluator.names.modules.resolve(file.file, name, undefined, undefined);
    const target = found.kind === 'file' ? this.evaluator.names.files.get(found.file) : undefined;
    return target ? [idOfList(target, 'urlpatterns')] : [];
  }

  #namedList(file: FileIndex, fn: number, value: Value & { readonly kind: 'name' | 'member' }): readonly string[] {
    const shape = this.evaluator.shapeOf(file, fn, value);
    if (shape.kind === 'module') return [idOfList(shape.file, 'urlpatterns')];
    const owner = value.kind === 'member' ? this.evaluator.shapeOf(file, fn, value.of) : undefined;
    const found = value.kind === 'name' ? this.evaluator.names.define(file, fn, value.name, value.at.start) : owner?.kind === 'module' ? this.evaluator.names.exported(owner.file, [value.name]) : undefined;
    return (found?.definitions ?? []).slice(0, 1).flatMap(one => (one.kind === 'assignment' && one.fact.target.kind === 'name' ? [idOfList(one.file, one.fact.target.name)] : []));
  }

  /** `urlpatterns = router.urls`, `urlpatterns += router.urls`, `urlpatterns = users + teams`. */
  #noteRouters(file: FileIndex): void {
    for (const one of file.facts.assignments) {
      if (one.target.kind !== 'name' || one.in >= 0 || !/patterns|urls/i.test(one.target.name)) continue;
      this.#mountParts({ file, fn: -1, value: one.value }, idOfList(file, one.target.name));
    }
  }

  /** Routers and other lists among the items of a list, under it. */
  #mountParts({ file, fn, value }: Located, target: string): void {
    const declared = { file, fn, at: value.at.start, place: { file: file.file, start: value.at.start, end: value.at.end } };
    for (const part of partsOfValue(value)) {
      const children = part.kind === 'member' && part.name === 'urls' ? this.routers.ids.of(file, fn, part.of) : part.kind === 'name' || part.kind === 'member' ? this.#namedList(file, fn, part).filter(id => id !== target) : [];
      for (const child of children) this.routers.mount(child, target, '', declared);
    }
  }

  #noteRoot(file: FileIndex): void {
    for (const one of file.facts.language === 'python' ? file.assignments.get(-1)?.get('ROOT_URLCONF') ?? [] : []) {
      if (one.value.kind === 'text') for (const id of this.#moduleNamed(file, one.value.text)) this.routers.serve(id, known(true));
    }
  }
}

function idOfList(file: FileIndex, name: string): string { return `urls:${file.file}#${name}`; }
function idOfInclude(file: FileIndex, call: Call): string { return `include:${file.file}@${String(call.at.start)}`; }

