/** The calls a migration makes, in the order it makes them, with those of the functions it calls in their place. */
import type { FileIndex } from '../file-index.js';
import type { Flow, Frame } from '../flow.js';
import type { CallHere } from './reading.js';

const maxDepth = 4;

export function callsRun(flow: Flow, file: FileIndex, fn: number, frame?: Frame, entered: (to: FileIndex) => boolean = to => to === file || to.facts.role === 'migration'): readonly CallHere[] {
  const depth = frame?.depth ?? 0;
  const scopes = [fn, ...closuresIn(file, fn)];
  const own = scopes.flatMap(scope => (file.calls.get(scope) ?? []).flatMap(index => file.facts.calls[index] ?? []));
  return own.sort((one, other) => one.nameAt.start - other.nameAt.start).flatMap((call): readonly CallHere[] => {
    const callee = depth < maxDepth ? flow.graph.calleeOf(call) : undefined;
    if (!callee || !entered(callee.file) || (callee.file === file && scopes.includes(callee.fn))) return [{ file, call, frame }];
    const inner: Frame = { call, file, fn: call.in, entered: callee.file, enteredFn: callee.fn, outer: frame, depth: depth + 1 };
    return callsRun(flow, callee.file, callee.fn, inner, entered);
  });
}

function closuresIn(file: FileIndex, fn: number): readonly number[] {
  return file.facts.functions.flatMap((one, index) => (one.in === fn && one.kind === 'closure' ? [index, ...closuresIn(file, index)] : []));
}
