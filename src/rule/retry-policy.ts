/** Retry libraries told to try for ever: tenacity and backoff without a stop, `forever: true`, an endless strategy. */
import type { FileFacts, Decorator } from '../facts/structure.js';
import { partsOfValue } from '../facts/parts.js';
import type { Place } from '../facts/span.js';
import type { Value } from '../facts/value.js';
import type { Program } from './program.js';

export interface EndlessPolicy { readonly at: Place; readonly says: string }

export function endlessPoliciesIn(program: Program, file: FileFacts): readonly EndlessPolicy[] {
  return [...(file.language === 'python' ? decorated(program, file) : []), ...called(program, file)];
}

function decorated(program: Program, file: FileFacts): readonly EndlessPolicy[] {
  return program.functionsOf(file).flatMap(fn => fn.fact.decorators.flatMap((decorator): readonly EndlessPolicy[] => {
    const path = importedPath(file, decorator.path);
    const stops = path === undefined ? undefined : stopsOf[path];
    if (!stops || isStopped(decorator, stops) || !program.summaryOf(fn).effects.some(one => one.kind === 'sends')) return [];
    return [{ at: program.place(file, decorator.at), says: `\`${fn.fact.name}\` is tried again for ever: \`${decorator.path}\` is given no stop` }];
  }));
}

/** What ends a decorator's attempts; without it there is no end. */
const stopsOf: Readonly<Record<string, readonly string[]>> = {
  'tenacity.retry': ['stop'], 'backoff.on_exception': ['max_tries', 'max_time', 'giveup'], 'backoff.on_predicate': ['max_tries', 'max_time'], 'retry.retry': ['tries'], 'retrying.retry': ['stop_max_attempt_number', 'stop_max_delay', 'stop_func'],
};

function isStopped(decorator: Decorator, stops: readonly string[]): boolean {
  return decorator.args.some(one => one.spread === true || (one.name !== undefined && stops.includes(one.name) && one.value.kind !== 'nothing'));
}

function importedPath(file: FileFacts, path: string): string | undefined {
  const [head = '', ...rest] = path.split('.');
  const found = file.imports.find(one => one.local === head);
  return found && [found.module, ...(found.name === undefined ? [] : [found.name]), ...rest].join('.');
}

const policies = /^(p-retry|async-retry|promise-retry|retry\.operation|exponential-backoff\.backOff|ts-retry-promise\.retry)(\.default)?$/;
const strategies = /^tokio_retry2?\.(Retry|RetryIf)\.(spawn|start)$/;

function called(program: Program, file: FileFacts): readonly EndlessPolicy[] {
  return program.calls(file).flatMap((call): readonly EndlessPolicy[] => {
    const path = program.libraryPathOf(call);
    if (!path.known) return [];
    const at = program.place(file, call.fact.nameAt);
    if (policies.test(path.value) && call.fact.args.some(one => saysForever(one.value))) return [{ at, says: `\`${program.sourceAt(program.place(file, call.fact.callee.at))}\` is told to try for ever` }];
    const strategy = call.fact.args[0]?.value;
    if (strategies.test(path.value) && strategy && chainOf(file, strategy) && !chainOf(file, strategy)?.includes('take')) return [{ at, says: 'the strategy has no end: it is tried again for ever' }];
    return [];
  });
}

function saysForever(value: Value): boolean {
  if (value.kind !== 'record') return false;
  return value.entries.some(({ key, value: given }) => key?.kind === 'text' && ((key.text === 'forever' && given.kind === 'boolean' && given.value) || (/^(retries|maxAttempts|numOfAttempts)$/.test(key.text) && [...partsOfValue(given)].some(part => (part.kind === 'name' || part.kind === 'member') && /^(Infinity|POSITIVE_INFINITY)$/.test(part.name)))));
}

/** The names of the builder calls a strategy was made with; undefined when it was made elsewhere. */
function chainOf(file: FileFacts, value: Value): readonly string[] | undefined {
  const names: string[] = [];
  let at: Value = value;
  for (let turn = 0; turn < 12; turn++) {
    if (at.kind === 'name') {
      const { name } = at;
      const made = file.assignments.filter(one => one.target.kind === 'name' && one.target.name === name);
      const [only] = made;
      if (!only || made.length > 1) return undefined;
      at = only.value;
      continue;
    }
    const call = at.kind === 'call' ? file.calls[at.call] : undefined;
    if (call?.callee.kind !== 'member') return names.length > 0 ? names : undefined;
    names.push(call.callee.name);
    at = call.callee.of;
    if (at.kind !== 'call' && at.kind !== 'name') return names;
    if (at.kind === 'name' && /^[A-Z]/.test(at.name)) return names;
  }
  return names;
}
