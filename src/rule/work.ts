/** What a handler does itself instead of asking a service: computations, decisions, loops, several writes; each with its weight. */
import type { Place, Span } from '../facts/span.js';
import type { FunctionRef, Program } from './program.js';
import { computationsIn } from './work/arithmetic.js';
import { Body } from './work/body.js';
import { branchesIn, choicesIn } from './work/branches.js';
import { loopsIn } from './work/loops.js';
import { weights } from './work/weights.js';
import { writesIn } from './work/writes.js';

type WorkKind = 'write' | 'repeated write' | 'deciding loop' | 'loop' | 'state' | 'branch' | 'selection' | 'choice' | 'computation';

/** One piece of work with what it weighs. */
export interface Work { readonly at: Place; readonly kind: WorkKind; readonly what: string; readonly weight: number }

/** In the order of the text. */
export function workOf(fn: FunctionRef, program: Program): readonly Work[] {
  const body = new Body(fn);
  const branches = branchesIn(body);
  const entry = (at: Span, kind: WorkKind, what: (source: string) => string, weight: number): Work => {
    const place = program.place(fn.file, at);
    return { at: place, kind, what: what(`\`${program.sourceAt(place)}\``), weight };
  };
  const others = branches.filter(one => one.kind === 'other').slice(0, weights.allBranches / weights.branch);
  const work: Work[] = [
    ...computationsIn(body).map(at => entry(at, 'computation', source => `computes ${source}`, weights.arithmetic)),
    ...choicesIn(body, branches).map(at => entry(at, 'choice', source => `picks a value by what is stored: ${source}`, weights.choice)),
    ...others.map(one => entry(one.at, 'branch', source => `branches on ${source}`, weights.branch)),
    ...branches.filter(one => one.kind === 'state').map(one => entry(one.at, 'state', source => `branches on stored state: ${source}`, weights.stateBranch + (one.nested ? weights.nested : 0))),
    ...branches.filter(one => one.kind === 'selects').map(one => entry(one.at, 'selection', source => `sorts out entities by ${source}`, weights.selection)),
    ...loopsIn(body).map(one => (one.decides
      ? entry(one.at, 'deciding loop', source => `decides for every item of ${source}`, weights.decidingLoop)
      : entry(one.at, 'loop', source => `does something for every item of ${source}`, weights.loop))),
    ...writes(body, program),
  ];
  return work.sort((one, other) => one.at.start - other.at.start || one.at.end - other.at.end);
}

/** One write is a handler's due; what it adds to that is orchestration. */
function writes(body: Body, program: Program): Work[] {
  let lasting = 0;
  return writesIn(body, program).flatMap(({ at, what, together, repeated, optional }, index): Work[] => {
    if (!together && !optional) lasting++;
    if (repeated) return [{ at, kind: 'repeated write', what: `${what} for every entity`, weight: together ? weights.writeTogether : weights.writePerEntity }];
    if (index === 0) return [];
    const weight = together ? weights.writeTogether : lasting === 2 && !optional ? weights.secondWrite : weights.furtherWrite;
    return [{ at, kind: 'write', what: `${what} after another write`, weight }];
  });
}
