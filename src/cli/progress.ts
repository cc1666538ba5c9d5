/** One line on standard error that says how far a long scan is; nothing when nobody looks. */
import { UsageError } from '../usage-error.js';
import type { Surroundings } from './surroundings.js';

export type ProgressChoice = 'auto' | 'always' | 'never';

export function progressChoice(given: string): ProgressChoice {
  if (given === 'auto' || given === 'always' || given === 'never') return given;
  throw new UsageError(`--progress cannot be "${given}"`, 'it is auto, always or never');
}

export interface Progress {
  readonly show: (stage: string, done: number, all: number) => void;
  readonly clear: () => void;
}

/** A scan shorter than this needs no progress. */
const patience = 400;
const between = 80;

export function progressOn(around: Surroundings, choice: ProgressChoice): Progress {
  const visible = choice === 'always' || (choice === 'auto' && around.stderr.isTTY === true && (around.env['CI'] ?? '') === '');
  if (!visible) return { show: () => undefined, clear: () => undefined };
  const started = performance.now();
  let last = choice === 'always' ? -Infinity : started + patience - between;
  let shown = false;
  return {
    show(stage, done, all) {
      const now = performance.now();
      if (now - last < between && done !== all) return;
      if (choice === 'auto' && now - started < patience) return;
      last = now;
      shown = true;
      around.stderr.write(`\r\u001b[2K${stage}${all > 0 ? ` ${done}/${all}` : ''} …`);
    },
    clear() {
      if (shown) around.stderr.write('\r\u001b[2K');
    },
  };
}
