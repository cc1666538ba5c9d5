/** Logging in JavaScript, services that collect errors, and the console. */
import type { Effect, Library } from '../library.js';
import { logMethods, sameLogger } from '../log-methods.js';

const pino: Effect = { returns: 'pino.Logger' };
const winston: Effect = { returns: 'winston.Logger' };
const pinoMethods = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const winstonMethods = ['silly', 'verbose', 'debug', 'http', 'info', 'notice', 'warn', 'warning', 'error', 'crit', 'alert', 'emerg'];
const nestMethods = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];

/** `group`, `time`, `count` and `clear` write as well; `assert` does when it fails. */
const printing = ['log', 'info', 'debug', 'dir', 'dirxml', 'table', 'group', 'groupCollapsed', 'time', 'timeEnd', 'timeLog', 'count', 'clear'];
const complaining = ['error', 'warn', 'trace', 'assert'];

const sentry = ['@sentry/node', '@sentry/browser', '@sentry/nextjs', '@sentry/react', '@sentry/nestjs', '@sentry/bun', '@sentry/core'];

export const logging: Library = {
  name: 'logging',
  language: 'typescript',
  mentions: ['electron-log', 'plugin-log', 'console', 'winston', 'pino', 'bunyan', 'Logger', 'log4js', 'loglevel', 'consola', 'signale', 'sentry', 'debug', 'logger'],
  aliases: {
    'winston.default': 'winston', 'pino.default': 'pino', 'pino.pino': 'pino', 'pino.P': 'pino', 'bunyan.default': 'bunyan', 'log4js.default': 'log4js', 'consola.default': 'consola', 'consola.consola': 'consola', 'loglevel.default': 'loglevel',
    'pino.BaseLogger': 'pino.Logger', 'fastify.FastifyBaseLogger': 'pino.Logger', 'fastify.FastifyLoggerInstance': 'pino.Logger', 'nestjs-pino.Logger': '@nestjs/common.Logger', '@nestjs/common.ConsoleLogger': '@nestjs/common.Logger', '@nestjs/common.LoggerService': '@nestjs/common.Logger',
    'console.console': 'globalThis.console', 'node:console.console': 'globalThis.console', 'globalThis.window.console': 'globalThis.console', 'globalThis.global.console': 'globalThis.console', 'globalThis.globalThis.console': 'globalThis.console',
  },
  attributes: { 'fastify.FastifyInstance.log': 'pino.Logger', 'fastify.FastifyRequest.log': 'pino.Logger', 'fastify.FastifyReply.log': 'pino.Logger', 'express.Request.log': 'pino.Logger' },
  calls: {
    'pino': pino, ...logMethods('pino.Logger', pinoMethods), ...sameLogger('pino.Logger', 'child'), 'pino-http': { returns: 'pino.HttpLogger' }, 'nestjs-pino.PinoLogger': { returns: 'nestjs-pino.PinoLogger' }, ...logMethods('nestjs-pino.PinoLogger', pinoMethods),
    'winston.createLogger': winston, 'winston.loggers.get': winston, 'winston.loggers.add': winston, ...logMethods('winston.Logger', winstonMethods, 'log'), ...logMethods('winston', winstonMethods, 'log'), ...sameLogger('winston.Logger', 'child'),
    'bunyan.createLogger': { returns: 'bunyan.Logger' }, ...logMethods('bunyan.Logger', pinoMethods), ...sameLogger('bunyan.Logger', 'child'),
    'log4js.getLogger': { returns: 'log4js.Logger' }, ...logMethods('log4js.Logger', pinoMethods, 'log'),
    ...logMethods('loglevel', ['trace', 'debug', 'info', 'warn', 'error', 'log']), 'loglevel.getLogger': { returns: 'loglevel' },
    ...logMethods('consola', ['trace', 'debug', 'info', 'log', 'success', 'warn', 'error', 'fatal']), ...sameLogger('consola', 'withTag', 'create', 'createConsola'),
    '@nestjs/common.Logger': { returns: '@nestjs/common.Logger' }, ...logMethods('@nestjs/common.Logger', nestMethods),
    'electron-log.error': { logs: 'error' }, 'electron-log.info': { logs: 'info' }, 'electron-log.warn': { logs: 'warning' },
    'tslog.Logger': { returns: 'tslog.Logger' }, ...logMethods('tslog.Logger', [...pinoMethods, 'silly']),
    'debug': { returns: 'debug.Debugger' }, 'debug.Debugger.call': { logs: 'debug' },
    ...Object.fromEntries(sentry.flatMap((module): [string, Effect][] => [[`${module}.captureException`, { logs: 'error' }], [`${module}.captureMessage`, { logs: 'info' }]])),
    ...Object.fromEntries(printing.map((name): [string, Effect] => [`globalThis.console.${name}`, { prints: 'output' }])),
    ...Object.fromEntries(complaining.map((name): [string, Effect] => [`globalThis.console.${name}`, { prints: 'error' }])),
    '@tauri-apps/plugin-log.error': { logs: 'error' }, '@tauri-apps/plugin-log.warn': { logs: 'warning' }, '@tauri-apps/plugin-log.info': { logs: 'info' }, '@tauri-apps/plugin-log.debug': { logs: 'debug' },
  },
};
