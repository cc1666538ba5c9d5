/** Public functions, methods and classes that say nothing about themselves. */
import type { ClassFact, FileFacts, FunctionFact } from '../../src/facts/structure.js';
import { defineRule, each } from '../../src/rule/index.js';

export default defineRule<FileFacts>({
  id: 'require-docstrings',
  group: 'code',
  severity: 'warning',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A public function, method or class has no documentation.',
  why: 'Who calls it has to read its body to learn what it promises, and takes what it happens to do for the promise.',
  instead: 'say in a sentence what it is for, and what the caller must know that the names do not tell',
  limits: 'In Rust `pub` functions count, in TypeScript exported functions and classes. Whether the text says anything is for a reader.',
  look: each('file'),
  check(file, program, report) {
    if (file.role !== 'production' || file.language === 'sql' || program.purposeOf(file) === 'browser' || /\.[jt]sx$/.test(file.file)) return;
    for (const { index, fact } of program.functionsOf(file)) {
      if (!isPublic(fact, file)) continue;
      report.judged('public function');
      if (program.docOf({ file, index, fact }) === undefined) report(program.place(file, fact.nameAt), `${fact.kind === 'method' ? 'method' : 'function'} \`${fact.name}\` has no documentation`);
    }
    for (const one of file.classes) {
      if (!isPublicClass(one, file)) continue;
      report.judged('public class');
      if (program.docOfClass(file, one) === undefined) report(program.place(file, one.nameAt), `${one.kind} \`${one.name}\` has no documentation`);
    }
  },
});

const quiet = /(^|\.)(overload|override|test|fixture)$|\.(setter|deleter|getter)$/;

function isPublic(fact: FunctionFact, file: FileFacts): boolean {
  if (fact.test || fact.kind === 'closure' || fact.in !== -1 || !fact.public || fact.name.startsWith('_') || fact.name === 'main' || fact.name === 'constructor') return false;
  if (fact.decorators.some(one => quiet.test(one.path))) return false;
  const owner = file.classes[fact.class];
  // What a trait or an interface asks for is documented there.
  return owner === undefined || (!owner.name.startsWith('_') && owner.in === -1 && !(owner.kind === 'impl' && owner.bases.length > 0));
}

function isPublicClass(one: ClassFact, file: FileFacts): boolean {
  if (one.in !== -1 || one.name.startsWith('_') || one.kind === 'impl') return false;
  // A class in a class is its settings: pydantic's `Config`, Django's `Meta`.
  if (file.classes.some(other => other !== one && other.at.start < one.at.start && one.at.end <= other.at.end)) return false;
  return file.language === 'python' || (file.language === 'typescript' && one.kind === 'class' && file.exports.some(exported => exported.value.kind === 'name' && exported.value.name === one.name));
}
