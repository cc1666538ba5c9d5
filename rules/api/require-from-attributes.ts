import { z } from 'zod';
import type { ClassFact } from '../../src/facts/structure.js';
import type { CallRef, FileFacts, Program, Value } from '../../src/rule/index.js';
import { argumentOfCall, defineRule, each } from '../../src/rule/index.js';

const rows = /(^|\.)(DeclarativeBase|DeclarativeBaseNoMeta|declarative_base|MappedAsDataclass|Model|SQLModel|Base)$|^sqlalchemy\./;

export default defineRule<CallRef, Record<string, never>>({
  id: 'require-from-attributes',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['python'],
  summary: 'A row is validated into a class that does not read attributes.',
  why: 'Pydantic expects a dict there: the call fails with a validation error the first time it runs.',
  instead: 'set `model_config = ConfigDict(from_attributes=True)` (`orm_mode = True` before Pydantic 2) on the class',
  limits: 'FastAPI passes it itself for classes that are only a `response_model`. SQLModel classes read attributes already. Such code fails the first time it runs, so repositories hardly hold any: it was measured on real ones whose classes were made to read no attributes.',
  options: z.strictObject({}),
  look: each('call'),
  check(call, program, report) {
    const { callee } = call.fact;
    if (call.file.language !== 'python' || callee.kind !== 'member' || !/^(model_validate|from_orm)$/.test(callee.name)) return;
    const at = program.place(call.file, call.fact.nameAt);
    const given = call.fact.args[0]?.value;
    const model = program.meaningOf(call.file, call.fact.in, callee.of);
    if (program.roleAt(at) !== 'production' || !given || model.kind !== 'class' || !model.bases.some(one => /^pydantic\./.test(one))) return;
    // The class, or one above it, has its own way of reading a row.
    if (program.calleeOf(call).known) return;
    const passed = argumentOfCall(call.fact, 'from_attributes');
    if (passed?.kind === 'boolean' && passed.value) return;
    if (readsAttributes(model.file, model.fact, program, 0)) { report.judged('validation'); return; }
    const isRow = callee.name === 'from_orm' || rowIn(call, given, program, 0);
    if (isRow === undefined) { report.unknown('validation', 'what is validated could not be told', at); return; }
    report.judged('validation');
    if (isRow) report(at, `a row is validated into \`${model.fact.name}\`, which does not read attributes`, { path: [{ at: program.place(model.file, model.fact.nameAt), message: 'no from_attributes here nor in its bases' }] });
  },
});

function readsAttributes(file: FileFacts, fact: ClassFact, program: Program, depth: number): boolean {
  const isSet = (value: Value | undefined): boolean => value?.kind === 'boolean' && value.value;
  if (depth > 5 || fact.keywords.some(one => one.name === 'from_attributes' && isSet(one.value))) return depth <= 5;
  const config = fact.fields.find(one => one.name === 'model_config')?.value;
  const made = config?.kind === 'call' ? file.calls[config.call] : undefined;
  if (isSet(argumentOfCall(made ?? { args: config ? [{ value: config }] : [] }, 'from_attributes'))) return true;
  const inner = file.classes.find(one => one.name === 'Config' && one.at.start >= fact.at.start && one.at.end <= fact.at.end && one !== fact);
  if (inner?.fields.some(one => /^(orm_mode|from_attributes)$/.test(one.name) && isSet(one.value))) return true;
  return fact.bases.some(base => {
    const above = program.meaningOfType(file, -1, base);
    return (above.kind === 'class' || above.kind === 'instance') && above.fact !== fact && readsAttributes(above.file, above.fact, program, depth + 1);
  });
}

/** Undefined when it could not be told. */
function rowIn(call: CallRef, value: Value, program: Program, depth: number): boolean | undefined {
  if (value.kind === 'record' || value.kind === 'text' || value.kind === 'list' || value.kind === 'joined') return false;
  const meaning = program.meaningOf(call.file, call.fact.in, value);
  if (meaning.kind === 'instance') return meaning.bases.some(one => rows.test(one) && !/^pydantic\./.test(one));
  const source = value.kind === 'item' ? value.of : value;
  if (source.kind === 'call' && program.queries.some(one => one.call.file === call.file && one.call.index === source.call && one.rows !== 'scalar')) return true;
  if (depth > 3) return undefined;
  for (const one of program.sourcesOf(call.file, call.fact.in, source).all) {
    if (one.value === value || one.value === source) continue;
    const found = one.file === call.file ? rowIn(call, one.value, program, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return source.kind === 'call' && /\b(json|loads|dict|model_dump|load)\b/.test(program.sourceAt(program.place(call.file, source.at))) ? false : undefined;
}
