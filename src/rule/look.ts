/** What a rule can look at; it fixes the type of what the rule's `check` is given. */
import type { FileFacts, Language } from '../facts/structure.js';
import type { CallRef, Endpoint, OutgoingCall, Program, Query, SqlText } from './program.js';
import type { Look } from './rule.js';

interface Subjects {
  readonly file: FileFacts;
  readonly call: CallRef;
  readonly sql: SqlText;
  readonly query: Query;
  readonly endpoint: Endpoint;
  readonly 'outgoing call': OutgoingCall;
}

const subjectsOf: { readonly [Kind in keyof Subjects]: (program: Program) => Iterable<Subjects[Kind]> } = {
  file: program => program.files,
  call: program => program.files.flatMap(file => program.calls(file)),
  sql: program => program.sqlTexts,
  query: program => program.queries,
  // A router mounted twice gives its routes twice; what a handler does is looked at once.
  endpoint: program => [...new Map([...program.endpoints].reverse().map(one => [`${one.at.file}@${String(one.at.start)} ${one.kind}`, one])).values()].reverse(),
  'outgoing call': program => program.outgoingCalls,
};

/** Every fact of one kind, one after another. */
export function each<Kind extends keyof Subjects>(kind: Kind): Look<Subjects[Kind]> {
  return { kind, subjects: subjectsOf[kind] };
}

/** Every file of one language, for rules about how a line is written. */
export function filesIn(language: Language): Look<FileFacts> {
  return { kind: `file in ${language}`, subjects: program => program.files.filter(file => file.language === language) };
}

/** The program as one, for rules about something that is missing. */
export function wholeProgram(): Look<Program> {
  return { kind: 'program', subjects: program => [program] };
}
