/** Logging in Rust: the macros of tracing, log and slog, and those that print. */
import type { Effect, Library } from '../library.js';
import { logMethods } from '../log-methods.js';

const macros = ['trace', 'debug', 'info', 'warn', 'error'];
const crates = ['tracing', 'log', 'slog', 'defmt'];
const withLevel: Effect = { logs: 'argument 0' };

export const logging: Library = {
  name: 'logging',
  language: 'rust',
  mentions: ['tracing', 'log', 'slog', 'println', 'eprintln', 'dbg', 'sentry'],
  aliases: { 'std.println': 'println', 'std.print': 'print', 'std.eprintln': 'eprintln', 'std.eprint': 'eprint', 'std.dbg': 'dbg', 'tracing.log': 'log' },
  calls: {
    ...Object.fromEntries(crates.flatMap(crate => Object.entries(logMethods(crate, macros)))),
    // `#[macro_use] extern crate log` brings them in without a path.
    ...Object.fromEntries(macros.map(name => [name, logMethods('log', macros)[`log.${name}`] ?? {}])),
    'log.log': withLevel, 'tracing.event': withLevel,
    ...logMethods('slog', ['crit']),
    'rocket.info': { logs: 'info' }, 'rocket.warn': { logs: 'warning' }, 'rocket.error': { logs: 'error' }, 'rocket.debug': { logs: 'debug' },
    'sentry.capture_error': { logs: 'error' }, 'sentry.capture_message': { logs: 'info' }, 'sentry_anyhow.capture_anyhow': { logs: 'error' }, 'sentry.integrations.anyhow.capture_anyhow': { logs: 'error' },
    'println': { prints: 'output' }, 'print': { prints: 'output' }, 'eprintln': { prints: 'error' }, 'eprint': { prints: 'error' }, 'dbg': { prints: 'error' },
  },
};
