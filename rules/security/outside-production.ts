/** Whether a place only runs where a test says that it is not production. */
import type { Place, Program, Span, Value } from '../../src/rule/index.js';
import { partsWithCalls } from '../../src/rule/index.js';

const production = /prod(?:uction)?(?![a-z])|isProd/i;
const development = /NODE_ENV|\bdev(?:elopment)?\b|is_?dev|\bDEBUG\b|debug_assertions|\blocal\b/i;
const negated = /!==?|^\s*!|\bnot\b|!\s*\w*\.?is/;

export function isOutsideProduction(at: Place, program: Program): boolean {
  const file = program.file(at.file);
  if (!file) return false;
  const said = (test: Value, isElse: boolean): boolean => {
    const text = program.sourceAt(program.place(file, test.at));
    if (production.test(text)) return negated.test(text) !== isElse;
    return development.test(text) && negated.test(text) === isElse;
  };
  const branches = file.blocks.filter(block => covers(block.at, at)).some(block => {
    if (block.kind === 'if' && block.test) return said(block.test, false);
    const before = block.kind === 'else' ? file.blocks.filter(other => other.group === block.group && other.kind === 'if' && other.test) : [];
    return before.some(other => other.test !== undefined && said(other.test, true));
  });
  return branches || [...file.calls.flatMap(call => call.args.map(one => one.value)), ...file.assignments.map(one => one.value)].some(value => covers(value.at, at) && [...partsWithCalls(value, file.calls)].some(part => part.kind === 'choice' && part.operator === undefined && part.options.some((option, index) => covers(option.at, at) && part.tests.some(test => said(test, index > 0)))));
}

function covers(outer: Span, inner: Span): boolean { return outer.start <= inner.start && inner.end <= outer.end; }
