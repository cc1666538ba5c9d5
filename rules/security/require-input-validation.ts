/** Endpoints that take whatever is sent to them. */
import { z } from 'zod';
import type { Endpoint, Program, Report } from '../../src/rule/index.js';
import { defineRule, each, kindOf, nameOf } from '../../src/rule/index.js';
import { isChecked, isDeclared, rawBodyIn, rawFormIn } from './checked-input.js';
import { unboundedIn } from './field-bounds.js';
import { inputsOf, type Input } from './untyped-input.js';

const options = z.strictObject({
  bounds: z.boolean().default(false).describe('fields of requests must limit how long a text and how large a number may be (warnings)'),
});

export default defineRule({
  id: 'require-input-validation',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint or command takes any data: nothing says or checks what may be sent.',
  why: 'Missing, wrong and additional fields get as far as the database, and fail there or are stored.',
  instead: 'declare a class or schema for what is sent, and let the framework check it before the handler runs',
  limits: 'A check made by hand, in the handler or on the way, counts; whether it is complete is not judged. Path parameters and uploads are not judged.',
  options,
  look: each('endpoint'),
  check(endpoint, program, report, given) {
    if (endpoint.kind === 'socket' || program.roleAt(endpoint.at) !== 'production' || (endpoint.kind === 'http' && kindOf(endpoint, program) === 'webhook')) return;
    const { bounds } = options.parse(given ?? {});
    const inputs = inputsOf(endpoint, program);
    const raw = endpoint.kind === 'http' ? rawBodyIn(endpoint, program) : undefined;
    const form = endpoint.kind === 'http' && !raw ? rawFormIn(endpoint, program) : undefined;
    if (inputs.length === 0 && !raw && !form) return;
    const what = endpoint.kind === 'command' ? 'command' : 'handler';
    if ((form && !isDeclared(endpoint, program)) || (raw && isChecked(endpoint, program) && !isDeclared(endpoint, program))) report.unknown(what, form ? 'its form is read field by field' : 'its body is checked by hand', endpoint.at);
    else report.judged(what);
    for (const input of inputs) judgeInput(input, endpoint, program, report, bounds);
    if (raw && !isChecked(endpoint, program)) report(endpoint.at, `${nameOf(endpoint)} takes its body as it was sent: nothing checks \`${program.sourceAt(program.place(endpoint.handler.file, raw))}\``, { path: [{ at: program.place(endpoint.handler.file, raw), message: 'it is read here' }] });
  },
});

function judgeInput(input: Input, endpoint: Endpoint, program: Program, report: Report, bounds: boolean): void {
  switch (input.kind) {
    case 'anything':
      if (!isChecked(endpoint, program)) report(endpoint.at, `${nameOf(endpoint)} takes anything as ${input.name}: ${input.type === 'no type' ? 'it has no type' : `\`${input.type}\` says nothing about its fields`}`);
      return;
    case 'table':
      report(endpoint.at, `${nameOf(endpoint)} takes ${input.name} as \`${input.type}\`, a table's own class: whoever calls sets every column`, { severity: 'warning', instead: 'declare a class with the fields that may be sent, and copy them' });
      return;
    case 'class': {
      if (input.fact.kind === 'interface' && !isChecked(endpoint, program)) report(endpoint.at, `${nameOf(endpoint)} takes ${input.name} as \`${input.fact.name}\`, an interface: nothing is left of it when the program runs`);
      else if (isBareDto(input) && !isChecked(endpoint, program)) report(endpoint.at, `${nameOf(endpoint)} takes ${input.name} as \`${input.fact.name}\`, none of whose fields is checked`, { instead: 'put validation decorators on its fields, and a ValidationPipe before the application' });
      const unbounded = bounds ? unboundedIn(input.fact, input.file) : [];
      if (unbounded.length > 0) report(endpoint.at, `${nameOf(endpoint)} takes ${[...new Set(unbounded.map(one => one.takes))].join(' and ')}: ${unbounded.slice(0, 4).map(one => `\`${one.name}\``).join(', ')}${unbounded.length > 4 ? ` and ${String(unbounded.length - 4)} more` : ''} of \`${input.fact.name}\``, { severity: 'warning', instead: 'give texts a maximum length and numbers a range', path: [{ at: program.place(input.file, input.fact.nameAt), message: 'the class is declared here' }] });
    }
  }
}

/** A class of Nest whose fields carry no decorators and that derives from nothing. */
function isBareDto(input: Extract<Input, { kind: 'class' }>): boolean {
  return input.file.language === 'typescript' && input.fact.kind === 'class' && input.fact.bases.length === 0 && input.fact.fields.length > 0 && input.fact.fields.every(field => field.decorators.length === 0);
}
