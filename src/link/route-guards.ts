/** Everything that stands before one endpoint's handler: at the route, in its parameters, on its class, on its routers, and the first calls of its body. */
import type { Place, Span } from '../facts/span.js';
import type { Argument, Call, Decorator, Param } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { GuardRow } from '../libraries/library.js';
import type { Guard } from '../rule/program.js';
import { closuresIn } from './answers.js';
import { argumentOf, calledName } from './arguments.js';
import type { CallGraph, FunctionAt } from './call-graph.js';
import { controllerOf } from './controller-paths.js';
import { dependencyOf } from './dependencies.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { evidenceIn, namesCredential, soundsLikeAuth } from './guard-evidence.js';
import { isLenient, soundsLenient } from './let-through.js';
import { lenient, type GuardKinds } from './guard-kinds.js';
import type { LibraryTables } from './library-tables.js';
import { asksMethod } from './method-tests.js';
import type { Before } from './routers.js';
import type { ClassRef } from './shapes.js';

/** Decorators by which a team declares an endpoint public. */
const declaresPublic = /^(is_?)?(public(_?(route|endpoint|api))?|open(_?(route|endpoint))?)$|^(skip|no|without|bypass)_?auth\w*$|^allow_?(anonymous|any|unauthenticated)\w*$|^unprotected$/i;
/** Class attributes that list guards: Flask's and Django's class-based views. */
const guardFields = /^(decorators|method_decorators|permission_classes|authentication_classes|dependencies|guards?)$/;
const namesPerson = /^((local|current|logged_?in|auth\w*|admin|session|api)_?)?user(_?(view|context|info|data|session|id|identity))?$|claims$|principal$|identity$/i;
const guardBases = /(LoginRequired|PermissionRequired|UserPassesTest|Authenticated)\w*$/;

