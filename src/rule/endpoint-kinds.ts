/** What an endpoint is for besides the API itself: probes, documentation, callbacks of other services, pages and files. */
import { argumentOfCall } from './given.js';
import type { Endpoint, Program } from './program.js';

export type EndpointKind = 'probe' | 'documentation' | 'webhook' | 'page' | 'api';

function oneOf(...words: readonly string[]): RegExp {
  return new RegExp(`^(${words.map(word => word.replaceAll(' ', '[_-]?')).join('|')})$`, 'i');
}

const probes = oneOf('healthz?', 'health ?checks?', 'livez?', 'live?ness', 'alive', 'readyz?', 'readi?ness', 'ping', 'heartbeat', 'metrics', 'status', 'up', 'version', 'salute', 'stato servizio');
const health = oneOf('healthz?', 'health ?checks?', 'livez', 'liveness', 'readyz', 'readiness');
const documentation = oneOf('docs?', 'documentation', 'swagger( ui)?', 'redoc', 'openapi(\\.(json|ya?ml))?', 'api docs?', 'scalar', 'graphiql', 'asyncapi', 'schema');
const webhooks = oneOf('webhooks?', 'web hooks?', 'hooks?', 'callbacks?');
const plainFiles = oneOf('favicon\\.ico', 'robots\\.txt', 'sitemap\\.xml', 'manifest\\.(json|webmanifest)', '\\.well-known', 'static', 'assets', 'public', 'media', 'uploads?', 'service-?worker\\.js', 'sw\\.js');
const pageClasses = /(HTML|File|Redirect|Streaming|EventSource)Response$/;

export function kindOf(endpoint: Endpoint, program: Program): EndpointKind {
  const parts = endpoint.path.split('/').filter(part => part !== '');
  const firstItem = parts.findIndex(part => /^[:{<]/.test(part));
  const above = firstItem < 0 ? parts : parts.slice(0, firstItem);
  const last = parts.at(-1) ?? '';
  const reads = /^(GET|HEAD|\*)(\||$)/.test(endpoint.method);
  if (reads && above.some(part => health.test(part))) return 'probe';
  if (reads && firstItem < 0 && (probes.test(last) || probes.test(parts.at(-2) ?? '') && parts.length <= 2 || /^health/i.test(endpoint.handler.fact.name))) return 'probe';
  if (above.some(part => documentation.test(part))) return 'documentation';
  if (above.some(part => webhooks.test(part))) return 'webhook';
  // The root, and what no route took.
  if (reads && (parts.length === 0 || parts.some(part => plainFiles.test(part)) || /^[({:]?\.?\*|^\{?:path|:path\}$|\.(html?|webmanifest|xml|txt|ico|js|css|png|jpe?g|svg|map)$/.test(last))) return 'page';
  return givesPage(endpoint, program) ? 'page' : 'api';
}

function givesPage(endpoint: Endpoint, program: Program): boolean {
  const declared = argumentOfCall(endpoint.declaration.fact, 'response_class');
  const named = declared?.kind === 'name' || declared?.kind === 'member' ? declared.name : '';
  if (pageClasses.test(named)) return true;
  const answers = program.repliesOf(endpoint.handler).filter(one => !one.raised && !(one.status.known && one.status.value >= 400));
  return answers.length > 0 && answers.every(one => one.gives !== undefined || (one.status.known && one.status.value >= 300));
}
