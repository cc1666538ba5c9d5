/** Commands and services that fail with a text, or with an error of no type, in a project that has error types of its own. */
import type { FileFacts, FunctionRef, Program, Report } from '../../src/rule/index.js';
import { defineRule, isServiceFile, wholeProgram } from '../../src/rule/index.js';

export default defineRule({
  id: 'require-typed-errors',
  group: 'errors',
  severity: 'warning',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A command or service fails with a text or an error of no type, although the project has error types.',
  why: 'Whoever calls it can show the text and nothing else: what was missing, forbidden or broken can only be told by comparing words.',
  instead: 'fail with one of the project\'s own error types, or add the case that is missing there',
  limits: 'Only functions whose declared type or raised value says what they fail with are judged. Start-up and scripts may fail with anything.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const language of ['rust', 'python', 'typescript'] as const) {
      const files = program.files.filter(file => file.language === language && file.role === 'production');
      const own = files.flatMap(ownErrors)[0];
      if (own === undefined) continue;
      const entries = new Set(program.endpoints.flatMap(one => (one.handler.file.language === language && (one.kind === 'command' || language === 'rust') ? [one.handler.fact] : [])));
      for (const file of files) {
        const service = isServiceFile(file, program);
        for (const fn of program.functionsOf(file)) {
          if ((!service && !entries.has(fn.fact)) || program.roleAt(program.place(file, fn.fact.nameAt)) !== 'production' || fn.fact.kind === 'closure' || /^(?:try_from|from_str|fmt|main|init|setup|up|down)$/.test(fn.fact.name)) continue;
          report.judged('function');
          if (language === 'rust') judgeDeclared(fn, own, program, report);
          else judgeRaised(fn, own, program, report);
        }
      }
    }
  },
});

/** Names of the error types a file declares. */
function ownErrors(file: FileFacts): readonly string[] {
  return file.classes.flatMap(({ name, kind, bases }) => {
    const isError = file.language === 'rust' ? (kind === 'enum' || kind === 'struct') && /Error$/.test(name) : kind === 'class' && bases.some(base => /(?:Error|Exception)$/.test(base.name)) && /(?:Error|Exception)$/.test(name);
    return isError ? [name] : [];
  });
}

function judgeDeclared({ file, fact }: FunctionRef, own: string, program: Program, report: Report): void {
  const { returns } = fact;
  const result = returns?.name.split(/::|\./).at(-1);
  if (!returns || result !== 'Result') return;
  const error = returns.args[1];
  const untyped = error ? /^(?:String|&?str|anyhow::Error|Error|Box)$/.test(error.name) && !(error.name === 'Error' && !/\banyhow\b/.test(error.text)) && (error.name !== 'Box' || /dyn/.test(error.text)) : /^anyhow::Result/.test(returns.text) || file.imports.some(one => one.module === 'anyhow' && one.local === 'Result');
  if (untyped) report(program.place(file, fact.nameAt), `\`${fact.name}\` fails with \`${error ? error.text : 'anyhow::Error'}\`, while the project has \`${own}\``);
}

function judgeRaised({ file, index, fact }: FunctionRef, own: string, program: Program, report: Report): void {
  for (const raise of file.raises) {
    if (raise.in !== index) continue;
    const call = raise.value.kind === 'call' ? file.calls[raise.value.call] : undefined;
    const made = call?.callee ?? raise.value;
    if (made.kind !== 'name' || !(file.language === 'python' ? /^(?:Base)?Exception$/ : /^Error$/).test(made.name)) continue;
    report(program.place(file, raise.at), `\`${fact.name}\` fails with a bare \`${made.name}\`, while the project has \`${own}\``);
  }
}
