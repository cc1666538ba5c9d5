/** How much of a program could be told, and the reasons for the rest: what a verdict without a finding is worth. */
import type { Coverage, Endpoint, Query, SqlText } from '../rule/program.js';
import { calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { tellingMethods } from './typed-receivers.js';

interface Counted { seen: number; resolved: number; readonly because: Map<string, number> }

export function coverageOf(evaluator: Evaluator, graph: CallGraph, files: readonly FileIndex[], queries: readonly Query[], sqlTexts: readonly SqlText[], endpoints: readonly Endpoint[]): readonly Coverage[] {
  return [callsOf(graph), handlersOf(endpoints), receiversOf(evaluator, files, queries), statementsOf(queries), holesOf(sqlTexts)];
}

function callsOf(graph: CallGraph): Coverage {
  const because = new Map<string, number>();
  for (const [reason, times] of graph.reasons) note(because, reason, times);
  return { what: 'calls', seen: graph.seen, resolved: graph.resolved, because };
}

/** Handlers whose way from an application is known; one mounted twice counts twice. */
function handlersOf(endpoints: readonly Endpoint[]): Coverage {
  const counted: Counted = { seen: 0, resolved: 0, because: new Map() };
  for (const { mounted } of endpoints) {
    counted.seen++;
    if (mounted.known) counted.resolved++;
    else note(counted.because, mounted.because, 1);
  }
  return { what: 'handlers', ...counted };
}

/** Calls that look like a database's: those on a known session, and those whose receiver nothing explains. */
function receiversOf(evaluator: Evaluator, files: readonly FileIndex[], queries: readonly Query[]): Coverage {
  const counted: Counted = { seen: queries.length, resolved: queries.length, because: new Map() };
  for (const file of files) {
    if (file.facts.role !== 'production') continue;
    for (const call of file.facts.calls) {
      if (call.callee.kind !== 'member' || !tellingMethods.has(calledName(call))) continue;
      const owner = evaluator.shapeOf(file, call.in, call.callee.of);
      if (owner.kind !== 'unknown') continue;
      counted.seen++;
      note(counted.because, owner.because, 1);
    }
  }
  return { what: 'sessions', ...counted };
}

/** Queries whose statement could be put together and read. */
function statementsOf(queries: readonly Query[]): Coverage {
  const counted: Counted = { seen: 0, resolved: 0, because: new Map() };
  for (const query of queries) {
    if (query.verb === 'commit' || query.verb === 'rollback') continue;
    counted.seen++;
    if (query.verb !== 'other') counted.resolved++;
    else note(counted.because, query.bound.kind === 'unknown' ? query.bound.because : 'the statement could not be read', 1);
  }
  return { what: 'statements', ...counted };
}

function holesOf(texts: readonly SqlText[]): Coverage {
  const counted: Counted = { seen: 0, resolved: 0, because: new Map() };
  for (const { origin } of texts.flatMap(text => text.holes)) {
    counted.seen++;
    if (origin.kind === 'unknown') note(counted.because, origin.because, 1);
    else counted.resolved++;
  }
  return { what: 'SQL holes', ...counted };
}

function note(because: Map<string, number>, reason: string, times: number): void {
  const general = generalised(reason);
  because.set(general, (because.get(general) ?? 0) + times);
}

/** Reasons quote names; what counts is how often the same thing happens, whatever it is called. */
function generalised(reason: string): string {
  return reason
    .replace(/^(nothing tells what|no caller tells what) .+ (is|gives|holds)$/, '$1 it $2')
    .replace(/^the type .+ (is not known|says nothing)$/, 'its type $1')
    .replace(/^.+ (is not in the tables|was not read|is set elsewhere|is followed no further|could not be followed|comes from a library)$/, 'it $1')
    .replace(/^.+ (declares|has) no .+$/, 'its owner $1 no such member')
    .replace(/`[^`]*`/g, 'it');
}
