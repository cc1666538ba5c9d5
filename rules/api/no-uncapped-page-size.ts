import type { Endpoint, PageSize } from '../../src/rule/index.js';
import { defineRule, each, nameOf } from '../../src/rule/index.js';

export default defineRule<Endpoint>({
  id: 'no-uncapped-page-size',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'The client decides how many rows an endpoint answers, without a maximum.',
  why: 'One request with a huge page size reads the whole table, which is what pages were to prevent. SQLite reads a negative limit as no limit at all.',
  instead: 'give the page size a default and a maximum where it is declared, or take the smaller of the two before the query, and let it not be negative',
  limits: 'A limit whose origin cannot be followed is not judged. A negative limit is reported for SQLite only, as a warning.',
  look: each('endpoint'),
  check(endpoint, program, report) {
    if (program.roleAt(endpoint.at) !== 'production') return;
    const { max } = program.settings.pageSize;
    const sizes = program.pageSizesOf(endpoint.handler).filter(one => program.roleAt(one.query.at) === 'production');
    for (const one of sizes) {
      if (one.maximum === 'unseen') report.unknown('page size', `the maximum of \`${one.name}\` is not seen`, endpoint.at);
      else report.judged('page size');
    }
    const worst = sizes.find(one => one.maximum === 'none') ?? sizes.find(one => one.maximum !== 'unseen' && one.maximum !== 'none' && one.maximum > max);
    if (worst) {
      const rows = worst.table === undefined ? 'rows' : `rows of ${worst.table}`;
      const message = worst.maximum === 'none' ? `the client of ${nameOf(endpoint)} chooses how many ${rows} it gets: \`${worst.name}\` has no maximum` : `${nameOf(endpoint)} answers up to ${String(worst.maximum)} ${rows} at once, more than ${String(max)}`;
      report(endpoint.at, message, { path: wayOf(worst) });
      return;
    }
    const negative = sizes.find(one => one.negative);
    if (negative) report(endpoint.at, `a negative \`${negative.name}\` makes ${nameOf(endpoint)} answer every row${negative.table === undefined ? '' : ` of ${negative.table}`}`, { severity: 'warning', path: wayOf(negative), instead: 'let the page size be at least 0: SQLite reads a negative limit as no limit' });
  },
});

function wayOf(size: PageSize): PageSize['path'] {
  return [...size.path, { at: size.query.at, message: `this query gives as many rows as \`${size.name}\` says` }];
}
