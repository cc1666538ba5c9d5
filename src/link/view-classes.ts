/** Class-based views: a class is registered under a path, and its methods called like HTTP's answer. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf, calledName } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import { definedValue } from './defined-values.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { ClassRef } from './shapes.js';

const verbs = ['get', 'post', 'put', 'patch', 'delete'];

/** A class handed over as a view, and the call that hands it over: the registering one, or that of a wrapper around it. */
export interface Handed { readonly file: FileIndex; readonly fn: number; readonly cls: ClassRef; readonly call: Call; /** `as_view({'get': 'list'})`: which method answers which verb. */ readonly actions?: readonly (readonly [string, string])[] }

/** The methods of a view that answer requests, its bases' too. */
export function viewMethods(evaluator: Evaluator, view: Pick<Handed, 'cls' | 'actions'>): readonly (readonly [string, FunctionAt])[] {
  return (view.actions ?? verbs.map(verb => [verb, verb] as const)).flatMap(([verb, name]) => {
    const found = inherited(evaluator, view.cls, name, 0);
    return found ? [[verb.toUpperCase(), found] as const] : [];
  });
}

export function inherited(evaluator: Evaluator, ref: ClassRef, verb: string, depth: number): FunctionAt | undefined {
  const own = evaluator.methodOf(ref, verb);
  if (own || depth > 5) return own;
  for (const base of evaluator.basesOf(ref)) {
    const found = base.kind === 'class' ? inherited(evaluator, base.ref, verb, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `add_resource(Users, '/users')`, `add_url_rule('/users', view_func=Users.as_view('users'))`; of a wrapper's parameter, what its callers hand over. */
export function handedOver(evaluator: Evaluator, file: FileIndex, call: Call, value: Value): readonly Handed[] {
  const [definition] = value.kind === 'name' ? evaluator.names.define(file, call.in, value.name, value.at.start).definitions : [];
  if (definition?.kind !== 'param') {
    const view = viewIn(evaluator, file, call.in, value, 0);
    return view ? [{ file, fn: call.in, ...view, call }] : [];
  }
  const shift = definition.file.functionAt(definition.fn)?.params[0]?.name === 'self' ? 1 : 0;
  return evaluator.callersOf(definition.file, definition.fn).flatMap(caller => {
    const outer = caller.value.kind === 'call' ? caller.file.facts.calls[caller.value.call] : undefined;
    const given = outer && (argumentOf(outer, [definition.param.name]) ?? argumentOf(outer, definition.position - shift));
    const handed = outer && given && viewIn(evaluator, caller.file, caller.fn, given, 0);
    return handed ? [{ file: caller.file, fn: caller.fn, ...handed, call: outer }] : [];
  });
}

function viewIn(evaluator: Evaluator, file: FileIndex, fn: number, value: Value, depth: number): Pick<Handed, 'cls' | 'actions'> | undefined {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (call && calledName(call) === 'as_view' && call.callee.kind === 'member') {
    const view = viewIn(evaluator, file, fn, call.callee.of, depth + 1);
    const actions = actionsIn(call.args[0]?.value);
    return view && { ...view, ...(actions && { actions }) };
  }
  // `csrf_exempt(View.as_view())`, `cache_page(60)(View.as_view())`.
  if (call) return depth > 4 ? undefined : call.args.flatMap(one => (one.value.kind === 'call' ? viewIn(evaluator, file, fn, one.value, depth + 1) ?? [] : []))[0];
  const shape = evaluator.shapeOf(file, fn, value);
  if (shape.kind === 'class') return { cls: shape.ref };
  const defined = value.kind === 'name' && depth < 4 ? definedValue(evaluator, file, fn, value) : undefined;
  return defined?.value.kind === 'call' ? viewIn(evaluator, defined.file, defined.fn, defined.value, depth + 1) : undefined;
}

function actionsIn(value: Value | undefined): Handed['actions'] {
  if (value?.kind !== 'record') return undefined;
  return value.entries.flatMap(one => (one.key?.kind === 'text' && one.value.kind === 'text' ? [[one.key.text, one.value.text] as const] : []));
}

/** The argument of a wrapper's call that reads like a route's path. */
export function routePathIn(call: Call): number {
  return Math.max(0, call.args.filter(one => one.name === undefined).findIndex(one => one.value.kind === 'text' && one.value.text.startsWith('/')));
}
