/** Which files of this program a file imports, through files that only pass names on, and whether types are all it takes. */
import type { ResolvedImport } from '../rule/program.js';
import type { Import } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FileIndex } from './file-index.js';
import { pathOf } from './arguments.js';
import type { Definition, Names } from './names.js';

export function importsOf(names: Names, file: FileIndex): readonly ResolvedImport[] {
  const found: ResolvedImport[] = [];
  for (const fact of file.facts.imports) {
    // `mod users;` makes a file part of the program, it takes nothing from it.
    if (fact.declaresModule) continue;
    const typeOnly = fact.typeOnly === true || isForChecking(file, fact) || (file.facts.language === 'typescript' && isType(names, file, fact));
    for (const target of targetsOf(names, file, fact)) if (target !== file.file) found.push({ file: target, at: { file: file.file, ...fact.at }, typeOnly });
  }
  if (file.facts.language === 'rust') found.push(...spelledOut(names, file));
  return found;
}

function targetsOf(names: Names, file: FileIndex, fact: Import): ReadonlySet<string> {
  const inside = fact.inlineModule ?? (fact.in >= 0 ? file.functionAt(fact.in)?.module : undefined);
  const target = names.modules.resolve(file.file, fact.module, fact.name === '*' ? undefined : fact.name, inside);
  if (target.kind !== 'file') return new Set();
  const defined = fact.name === '*' ? [] : names.importTarget(file, fact).definitions.flatMap(fileOf);
  return new Set(defined.length > 0 ? defined : [target.file]);
}

/** `import { Order } from './order'` of an interface: nothing is left of it when the program runs. */
function isType(names: Names, file: FileIndex, fact: Import): boolean {
  if (fact.name === undefined || fact.name === '*') return false;
  const { definitions } = names.importTarget(file, fact);
  return definitions.length > 0 && definitions.every(one => one.kind === 'alias' || (one.kind === 'class' && one.file.classAt(one.cls)?.kind === 'interface'));
}

function fileOf(definition: Definition): readonly string[] {
  switch (definition.kind) {
    case 'library': case 'unknown': return [];
    case 'assignment': case 'param': case 'function': case 'class': case 'alias': case 'value': case 'module': return [definition.file.file];
  }
}

/** `crate::repositories::users::find(pool)`: Rust takes without an import what it names in full. */
function spelledOut(names: Names, file: FileIndex): readonly ResolvedImport[] {
  return file.facts.calls.flatMap(call => {
    const path = isFullPath(call.callee) ? pathOf(call.callee) : undefined;
    if (!path) return [];
    const target = names.modules.resolve(file.file, path.slice(0, -1).join('::'), path.at(-1), call.in >= 0 ? file.functionAt(call.in)?.module : undefined);
    return target.kind === 'file' && target.file !== file.file ? [{ file: target.file, at: { file: file.file, ...call.callee.at }, typeOnly: false }] : [];
  });
}

function isFullPath(value: Value): boolean {
  if (value.kind === 'member') return isFullPath(value.of);
  return value.kind === 'name' && value.path === true && (value.name === 'crate' || value.name === 'super');
}

/** Under `if TYPE_CHECKING:`. */
function isForChecking(file: FileIndex, fact: Import): boolean {
  return file.facts.blocks.some(({ test, at }) => test !== undefined && at.start <= fact.at.start && fact.at.end <= at.end && pathOf(test)?.at(-1) === 'TYPE_CHECKING');
}
