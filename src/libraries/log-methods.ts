/** The methods loggers share, whatever their language: what each is called and how grave it is. */
import type { LogLevel } from '../facts/structure.js';
import type { Effect } from './library.js';

const levels: Readonly<Record<string, LogLevel>> = {
  trace: 'trace', silly: 'trace', verbose: 'debug', debug: 'debug', info: 'info', log: 'info', notice: 'info', http: 'info', success: 'info',
  warn: 'warning', warning: 'warning', error: 'error', exception: 'error', critical: 'error', fatal: 'error', alert: 'error', emerg: 'error', crit: 'error',
};

/** Rows for a logger of this path; `levelFrom` is the method that is told the level by its first argument. */
export function logMethods(logger: string, names: readonly string[] = Object.keys(levels), levelFrom?: string): Record<string, Effect> {
  return Object.fromEntries([
    ...names.map((name): [string, Effect] => [`${logger}.${name}`, { logs: levels[name] ?? 'info' }]),
    ...(levelFrom === undefined ? [] : [[`${logger}.${levelFrom}`, { logs: 'argument 0' }] as [string, Effect]]),
  ]);
}

/** Methods that give a logger of the same kind. */
export function sameLogger(logger: string, ...names: readonly string[]): Record<string, Effect> {
  return Object.fromEntries(names.map((name): [string, Effect] => [`${logger}.${name}`, { returns: logger }]));
}
