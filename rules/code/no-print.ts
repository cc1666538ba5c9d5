/** What server code writes straight to the terminal instead of its log. */
import { z } from 'zod';
import type { FileFacts, LogCall, Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

const options = z.strictObject({
  console: z.enum(['all', 'not errors', 'off']).default('all').describe('`console.*` in JavaScript: all of it, all but `error` and `warn`, or none'),
});

export default defineRule({
  id: 'no-print',
  group: 'code',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Server code prints to the terminal.',
  why: 'What is printed has no level, no time and no request it belongs to; nobody can filter it, and where the service runs nobody may see it.',
  instead: 'use the logger, with the level it deserves and what it is about as fields',
  limits: 'Code that runs in a browser, command line tools, scripts and tests may print. Where something is served, what no served file leads to is a script; so is a Python file that nothing imports.',
  options,
  look: wholeProgram(),
  check(program, _, report, given) {
    const { console } = options.parse(given ?? {});
    // Where something is served, what no served file leads to is a script; elsewhere it may be a library.
    const serves = program.endpoints.length > 0;
    const imported = new Set(serves ? [] : program.files.flatMap(file => program.importsOf(file).map(one => one.file)));
    const isServerCode = (file: FileFacts): boolean => runsInServer(file, program, imported, serves);
    for (const file of program.files) if (isServerCode(file)) report.judged('file');
    for (const one of program.logCalls) {
      const { file } = one.call;
      if (one.kind !== 'print' || !isPrint(one, program) || program.roleAt(one.at) !== 'production' || !isServerCode(file) || isScriptPart(one)) continue;
      if (file.language === 'typescript' && (console === 'off' || (console === 'not errors' && one.to === 'error'))) continue;
      report(one.at, `\`${program.sourceAt({ ...one.at, start: one.call.fact.callee.at.start })}\` prints to the ${one.to === 'error' ? 'standard error' : 'terminal'}, past the log`, one.to === 'error' ? { severity: 'warning' } : {});
    }
  },
});

/** `print`, not `sys.stdout.write` and what shows a stack: those are no slips. */
function isPrint(one: LogCall, program: Program): boolean {
  const path = program.libraryPathOf(one.call);
  const file = one.call.fact.args.find(argument => argument.name === 'file')?.value;
  const elsewhere = file !== undefined && file.kind !== 'nothing' && !(file.kind === 'member' && /^std(?:out|err)$/.test(file.name));
  return !elsewhere && (!path.known || !/^(?:sys\.|traceback\.)/.test(path.value));
}

function runsInServer(file: FileFacts, program: Program, imported: ReadonlySet<string>, serves: boolean): boolean {
  if (file.role !== 'production' || file.language === 'sql') return false;
  switch (program.purposeOf(file)) {
    case 'server': return true;
    case 'browser': case 'command line': case 'script': return false;
    case 'unknown': return !serves && (file.language !== 'python' || imported.has(file.file));
  }
}

/** Under `if __name__ == "__main__"`, or the last words before the program ends itself. */
function isScriptPart({ call: { file, fact } }: LogCall): boolean {
  if (fact.block >= 0 && file.calls.some(call => call.block === fact.block && call.in === fact.in && call.at.start > fact.at.start && call.callee.kind !== 'call' && /^exit$/.test(call.callee.kind === 'member' || call.callee.kind === 'name' ? call.callee.name : ''))) return true;
  for (let block = file.blocks[fact.block]; block; block = file.blocks[block.parent]) {
    if (block.kind === 'if' && block.test?.kind === 'operation' && block.test.operands.some(one => one.kind === 'name' && one.name === '__name__')) return true;
  }
  return false;
}
