/** The statements a program runs, as rules about SQL account for them: those that were read, and those that could not be. */
import type { Program, Query } from './program.js';
import type { Report } from './rule.js';

/** In production, ends of transactions left out. */
export function statementsOf(program: Program): readonly Query[] {
  return program.queries.filter(query => query.verb !== 'commit' && query.verb !== 'rollback' && program.roleAt(query.at) === 'production');
}

/** The text, or the whole statement, was not understood. */
export function isUnread(query: Query): boolean {
  return query.verb === 'other' && query.statements.length === 0;
}

/** A statement judged, or said to be unknown. */
export function accountFor(query: Query, report: Report): void {
  if (isUnread(query)) report.unknown('SQL statement', query.bound.kind === 'unknown' ? query.bound.because : 'the statement could not be read', query.at);
  else report.judged('SQL statement');
}
