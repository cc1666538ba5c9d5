import type { Endpoint, Program } from '../../src/rule/index.js';
import { backendsOf, defineRule, nameOf, reportGathered, wholeProgram } from '../../src/rule/index.js';
import { answerTypeOf } from './answer-types.js';
import { committedPaths } from './committed-openapi.js';

export default defineRule<Program>({
  id: 'require-response-model',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'What an endpoint or command answers has no declared type.',
  why: 'Nothing then tells a caller which fields there are, keeps a password from being answered with the row it stands in, or notices when a field goes.',
  instead: 'declare it: `response_model` or a return annotation, `Json<T>`, a DTO as return type, a response schema',
  limits: 'Judged where the framework has a place for such a type: FastAPI, Nest, Fastify, Express, axum, actix, Rocket and Tauri. Files, redirects, streams, pages and empty answers have none.',
  look: wholeProgram(),
  check(program, _, report) {
    const committed = committedPaths(program);
    for (const backend of backendsOf(program, report, ['probe', 'documentation', 'webhook', 'page'])) {
      for (const one of backend.endpoints) if (answerTypeOf(one, program) === 'unseen') report.unknown('endpoint', 'the response is made where it could not be followed', one.at);
      const endpoints = backend.endpoints.filter(one => !['not asked', 'unseen'].includes(answerTypeOf(one, program)));
      endpoints.forEach(() => { report.judged('endpoint'); });
      reportGathered(program, report, { ...backend, endpoints }, endpoints.filter(one => answerTypeOf(one, program) === 'none' && !committed.has(one.path)), {
        one: endpoint => `${nameOf(endpoint)} answers ${spell(endpoint)}`,
        all: (of, example) => `${of} declare no type of what they answer, ${nameOf(example)} for one`,
      });
    }
    for (const command of program.endpoints) {
      if (command.kind !== 'command' || program.roleAt(command.at) !== 'production' || (command.mounted.known && !command.mounted.value)) continue;
      report.judged('command');
      if (answerTypeOf(command, program) === 'none') report(command.at, `${nameOf(command)} answers ${spell(command)}`);
    }
  },
});

function spell({ handler }: Endpoint): string {
  const { returns } = handler.fact;
  return returns ? `\`${returns.text.replaceAll(/\s+/g, ' ').slice(0, 60)}\`, which says nothing of what is in it` : 'something of no declared type';
}
