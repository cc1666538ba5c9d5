/** Paths that end with a slash beside paths of the same kind that do not, in frameworks where that makes another path. */
import type { Endpoint } from '../../src/rule/index.js';

/** Here `/orders` and `/orders/` are two paths. */
const strict = new Set(['fastapi', 'starlette', 'flask', 'django', 'aiohttp', 'axum', 'actix-web']);
/** Here a route at `/` below a prefix ends with a slash; axum takes it for the prefix itself. */
const rootIsSlash = new Set(['fastapi', 'starlette', 'flask', 'aiohttp', 'actix-web']);

export function trailingSlashes(endpoints: readonly Endpoint[]): readonly { readonly endpoint: Endpoint; readonly message: string }[] {
  const judged = endpoints.filter(one => strict.has(one.framework));
  const items = new Set(judged.flatMap(one => (isItem(one) ? [above(one.path)] : [])));
  const collections = judged.filter(one => items.has(trimmed(one.path)) || (!isItem(one) && /^\/?$/.test(one.declaration.path ?? 'x') && trimmed(one.path) !== ''));
  return [...mixedIn('collection', collections), ...mixedIn('item', judged.filter(isItem))];
}

function mixedIn(kind: string, endpoints: readonly Endpoint[]): readonly { readonly endpoint: Endpoint; readonly message: string }[] {
  const paths = new Map(endpoints.map(one => [`${trimmed(one.path)}${String(slashed(one))}`, one]));
  const ending = [...paths.values()].filter(slashed);
  const plain = [...paths.values()].filter(one => !slashed(one));
  const few = ending.length > plain.length ? plain : ending;
  const most = few === plain ? ending : plain;
  if (few.length === 0 || most.length === 0) return [];
  return few.map(endpoint => ({ endpoint, message: `${endpoint.path}${slashed(endpoint) && !endpoint.path.endsWith('/') ? '/' : ''} ${slashed(endpoint) ? 'ends with a slash' : 'has no slash at its end'}, ${String(most.length)} of ${String(paths.size)} ${kind} paths ${slashed(endpoint) ? 'do not' : 'have one'}` }));
}

function slashed({ declaration, path, framework }: Endpoint): boolean {
  const own = declaration.path ?? '';
  if (own === '' || own === '/') return own === '/' && rootIsSlash.has(framework) && trimmed(path) !== '';
  return own.endsWith('/');
}

function trimmed(path: string): string { return path.replace(/\/+$/, ''); }
function isItem({ path }: Endpoint): boolean { return /\/[:{<][^/]*\/?$/.test(path); }
function above(path: string): string { return trimmed(path).replace(/\/[^/]*$/, ''); }
