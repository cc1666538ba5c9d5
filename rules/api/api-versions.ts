/** Where an endpoint, or a whole application, carries the version of its API. */
import type { App, Endpoint, Program, Value } from '../../src/rule/index.js';
import { argumentOfCall } from '../../src/rule/index.js';

export type By = 'path' | 'header' | 'query';

const segment = /^(api[-_]?)?v(er(sion)?)?[-_.]?\d+([._-]\d+)*([ab]|alpha|beta|rc)?\d*$|^\d{4}-\d{2}-\d{2}$|^[:{<](\w+:)?(api_?)?v(er(sion)?)?([>}]|\(.*)?$/i;
const header = /^(x[-_])?(api[-_])?(accept[-_])?version$|^accept[-_]version$/i;
const query = /^(api[-_]?)?version$|^v$/i;

export function versionOf(endpoint: Endpoint): By | undefined {
  if (endpoint.path.split('/').some(part => segment.test(part))) return 'path';
  const { fact, file } = endpoint.declaration;
  // Fastify: `{ constraints: { version: '1.0.0' } }`; Nest: `@Version('2')`.
  const constraints = argumentOfCall(fact, 'constraints') ?? argumentOfCall(fact, 'version');
  if (constraints?.kind === 'record' ? argumentOfCall({ args: [{ value: constraints }] }, 'version') : constraints && file.language === 'typescript') return 'header';
  for (const param of endpoint.handler.fact.params) {
    const text = [param.type?.text ?? '', calleeOf(param.default, endpoint), ...param.decorators.map(one => one.path)].join(' ');
    if (/\bHeader/.test(text) && header.test(param.name)) return 'header';
    if (header.test(param.name) && /^x_/i.test(param.name)) return 'header';
    if (query.test(param.name) && (/\bQuery\b/.test(text) || (endpoint.framework === 'fastapi' && !endpoint.path.includes(`{${param.name}`))) && !/\b(Header|Body|Depends)\b/.test(text)) return 'query';
  }
  return undefined;
}

function calleeOf(value: Value | undefined, endpoint: Endpoint): string {
  const call = value?.kind === 'call' ? endpoint.handler.file.calls[value.call] : undefined;
  return call?.callee.kind === 'name' || call?.callee.kind === 'member' ? call.callee.name : '';
}

/** A version asked for once, before every route: Nest's `enableVersioning`, a middleware or dependency that reads the header. */
export function versionedAsWhole(app: App, program: Program): By | undefined {
  for (const file of program.files) {
    for (const call of file.language === 'typescript' && app.framework === 'nestjs' ? file.calls : []) {
      if (call.callee.kind !== 'member' || call.callee.name !== 'enableVersioning') continue;
      const type = argumentOfCall(call, 'type');
      const kind = type?.kind === 'member' ? type.name : 'URI';
      if (argumentOfCall(call, 'defaultVersion')) return kind === 'URI' ? 'path' : 'header';
      if (kind !== 'URI') return 'header';
    }
  }
  return app.middleware.some(one => one.handler && readsVersion(one.handler.file, one.handler.fact.at)) ? 'header' : undefined;
}

/** A text of that name inside the middleware: the header it looks at. */
function readsVersion(file: App['middleware'][number]['in'], within: { readonly start: number; readonly end: number }): boolean {
  const named = (value: Value): boolean => value.kind === 'text' && header.test(value.text);
  const inside = (at: { readonly start: number }): boolean => at.start >= within.start && at.start < within.end;
  return file.calls.some(call => inside(call.at) && call.args.some(one => named(one.value))) || file.assignments.some(one => inside(one.at) && one.value.kind === 'index' && named(one.value.key));
}
