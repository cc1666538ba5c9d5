/** Everything a rule module may import. */
export type { BlockingCall, Bound, CallRef, Endpoint, FunctionRef, Guard, Hole, Origin, OutgoingCall, PageSize, Program, Query, Reached, Repetition, ResolvedImport, Router, SqlText, TableHome } from './program.js';
export type { Catch } from './catch.js';
export type { LogCall } from './log-call.js';
export type { App, Declaration, ErrorHandler, Middleware, Protected, Protection, Reply } from './http.js';
export type { EffectKind, FunctionEffect, FunctionSummary, ReachedCall, ReachedPlace, SummarizedEffect } from './summary.js';
export type { Doubt, Down, ForeignKey, History, Migration, MigrationTool, Misplaced, Schema, SchemaCheck, SchemaColumn, SchemaIndex, SchemaKey, SchemaStep, SchemaTable, TableModel, TypeFamily } from './schema.js';
export type { AwaitableCall, LockGuard } from './waiting.js';
export type { Place, Span } from '../facts/span.js';
export type { Block, Call, FileFacts } from '../facts/structure.js';
export type { Value } from '../facts/value.js';
export type { Severity, Step } from '../findings/finding.js';
export type { Report, Rule } from './rule.js';
export { defineRule } from './rule.js';
export { each, filesIn, wholeProgram } from './look.js';
export { workOf } from './work.js';
export type { Work } from './work.js';
export { ownQueries, withClosures } from './closures.js';
export { nameOf } from './wording.js';