export class RouteGuards {
  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly graph: CallGraph, readonly kinds: GuardKinds, readonly sourceAt: (place: Place) => string) {}

  /** Guards of the routers above, of the mounts and of the route's own options. */
  standing(before: readonly Before[], where?: Guard['where']): readonly Guard[] {
    return before.flatMap(one => (one.value.kind === 'list' ? one.value.items : [one.value]).map(value => {
      const guard = this.#guard(one.file, one.fn, value, where ?? one.where);
      return one.where === 'app' && (guard.kind === 'auth' || guard.kind === 'optional') && !this.kinds.turnsAwayStrangers(one.file, one.fn, value) ? { ...guard, kind: 'identity' as const } : guard;
    }));
  }

  /** The middle arguments of a route call, and what its handler is wrapped in. */
  inArguments(file: FileIndex, fn: number, args: readonly Argument[], handler: Value): readonly Guard[] {
    const middle = args.map(one => one.value).filter(value => value !== handler && value.kind !== 'text' && value.kind !== 'record' && value.kind !== 'joined');
    const listed = [...middle.slice(0), ...(handler.kind === 'list' ? handler.items.slice(0, -1) : [])].flatMap(value => (value.kind === 'list' ? value.items : [value]));
    const call = handler.kind === 'call' ? file.facts.calls[handler.call] : undefined;
    return [...listed.map(value => this.#guard(file, fn, value, 'argument')), ...(call ? this.#wrapper(file, call) : [])];
  }

  /** `requireUser(handler)`: what the wrapper itself does. */
  #wrapper(file: FileIndex, call: Call): readonly Guard[] {
    const handed = call.args.some(one => ['function', 'name', 'member', 'call'].includes(one.value.kind));
    if (!handed) return [];
    return [{ name: calledName(call), at: placeIn(file, call.nameAt), where: 'argument', kind: this.kinds.kindOf(file, call.in, call.callee) }];
  }

  #guard(file: FileIndex, fn: number, value: Value, where: Guard['where']): Guard {
    const at = placeIn(file, value.at);
    const own = value.kind === 'function' ? file.functionAt(value.function)?.name : undefined;
    return { name: own === '<closure>' ? 'a function written in place' : own ?? this.sourceAt(at), at, where, kind: this.kinds.kindOf(file, fn, value) };
  }

  ofHandler(handler: FunctionAt): readonly Guard[] {
    const { file, fn } = handler;
    const fact = file.functionAt(fn);
    if (!fact) return [];
    const params = fact.params.flatMap(param => this.#ofParam(file, fn, param));
    return [
      ...fact.decorators.flatMap(one => this.#ofDecorator(file, fact.in, one, 'decorator')),
      ...(fact.class >= 0 ? this.ofClass({ file, cls: fact.class }) : []),
      ...params,
      ...this.#inBody(handler),
    ];
  }

  #ofDecorator(file: FileIndex, fn: number, decorator: Decorator, where: 'decorator' | 'class'): readonly Guard[] {
    const name = decorator.path.split('.').at(-1) ?? decorator.path;
    const at = placeIn(file, decorator.at);
    const shape = this.evaluator.shapeOf(file, fn, decorator.callee);
    if (shape.kind === 'library' || shape.kind === 'method') {
      const tables = this.tables(file);
      if (tables.routeDecorator(shape.path)) return [];
      if (tables.guard(shape.path) === 'arguments') return decorator.args.map(one => this.#guard(file, fn, one.value, where));
      // Rust attributes and TypeScript's library decorators count only when the tables know them or their name leaves no doubt.
      if (declaresPublic.test(name)) return [{ name, at, where, kind: 'open' }];
      const full = tables.guard(shape.path) === undefined && file.facts.language === 'rust' && !soundsLikeAuth(name) ? 'other' : this.kinds.kindOfShape(file, shape, name, 0);
      const kind = isLenient(decorator.args) ? lenient(full) : full;
      return kind === 'other' ? [] : [{ name, at, where, kind }];
    }
    const full = this.kinds.kindOfShape(file, shape, name, 0);
    const kind = isLenient(decorator.args) ? lenient(full) : full;
    if (declaresPublic.test(name) && kind !== 'auth' && kind !== 'by name') return [{ name, at, where, kind: 'open' }];
    return kind === 'other' || (kind === 'unknown' && file.facts.language === 'rust') ? [] : [{ name, at, where, kind }];
  }

  /** What a class puts before all its methods. */
  ofClass(ref: ClassRef): readonly Guard[] { return this.#ofClass(ref, 0, new Set()); }

  /** `said`: attributes that a class deriving from this one gives a value of its own. */
  #ofClass(ref: ClassRef, depth: number, said: Set<string>): readonly Guard[] {
    const fact = ref.file.classAt(ref.cls);
    if (!fact || depth > 5) return [];
    const fields = fact.fields.flatMap((field): readonly Guard[] => {
      const at = placeIn(ref.file, field.at);
      if (field.value && guardFields.test(field.name) && (said.has(field.name) || (field.name === 'dependencies' && controllerOf(this.evaluator, this.tables, ref)))) return [];
      if (field.value && guardFields.test(field.name)) said.add(field.name);
      if (field.value && guardFields.test(field.name)) return [{ name: this.sourceAt(placeIn(ref.file, field.value.at)), at, where: 'class', kind: this.kinds.kindOf(ref.file, -1, field.value) }];
      const given: Param = { name: field.name, decorators: [], at: field.at, ...(field.type && { type: field.type }), ...(field.value && { default: field.value }) };
      if (ref.file.facts.language !== 'python' || !dependencyOf(this.evaluator, ref.file, -1, given)) return [];
      return [{ name: field.name, at, where: 'class', kind: this.kinds.kindOfParam(ref.file, -1, given) }];
    });
    const methods = ref.file.facts.language === 'python' ? this.#ofHooks(ref) : [];
    const bases = this.evaluator.basesOf(ref).flatMap((base, index): readonly Guard[] => {
      if (base.kind === 'class') return this.#ofClass(base.ref, depth + 1, said);
      const name = fact.bases[index]?.name ?? '';
      return guardBases.test(name) ? [{ name, at: placeIn(ref.file, fact.nameAt), where: 'class', kind: 'auth' }] : [];
    });
    return [...fact.decorators.flatMap(one => this.#ofDecorator(ref.file, fact.in, one, 'class')), ...fields, ...methods, ...bases];
  }

  /** Methods of a view that run before the one that answers: Django's `dispatch`, and the one that chooses permissions. */
  #ofHooks(ref: ClassRef): readonly Guard[] {
    return ['dispatch', 'get_permissions'].flatMap((name): readonly Guard[] => {
      const method = this.evaluator.methodOf(ref, name);
      const own = method?.file.functionAt(method.fn);
      if (!method || !own) return [];
      const kind = this.kinds.kindOfFunction(method.file, method.fn);
      const at = placeIn(method.file, own.nameAt);
      const said = own.decorators.flatMap(one => this.#ofDecorator(method.file, own.in, one, 'class'));
      return kind === 'other' ? [...said, ...(name === 'get_permissions' ? [{ name, at, where: 'class' as const, kind: 'unknown' as const }] : [])] : [...said, { name, at, where: 'class', kind }];
    });
  }

  #ofParam(file: FileIndex, fn: number, param: Param): readonly Guard[] {
    const at = placeIn(file, param.at);
    switch (file.facts.language) {
      case 'python': {
        if (!dependencyOf(this.evaluator, file, fn, param)) return this.#credential(file, param, at);
        return [{ name: param.name, at, where: 'parameter', kind: this.kinds.kindOfParam(file, fn, param) }];
      }
      case 'rust': return this.#extractor(file, fn, param, at);
      case 'typescript': return param.decorators.flatMap(one => {
        const shape = this.evaluator.shapeOf(file, file.functionAt(fn)?.in ?? -1, one.callee);
        if (shape.kind === 'library') return personIn(this.tables(file).guard(shape.path), one).map(kind => ({ name: one.path, at, where: 'parameter' as const, kind }));
        const kind = this.kinds.kindOfShape(file, shape, one.path, 0);
        return kind === 'other' ? [] : [{ name: one.path, at, where: 'parameter' as const, kind: kind === 'auth' ? 'identity' : kind }];
      });
      case 'sql': return [];
    }
  }

  /** `x_api_key: str = Header(None)`: the handler looks at who sends it. */
  #credential(file: FileIndex, param: Param, at: Place): readonly Guard[] {
    const call = param.default?.kind === 'call' ? file.facts.calls[param.default.call] : undefined;
    const path = call && this.evaluator.resolve(file, call)?.path;
    const isHeader = path !== undefined && /^fastapi\.(Header|Cookie)$/.test(this.tables(file).canonical(path));
    return isHeader && namesCredential(param.name) ? [{ name: param.name, at, where: 'parameter', kind: 'identity' }] : [];
  }

  /** A parameter whose type takes the user out of the request, or answers that there is none. */
  #extractor(file: FileIndex, fn: number, param: Param, at: Place): readonly Guard[] {
    let type = param.type;
    const optional = /(^|::)Option$/.test(type?.name ?? '');
    while (type && /(^|::)(Option|Result|Arc|Box)$/.test(type.name)) type = type.args[0];
    if (!type) return [];
    const name = type.text;
    const shape = this.evaluator.shapeOfType(file, fn, { ...type, args: [] });
    if (shape.kind === 'instance' || shape.kind === 'class') {
      const method = this.evaluator.methodOf(shape.ref, 'from_request_parts') ?? this.evaluator.methodOf(shape.ref, 'from_request');
      if (!method) return [];
      const kind = this.kinds.kindOfFunction(method.file, method.fn);
      // An extractor of who is asking that can fail: without them the handler does not run.
      const person = namesPerson.test(shape.ref.file.classAt(shape.ref.cls)?.name ?? '') && !/Infallible/.test(method.file.functionAt(method.fn)?.returns?.text ?? '');
      const own = kind === 'other' && person ? 'auth' : kind;
      const lets = optional || (soundsLenient(shape.ref.file.classAt(shape.ref.cls)?.name ?? '') && !evidenceIn(method.file, [method.fn, ...closuresIn(method.file, method.fn)]).refuses);
      return [{ name, at, where: 'parameter', kind: lets && own === 'auth' ? 'optional' : own }];
    }
    const path = shape.kind === 'object' ? shape.type : shape.kind === 'library' ? shape.path : undefined;
    const row = path === undefined ? undefined : this.tables(file).guard(path);
    if (row === 'auth' || row === 'identity') return [{ name, at, where: 'parameter', kind: optional && row === 'auth' ? 'optional' : row }];
    const sounds = soundsLikeAuth(type.name.split('::').at(-1) ?? '') || /Authorization</.test(name);
    return row === undefined && sounds ? [{ name, at, where: 'parameter', kind: path === undefined ? 'unknown' : 'by name' }] : [];
  }

  /** A call that refuses before anything is asked of a database; or the handler asks who it is and refuses itself. */
  #inBody({ file, fn }: FunctionAt, depth = 0): readonly Guard[] {
    const guards: Guard[] = [];
    for (const index of file.calls.get(fn) ?? []) {
      const call = file.facts.calls[index];
      if (!call || !this.#isOnTheWay(file, call.block)) continue;
      const name = calledName(call);
      const callee = this.graph.calleeOf(call);
      const own = callee ? this.#helperKind(callee) : this.#libraryKind(file, call);
      const kind = own !== 'auth' && callee && depth < 2 && handsOn(file, fn, index) && this.#isGuarded(callee, depth + 1) ? 'auth' : own;
      if (kind !== 'other' && kind !== 'open' && kind !== 'unknown') guards.push({ name, at: placeIn(file, call.nameAt), where: 'body', kind });
    }
    const own = evidenceIn(file, [fn]);
    const fact = file.functionAt(fn);
    // What a guard before it left in the request proves nothing by being read.
    if (fact && (own.verifies || (own.identifies && own.refuses))) guards.push({ name: 'its own check', at: placeIn(file, fact.nameAt), where: 'body', kind: own.refuses && own.always ? 'auth' : 'identity' });
    return guards;
  }

  /** A function that answers in the handler's stead, with guards of its own. */
  #isGuarded(callee: FunctionAt, depth: number): boolean {
    const fact = callee.file.functionAt(callee.fn);
    const guards = [...(fact?.decorators.flatMap(one => this.#ofDecorator(callee.file, fact.in, one, 'decorator')) ?? []), ...this.#inBody(callee, depth)];
    return guards.some(one => one.kind === 'auth');
  }

  /** What a helper shows by itself; a service several calls away is no guard. */
  #helperKind(callee: FunctionAt): Guard['kind'] {
    const fact = callee.file.functionAt(callee.fn);
    const name = fact?.name ?? '';
    const own = evidenceIn(callee.file, [callee.fn, ...closuresIn(callee.file, callee.fn)]);
    if (own.refuses === 'unauthorized' || (own.refuses && own.identifies)) return 'auth';
    // `AuthCheck::only_cookie().check(&request)`: whose method it is says what is checked.
    const checks = /^(check|verify|require|ensure|assert|enforce|authenticate|authorize|validate)/i.test(name) && soundsLikeAuth(callee.file.classAt(fact?.class ?? -1)?.name ?? '');
    return own.identifies || checks || soundsLikeAuth(name) ? this.kinds.kindOfFunction(callee.file, callee.fn) : 'other';
  }

  #libraryKind(file: FileIndex, call: Call): Guard['kind'] {
    const path = this.evaluator.resolve(file, call)?.path;
    const row = path === undefined ? undefined : this.tables(file).guard(path);
    return row === 'auth' || row === 'identity' ? row : 'other';
  }

  #isOnTheWay(file: FileIndex, block: number): boolean {
    for (let one = file.facts.blocks[block]; one; one = file.facts.blocks[one.parent]) if (one.kind !== 'try' && one.kind !== 'with' && !asksMethod(file, one)) return false;
    return true;
  }
}

/** `return get_checks(request)`, `await handlePost(req, res)`: all that a handler was given goes on, or its answer is what the call gives. */
function handsOn(file: FileIndex, fn: number, index: number): boolean {
  const call = file.facts.calls[index];
  const params = (file.functionAt(fn)?.params ?? []).filter(one => !/^(self|this|cls|next)$/.test(one.name));
  const [first] = params;
  const given = (name: string): boolean => call?.args.some(one => one.value.kind === 'name' && one.value.name === name) ?? false;
  if (!call || !first || !given(first.name)) return false;
  return (params.length > 1 && params.every(one => given(one.name))) || (file.returns.get(fn) ?? []).some(one => one.value.kind === 'call' && one.value.call === index);
}

/** A library's decorator that hands over who is asking. */
function personIn(row: GuardRow | undefined, decorator: Decorator): readonly Guard['kind'][] {
  if (row === 'auth' || row === 'identity') return [row];
  if (!row?.startsWith('auth when ')) return [];
  const required = argumentOf(decorator, row.slice('auth when '.length));
  return [required?.kind === 'boolean' && required.value ? 'auth' : 'identity'];
}

function placeIn(file: FileIndex, span: Span): Place {
  return { file: file.file, start: span.start, end: span.end };
}
