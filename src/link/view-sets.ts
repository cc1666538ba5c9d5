/** View sets: classes whose actions a router spreads over a list path and a detail path. */
import type { Argument } from '../facts/structure.js';
import { argumentOf } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import { plainPattern } from './paths.js';
import type { ClassRef } from './shapes.js';
import { inherited } from './view-classes.js';

/** One route of a view set; `options` are what its own decorator says. */
export interface Action { readonly method: string; readonly path: string; readonly handler: FunctionAt; readonly options: readonly Argument[] }

const usual: readonly (readonly [name: string, method: string, detail: boolean])[] = [
  ['list', 'GET', false], ['create', 'POST', false], ['retrieve', 'GET', true], ['update', 'PUT', true], ['partial_update', 'PATCH', true], ['destroy', 'DELETE', true],
];

/** Mixins whose actions the class answers by code that is not here. */
const mixed: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.ModelViewSet$/, usual.map(([name]) => name)], [/\.ReadOnlyModelViewSet$/, ['list', 'retrieve']], [/\.ListModelMixin$/, ['list']], [/\.CreateModelMixin$/, ['create']],
  [/\.RetrieveModelMixin$/, ['retrieve']], [/\.UpdateModelMixin$/, ['update', 'partial_update']], [/\.DestroyModelMixin$/, ['destroy']],
];

const maxDepth = 6;

/** The actions written in this program, and how many more the framework answers itself. */
export function actionsOf(evaluator: Evaluator, cls: ClassRef): { readonly written: readonly Action[]; readonly others: number } {
  const key = lookupOf(evaluator, cls);
  const written = usual.flatMap(([name, method, detail]): Action[] => {
    const handler = inherited(evaluator, cls, name, 0);
    return handler ? [{ method, path: detail ? `<${key}>` : '', handler, options: [] }] : [];
  });
  const named = new Set(usual.filter(([name]) => inherited(evaluator, cls, name, 0)).map(([name]) => name));
  const given = new Set(basesOf(evaluator, cls, 0).flatMap(path => mixed.flatMap(([base, names]) => (base.test(path) ? names : []))));
  return { written: [...written, ...extra(evaluator, cls, key, 0)], others: [...given].filter(name => !named.has(name)).length };
}

/** `@action(detail=True, methods=['post'], url_path='close')`. */
function extra(evaluator: Evaluator, ref: ClassRef, key: string, depth: number): readonly Action[] {
  const own = ref.file.facts.functions.flatMap((fact, fn): Action[] => {
    if (fact.class !== ref.cls) return [];
    return fact.decorators.filter(one => /(^|\.)(action|list_route|detail_route)$/.test(one.path)).flatMap((decorator): Action[] => {
      const detail = argumentOf(decorator, ['detail', 1]);
      const path = argumentOf(decorator, ['url_path', 2]);
      const methods = argumentOf(decorator, ['methods', 0]);
      const verbs = methods?.kind === 'list' ? methods.items.flatMap(one => (one.kind === 'text' ? [one.text.toUpperCase()] : [])) : [];
      const onOne = decorator.path.endsWith('detail_route') || (detail?.kind === 'boolean' && detail.value);
      return [{ method: verbs.length > 0 ? verbs.join('|') : 'GET', path: `${onOne ? `<${key}>/` : ''}${path?.kind === 'text' ? plainPattern(path.text) : fact.name}`, handler: { file: ref.file, fn }, options: decorator.args }];
    });
  });
  if (depth > maxDepth) return own;
  const seen = new Set(own.map(one => one.path));
  return [...own, ...evaluator.basesOf(ref).flatMap(base => (base.kind === 'class' ? extra(evaluator, base.ref, key, depth + 1).filter(one => !seen.has(one.path)) : []))];
}

function lookupOf(evaluator: Evaluator, ref: ClassRef): string {
  return textOfField(evaluator, ref, 'lookup_url_kwarg', 0) ?? textOfField(evaluator, ref, 'lookup_field', 0) ?? 'pk';
}

function textOfField(evaluator: Evaluator, ref: ClassRef, name: string, depth: number): string | undefined {
  const value = ref.file.classAt(ref.cls)?.fields.find(one => one.name === name)?.value;
  if (value?.kind === 'text') return value.text;
  for (const base of depth > maxDepth ? [] : evaluator.basesOf(ref)) {
    const found = base.kind === 'class' ? textOfField(evaluator, base.ref, name, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The library classes a class derives from, through classes of this program too. */
export function basesOf(evaluator: Evaluator, ref: ClassRef, depth: number): readonly string[] {
  return depth > maxDepth ? [] : evaluator.basesOf(ref).flatMap(base => (base.kind === 'library' ? [base.path] : base.kind === 'class' ? basesOf(evaluator, base.ref, depth + 1) : []));
}

