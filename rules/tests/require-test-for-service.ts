import { defineRule, isServiceFile, wholeProgram, type FileFacts, type FunctionRef, type Program, type Report } from '../../src/rule/index.js';
import { reachedByTests, type Reached } from './reached-functions.js';

export default defineRule<Program>({
  id: 'require-test-for-service',
  group: 'tests',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'No test reaches a public function of a service.',
  why: 'The rules of the business live there, and nobody notices when a change breaks one.',
  instead: 'call it from a test, or ask for an endpoint that runs it',
  limits: 'Services are the files of a declared layer, or those called service, repository or crud. Where a test asks for some endpoint, what modules and plugins run when the application starts counts as reached; what only a name that could not be followed may run stays unknown. In preview: tests that send requests through helpers with computed addresses are not always followed to what they run.',
  look: wholeProgram(),
  check(program, _, report) {
    const languages = new Set(program.endpoints.map(one => one.handler.file.language));
    // Where the endpoints are written in another language, services are those of a front end.
    const services = program.files.filter(file => (languages.size === 0 || languages.has(file.language)) && !ofShapes.test(file.file) && isServiceFile(file, program) && publicFunctionsOf(file, program).length > 0);
    const [first] = services;
    if (!first) return;
    if (program.tests.cases.length === 0) {
      report.judged('app');
      report(program.place(first, publicFunctionsOf(first, program)[0]?.fact.nameAt ?? { start: 0, end: 0 }), `there ${services.length === 1 ? 'is one service file' : `are ${String(services.length)} service files`} and no test`);
      return;
    }
    const reached = reachedByTests(program);
    for (const file of services) judge(file, reached, program, report);
  },
});

/** Files of a domain that hold what is stored, and no work. */
const ofShapes = /(?:^|[/._-])(?:types?|models?|entit(?:y|ies)|schemas?|dtos?|errors?|exceptions?|constants|enums?|interfaces?)\.[a-z]+$/i;

function judge(file: FileFacts, reached: Reached, program: Program, report: Report): void {
  const functions = publicFunctionsOf(file, program);
  const guilty: FunctionRef[] = [];
  for (const fn of functions) {
    const perhaps = reached.has(fn) ? undefined : reached.perhaps(fn);
    if (perhaps !== undefined) report.unknown('service function', perhaps, program.place(file, fn.fact.nameAt));
    else {
      report.judged('service function');
      if (!reached.has(fn)) guilty.push(fn);
    }
  }
  const [first] = guilty;
  if (first && guilty.length > 2 && guilty.length === functions.length) report(program.place(file, first.fact.nameAt), `no test reaches any of the ${String(guilty.length)} public functions of this service`);
  else for (const fn of guilty) report(program.place(file, fn.fact.nameAt), `no test reaches \`${fn.fact.name}\``);
}

function publicFunctionsOf(file: FileFacts, program: Program): readonly FunctionRef[] {
  return program.functionsOf(file).filter(({ fact }) => fact.public && fact.kind !== 'closure' && !fact.test && fact.in < 0 && !/^(?:__\w+__|constructor|new|default|from|fmt|clone|drop|toString|toJSON|on(?:ModuleInit|ModuleDestroy|ApplicationBootstrap|ApplicationShutdown)|beforeApplicationShutdown)$/.test(fact.name)
    && !fact.decorators.some(one => /(^|\.)(abstractmethod|property|overload|validator|field_validator)$/.test(one.path)) && program.roleAt(program.place(file, fact.nameAt)) === 'production'
    && !/(?:^|\s)get\s+$/.test(program.textOf(file).slice(fact.at.start, fact.nameAt.start)) && !(file.classes[fact.class]?.kind === 'interface' || file.classes[fact.class]?.kind === 'trait'));
}
