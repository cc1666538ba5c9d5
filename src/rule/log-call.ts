/** A call that writes to the log, to a service that collects errors, or to the terminal. */
import type { Value } from '../facts/value.js';
import type { Place } from '../facts/span.js';
import type { LogLevel } from '../facts/structure.js';
import type { CallRef } from './program.js';

export interface LogCall {
  readonly call: CallRef;
  readonly at: Place;
  /** `log`: a logger; `print`: the terminal; `wrapper`: a function of this program that logs what it is given. */
  readonly kind: 'log' | 'print' | 'wrapper';
  /** Unknown levels, told by a value, are `undefined`. */
  readonly level: LogLevel | undefined;
  /** For `print`: where to. */
  readonly to: 'output' | 'error' | undefined;
  /** What is written: message, arguments and fields. */
  readonly written: readonly Value[];
}
