import { defineRule, isServiceFile, partsWithCalls, requestedBy, wholeProgram, type FileFacts, type FunctionRef, type Program, type Report } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'require-test-for-service',
  group: 'tests',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'No test reaches a public function of a service.',
  why: 'The rules of the business live there, and nobody notices when a change breaks one.',
  instead: 'call it from a test, or ask for an endpoint that runs it',
  limits: 'Services are the files of a declared layer, or those called service, repository or crud. A function that runs through an interface, a signal or a name that could not be followed is reported although a test may reach it, therefore in preview.',
  look: wholeProgram(),
  check(program, _, report) {
    if (program.tests.cases.length === 0) {
      const services = program.files.filter(file => isServiceFile(file, program) && publicFunctionsOf(file, program).length > 0);
      const [first] = services;
      if (!first) return;
      report.judged('app');
      report(program.place(first, publicFunctionsOf(first, program)[0]?.fact.nameAt ?? { start: 0, end: 0 }), `there are ${String(services.length)} service files and no test`);
      return;
    }
    const reached = reachedThroughEndpoints(program);
    const named = namesCalledByTests(program);
    for (const file of program.files) if (isServiceFile(file, program)) judge(file, reached, named, program, report);
  },
});

function judge(file: FileFacts, reached: ReadonlySet<string>, named: ReadonlySet<string>, program: Program, report: Report): void {
  const functions = publicFunctionsOf(file, program);
  const guilty: FunctionRef[] = [];
  for (const fn of functions) {
    if (program.tests.reaches(fn) || reached.has(keyOf(fn))) report.judged('service function');
    else if (named.has(fn.fact.name)) report.unknown('service function', `a test calls something named \`${fn.fact.name}\`, and what it runs could not be told`, program.place(file, fn.fact.nameAt));
    else {
      report.judged('service function');
      guilty.push(fn);
    }
  }
  const [first] = guilty;
  if (first && guilty.length > 2 && guilty.length === functions.length) report(program.place(file, first.fact.nameAt), `no test reaches any of the ${String(guilty.length)} public functions of this service`);
  else for (const fn of guilty) report(program.place(file, fn.fact.nameAt), `no test reaches \`${fn.fact.name}\``);
}

function publicFunctionsOf(file: FileFacts, program: Program): readonly FunctionRef[] {
  return program.functionsOf(file).filter(({ fact }) => fact.public && fact.kind !== 'closure' && !fact.test && fact.in < 0 && !/^(?:__\w+__|constructor|new|default|from|fmt|clone|drop|toString|toJSON)$/.test(fact.name)
    && !fact.decorators.some(one => /(^|\.)(abstractmethod|property|overload|validator|field_validator)$/.test(one.path)) && program.roleAt(program.place(file, fact.nameAt)) === 'production'
    && !(file.classes[fact.class]?.kind === 'interface' || file.classes[fact.class]?.kind === 'trait'));
}

/** What runs behind the endpoints that tests ask for. */
function reachedThroughEndpoints(program: Program): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const [endpoint, { surely }] of requestedBy(program.endpoints, program.tests.requests)) {
    if (surely.length === 0) continue;
    for (const fn of [endpoint.handler, ...injectedInto(endpoint.handler, program)]) {
      reached.add(keyOf(fn));
      for (const { call, in: inside } of program.callsReachedFrom(fn)) {
        reached.add(keyOf(inside));
        const callee = program.calleeOf(call);
        if (callee.known) reached.add(keyOf(callee.value));
      }
    }
  }
  return reached;
}

/** What runs before a handler because a parameter or its decorator asks for it: `Depends(get_order)`, and what that asks for. */
function injectedInto(handler: FunctionRef, program: Program): readonly FunctionRef[] {
  const found = new Map<string, FunctionRef>();
  const queue = [handler];
  for (let turn = 0; turn < queue.length; turn++) {
    const fn = queue[turn];
    if (!fn) continue;
    const values = [...fn.fact.params.flatMap(param => [...(param.default ? [param.default] : []), ...(param.type?.values ?? [])]), ...fn.fact.decorators.flatMap(one => one.args.map(argument => argument.value))];
    for (const part of values.flatMap(value => [...partsWithCalls(value, fn.file.calls)])) {
      if (part.kind !== 'name' && part.kind !== 'member') continue;
      const meaning = program.meaningOf(fn.file, fn.fact.in, part);
      if (meaning.kind !== 'function' || found.has(keyOf(meaning.fn))) continue;
      found.set(keyOf(meaning.fn), meaning.fn);
      queue.push(meaning.fn);
    }
  }
  return [...found.values()];
}

/** Names of what test code calls without it being clear what runs. */
function namesCalledByTests(program: Program): ReadonlySet<string> {
  return new Set(program.files.flatMap(file => program.calls(file).flatMap(call => {
    const { callee } = call.fact;
    const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : undefined;
    return name !== undefined && program.roleAt(program.place(file, call.fact.at)) === 'test' && !program.calleeOf(call).known ? [name] : [];
  })));
}

function keyOf(fn: FunctionRef): string { return `${fn.file.file}#${String(fn.index)}`; }
