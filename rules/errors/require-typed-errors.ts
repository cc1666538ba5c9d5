/** Commands and services that fail with a text, or with an error of no type, in a project that has error types of its own. */
import type { FunctionRef, Place, Program } from '../../src/rule/index.js';
import { defineRule, isServiceFile, wholeProgram } from '../../src/rule/index.js';
import { isPreparing } from '../../src/rule/prepared.js';
import { ownErrorsOf } from './own-errors.js';

interface Found { readonly at: Place; readonly message: string }

export default defineRule({
  id: 'require-typed-errors',
  group: 'errors',
  severity: 'warning',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A command or service fails with a text or an error of no type, although the project has error types.',
  why: 'Whoever calls it can show the text and nothing else: what was missing, forbidden or broken can only be told by comparing words.',
  instead: 'fail with one of the project\'s own error types, or add the case that is missing there',
  limits: 'A type is the project\'s own where several functions of the same package fail with it, for services at least as many as fail with none, and when it is kept where errors are or a handler answers it. Commands and what services offer to others are judged, when their declared type or raised value says what they fail with; private helpers, conversions, traits\' functions, start-up and scripts may fail with anything.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const language of ['rust', 'python', 'typescript'] as const) {
      const own = ownErrorsOf(language, program);
      const inServices = new Map<string, { readonly uses: number; readonly found: Found[] }>();
      const entries = new Set(program.endpoints.flatMap(one => (one.handler.file.language === language && (one.kind === 'command' || language === 'rust') ? [one.handler.fact] : [])));
      for (const file of program.files) {
        if (file.language !== language || file.role !== 'production') continue;
        const usual = own.around(file);
        // An error of one corner of the program is nothing for commands to answer.
        if (usual === undefined || !(usual.central || answering(usual.by, entries, program))) continue;
        const service = isServiceFile(file, program) && !/^(?:script|command line)$/.test(program.purposeOf(file));
        for (const fn of program.functionsOf(file)) {
          if (!entries.has(fn.fact) && !(service && isOffered(fn))) continue;
          if (program.roleAt(program.place(file, fn.fact.nameAt)) !== 'production' || fn.fact.kind === 'closure' || notForCallers.test(fn.fact.name) || isPreparing(fn)) continue;
          report.judged('function');
          const found = language === 'rust' ? declaredIn(fn, usual.name, program) : raisedIn(fn, usual.name, program);
          if (entries.has(fn.fact)) for (const one of found) report(one.at, one.message);
          else {
            const here = inServices.get(usual.package) ?? { uses: usual.uses, found: [] };
            inServices.set(usual.package, here);
            here.found.push(...found);
          }
        }
      }
      // Where most of them fail like that, the type is the exception, and no habit of these services.
      for (const { uses, found } of inServices.values()) if (found.length <= uses) for (const one of found) report(one.at, one.message);
    }
  },
});

/** A handler or command fails with it already. */
function answering(by: ReadonlySet<string>, entries: ReadonlySet<FunctionRef['fact']>, program: Program): boolean {
  return program.endpoints.some(({ handler }) => entries.has(handler.fact) && by.has(`${handler.file.file} ${String(handler.index)}`));
}

/** Conversions fail as the trait or their one caller wants it. */
const notForCallers = /^(?:(?:try_)?from_?\w*|parse\w*|fmt|main|init|setup|up|down|run)$/;

/** For others to call, and with a type of its own choice: what implements a trait has none. */
function isOffered({ file, fact }: FunctionRef): boolean {
  const around = file.classes[fact.class];
  return fact.public && !/^_|^#/.test(fact.name) && around?.kind !== 'trait' && !(around?.kind === 'impl' && around.bases.length > 0);
}

function declaredIn({ file, fact }: FunctionRef, own: string, program: Program): readonly Found[] {
  const { returns } = fact;
  const result = returns?.name.split(/::|\./).at(-1);
  if (!returns || result !== 'Result') return [];
  const error = returns.args[1];
  const untyped = error ? /^(?:String|&?str|anyhow::Error|Error|Box)$/.test(error.name) && !(error.name === 'Error' && !/\banyhow\b/.test(error.text)) && (error.name !== 'Box' || /dyn/.test(error.text)) : /^anyhow::Result/.test(returns.text) || (returns.text.startsWith('Result') && file.imports.some(one => one.module === 'anyhow' && one.local === 'Result'));
  return untyped ? [{ at: program.place(file, fact.nameAt), message: `\`${fact.name}\` fails with \`${error ? error.text : 'anyhow::Error'}\`, while others here fail with \`${own}\`` }] : [];
}

function raisedIn({ file, index, fact }: FunctionRef, own: string, program: Program): readonly Found[] {
  const found: Found[] = [];
  for (const raise of file.raises) {
    if (raise.in !== index) continue;
    const call = raise.value.kind === 'call' ? file.calls[raise.value.call] : undefined;
    const made = call?.callee ?? raise.value;
    if (made.kind !== 'name' || !(file.language === 'python' ? /^(?:Base)?Exception$/ : /^Error$/).test(made.name)) continue;
    // It jumps to this function's own `except`, and no further.
    if (program.blocksAround(file, raise.block).some(block => block.kind === 'try' && file.blocks.some(one => one.kind === 'catch' && one.group === block.group && one.in === block.in))) continue;
    found.push({ at: program.place(file, raise.at), message: `\`${fact.name}\` fails with a bare \`${made.name}\`, while others here fail with \`${own}\`` });
  }
  return found;
}
