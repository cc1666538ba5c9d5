/** Functions whose logic belongs to one package: defined here, or taken from elsewhere. */
import type { FileFacts } from '../../src/facts/structure.js';
import { matchesName, matchesPath } from '../../src/rule/patterns.js';
import { defineRule, each, type Program } from '../../src/rule/index.js';

export default defineRule<FileFacts>({
  id: 'no-protected-logic',
  group: 'layers',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A function with a protected name is defined in the application, or imported from another package than its own.',
  why: 'The same rule written twice gives two answers one day, and the one nobody tests is the one that runs.',
  instead: 'import it from the package that owns it; ask for it there when it is missing',
  limits: 'Judges by name: an algorithm under another name is for a reviewer. A function whose body only calls the owner\'s is fine.',
  look: each('file'),
  check(file, program, report) {
    if (file.role !== 'production') return;
    for (const { names, from, notIn } of program.settings.protectedLogic) {
      if (notIn.length > 0 && !matchesPath(notIn, file.file)) continue;
      const isProtected = (name: string): boolean => matchesName(names, name);
      for (const { index, fact } of program.functionsOf(file)) {
        if (fact.kind === 'closure' || fact.test || !isProtected(fact.name)) continue;
        report.judged('protected function');
        if (!onlyCalls(file, index, from, program)) report(program.place(file, fact.nameAt), `\`${fact.name}\` is defined here and belongs to ${from}`);
      }
      for (const imported of file.imports) {
        if (imported.name === undefined || !isProtected(imported.name) || isOwn(file, imported.module, program)) continue;
        report.judged('protected function');
        if (!liesIn(imported.module, from)) report(program.place(file, imported.at), `\`${imported.name}\` comes from ${imported.module} and belongs to ${from}`);
      }
    }
  },
});

/** `asitron_core.business.lotti` lies in `asitron_core`. */
function liesIn(module: string, owner: string): boolean {
  const dotted = (path: string): string => path.replaceAll('::', '.').replaceAll('/', '.').replaceAll('-', '_');
  return dotted(module) === dotted(owner) || dotted(module).startsWith(`${dotted(owner)}.`);
}

/** Imported from a file of this program: judged where it is defined. */
function isOwn(file: FileFacts, module: string, program: Program): boolean {
  const statement = file.imports.find(one => one.module === module);
  return statement !== undefined && program.importsOf(file).some(one => one.at.start === statement.at.start);
}

/** Everything it answers is what the owner's function gives. */
function onlyCalls(file: FileFacts, fn: number, from: string, program: Program): boolean {
  const calls = program.calls(file).filter(call => call.fact.in === fn);
  const owners = calls.filter(call => {
    const path = program.libraryPathOf(call);
    const name = call.fact.callee.kind === 'name' ? call.fact.callee.name : undefined;
    return (path.known && liesIn(path.value, from)) || file.imports.some(one => one.local === name && liesIn(one.module, from))
      || file.imports.some(one => one.local === rootOf(call.fact.callee) && liesIn(one.module, from));
  });
  const loops = file.blocks.some(block => block.in === fn && (block.kind === 'loop' || block.kind === 'while' || block.kind === 'if'));
  return owners.length > 0 && !loops && file.returns.filter(one => one.in === fn).every(one => one.value.kind === 'call' || one.value.kind === 'name');
}

function rootOf(value: FileFacts['calls'][number]['callee']): string | undefined {
  return value.kind === 'member' ? rootOf(value.of) : value.kind === 'name' ? value.name : undefined;
}
