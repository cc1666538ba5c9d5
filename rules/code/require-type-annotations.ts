/** Functions whose parameters or result have no declared type. */
import type { FileFacts, FunctionFact, Param } from '../../src/facts/structure.js';
import { defineRule, each } from '../../src/rule/index.js';

export default defineRule<FileFacts>({
  id: 'require-type-annotations',
  group: 'code',
  severity: 'warning',
  tier: 'stable',
  languages: ['python', 'typescript'],
  summary: 'A function has parameters, or a result, without a type.',
  why: 'Nobody, and no type checker, can tell what may be passed in and what comes back; the first to find out is production.',
  instead: 'write the types of the parameters and of the result',
  limits: 'In TypeScript only exported functions and only their parameters are judged: the compiler infers the rest. JavaScript has no place for types.',
  look: each('file'),
  check(file, program, report) {
    if (file.role !== 'production' || /\.[mc]?jsx?$/.test(file.file) || program.purposeOf(file) === 'browser') return;
    for (const { fact } of program.functionsOf(file)) {
      if (!isJudged(fact, file)) continue;
      report.judged('function');
      const bare = fact.params.filter((param, index) => isBare(param, index, fact, file));
      const unnamed = file.language === 'python' && fact.returns === undefined && !mayLackResult(fact);
      if (bare.length === 0 && !unnamed) continue;
      const named = bare.map(param => `\`${param.name}\``).join(', ');
      const what = [...(bare.length > 0 ? [`${named} ${bare.length === 1 ? 'has' : 'have'} no type`] : []), ...(unnamed ? ['what it returns has no type'] : [])];
      report(program.place(file, fact.nameAt), `in \`${fact.name}\` ${what.join(' and ')}`);
    }
  },
});

function isJudged(fact: FunctionFact, file: FileFacts): boolean {
  if (fact.test || fact.kind === 'closure') return false;
  if (file.language === 'python') return fact.name !== '<lambda>' && !fact.decorators.some(one => /(^|\.)(overload|no_type_check)$/.test(one.path));
  return file.language === 'typescript' && fact.in === -1 && fact.public;
}

function isBare(param: Param, index: number, fact: FunctionFact, file: FileFacts): boolean {
  if (param.type !== undefined || /^_+$/.test(param.name)) return false;
  if (file.language !== 'python') return param.default === undefined;
  const isReceiver = index === 0 && fact.class >= 0 && !fact.decorators.some(one => one.path === 'staticmethod');
  return !isReceiver && param.name !== '*' && param.name !== '/';
}

/** Constructors answer nothing, and FastAPI takes the result's type from `response_model`. */
function mayLackResult(fact: FunctionFact): boolean {
  return /^__init(_subclass)?__$/.test(fact.name) || fact.decorators.some(one => one.args.some(argument => argument.name === 'response_model'));
}
