import type { Hole, Program, Report, SqlText } from '../../src/rule/index.js';
import { accountFor, defineRule, statementsOf, wholeProgram } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'no-string-built-sql',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  runs: 'always',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A value is pasted into the text of a SQL statement.',
  why: 'Whoever controls the value can then write the SQL: read other rows, or change and delete them.',
  instead: 'pass the value as a bound parameter; choose table and column names from a fixed list',
  limits: 'A hole whose origin cannot be resolved, or a parameter no caller of which was seen, is a warning; so is text that is never seen to be run.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const query of statementsOf(program)) if (query.built === 'text') accountFor(query, report);
    for (const text of program.sqlTexts) judge(text, program, report);
  },
});

function judge(text: SqlText, program: Program, report: Report): void {
  if (program.roleAt(text.at) !== 'production') return;
  const guilty = text.holes.filter(hole => isGuilty(hole)).sort((a, b) => certainty(b) - certainty(a));
  const [first] = guilty;
  if (!first) return;
  if (!text.sink && text.statements.length === 0) return;
  const names = [...new Set(guilty.map(hole => `\`${hole.source}\``))];
  const origin = first.origin;
  const sure = text.sink !== undefined && certainty(first) > 1;
  report(text.at, `${names.join(', ')} ${names.length === 1 ? 'becomes' : 'become'} part of the SQL text: ${origin.because}`, {
    severity: sure ? 'error' : 'warning',
    path: [...(origin.kind === 'safe' ? [] : origin.path), ...text.path],
  });
}

function isGuilty(hole: Hole): boolean {
  return hole.origin.kind !== 'safe' && !(hole.origin.kind === 'parameter' && hole.origin.callers === 'safe');
}

/** How sure it is that the value is not constant: 2 and more is an error. */
function certainty({ origin }: Hole): number {
  switch (origin.kind) {
    case 'request': return 4;
    case 'data': return 3;
    case 'parameter': return origin.callers === 'unsafe' ? 2 : 1;
    case 'unknown': return 1;
    case 'safe': return 0;
  }
}
