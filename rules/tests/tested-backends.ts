/** Backends and desktop applications with the endpoints that tests can ask for, and what the tests of the program ask. */
import { backendsOf, requestedBy, type Backend, type Endpoint, type Program, type Report, type Requested } from '../../src/rule/index.js';

export interface TestedBackend extends Backend {
  readonly requested: ReadonlyMap<Endpoint, Requested>;
  /** There are tests in its language, or others that ask for some endpoint of it. */
  readonly hasTests: boolean;
  /** Why what is tested cannot be told at all. */
  readonly generated: string | undefined;
}

/** Tools that ask for every endpoint of a description, which no line of code says. */
const generators = /^(?:schemathesis|dredd|tavern|hypothesis_jsonschema|@stoplight\/prism|newman|pactum|jest-openapi)/;

export function testedBackends(program: Program, report: Report): readonly TestedBackend[] {
  const commands = program.endpoints.filter(one => one.kind === 'command' && program.roleAt(one.at) === 'production' && !(one.mounted.known && !one.mounted.value));
  const backends: readonly Backend[] = [...backendsOf(program, report, ['documentation', 'page', 'probe']), ...(commands.length > 0 ? [{ app: undefined, endpoints: commands }] : [])];
  const generated = program.files.find(file => file.role === 'test' && file.imports.some(one => generators.test(one.module)));
  return backends.map(backend => {
    const requested = requestedBy(backend.endpoints, program.tests.requests);
    const languages = new Set(backend.endpoints.map(one => one.handler.file.language));
    const hasTests = program.tests.cases.some(one => languages.has(one.file.language) && isBackendTest(one.file.file, program)) || [...requested.values()].some(one => one.surely.length > 0);
    return { ...backend, requested, hasTests, generated: generated && `${generated.file} makes its requests from a description` };
  });
}

/** Tests of components that a browser draws are none of a backend. */
function isBackendTest(file: string, program: Program): boolean {
  const facts = program.file(file);
  return facts !== undefined && !/\.[jt]sx$/.test(file) && !facts.imports.some(one => /^(?:react|vue|svelte|preact|solid-js|@testing-library|@angular|@vue|cypress|@playwright)(?:\/|$)/.test(one.module));
}

/** The application, as findings name it. */
export function appNamed(backend: Backend): string {
  if (backend.endpoints.every(one => one.kind === 'command')) return 'this desktop application';
  return backend.app && backend.app.name !== '' ? `\`${backend.app.name}\`` : 'this application';
}
