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
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Server code prints to the terminal.',
  why: 'What is printed has no level, no time and no request it belongs to; nobody can filter it, and where the service runs nobody may see it.',
  instead: 'use the logger, with the level it deserves and what it is about as fields',
  limits: 'Code that runs in a browser, command line tools, scripts and tests may print. What no served file leads to is a script: in a package that serves something, and a Python file that nothing imports.',
  options,
  look: wholeProgram(),
  check(program, _, report, given) {
    const { console } = options.parse(given ?? {});
    const imported = new Set(program.files.flatMap(file => program.importsOf(file).map(one => one.file)));
    for (const file of program.files) if (isServerCode(file, program, imported)) report.judged('file');
    for (const one of program.logCalls) {
      const { file } = one.call;
      if (one.kind !== 'print' || !isPrint(one, program) || program.roleAt(one.at) !== 'production' || !isServerCode(file, program, imported) || isScriptPart(one)) continue;
      if (file.language === 'typescript' && (console === 'off' || (console === 'not errors' && one.to === 'error'))) continue;
      report(one.at, `\`${program.sourceAt({ ...one.at, start: one.call.fact.callee.at.start })}\` prints to the ${one.to === 'error' ? 'standard error' : 'terminal'}, past the log`, one.to === 'error' ? { severity: 'warning' } : {});
    }
  },
});

/** `print`, not `sys.stdout.write` and what shows a stack: those are no slips. */
function isPrint(one: LogCall, program: Program): boolean {
  const path = program.libraryPathOf(one.call);
  return !path.known || !/^(?:sys\.|traceback\.)/.test(path.value);
}

function isServerCode(file: FileFacts, program: Program, imported: ReadonlySet<string>): boolean {
  if (file.role !== 'production' || file.language === 'sql') return false;
  switch (program.purposeOf(file)) {
    case 'server': return true;
    case 'browser': case 'command line': case 'script': return false;
    case 'unknown': return file.language !== 'python' || imported.has(file.file);
  }
}

/** Under `if __name__ == "__main__"`. */
function isScriptPart({ call: { file, fact } }: LogCall): boolean {
  for (let block = file.blocks[fact.block]; block; block = file.blocks[block.parent]) {
    if (block.kind === 'if' && block.test?.kind === 'operation' && block.test.operands.some(one => one.kind === 'name' && one.name === '__name__')) return true;
  }
  return false;
}
