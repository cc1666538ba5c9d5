/** Logging in Python, services that collect errors, and what prints. */
import type { Effect, Library } from '../library.js';
import { logMethods, sameLogger } from '../log-methods.js';

const standard = ['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'fatal'];
const logger: Effect = { returns: 'logging.Logger' };
const structured: Effect = { returns: 'structlog.BoundLogger' };

export const logging: Library = {
  name: 'logging',
  language: 'python',
  mentions: ['logging', 'loguru', 'structlog', 'logger', 'print', 'sentry_sdk', 'logfire', 'traceback', 'rich'],
  aliases: {
    'structlog.getLogger': 'structlog.get_logger', 'structlog.stdlib.get_logger': 'structlog.get_logger', 'structlog.stdlib.BoundLogger': 'structlog.BoundLogger', 'structlog.typing.FilteringBoundLogger': 'structlog.BoundLogger',
    'flask.current_app.logger': 'logging.Logger', 'fastapi.logger.logger': 'logging.Logger', 'logging.LoggerAdapter': 'logging.Logger', 'loguru.Logger': 'loguru.logger',
    'absl.logging': 'logging',
  },
  attributes: { 'flask.Flask.logger': 'logging.Logger', 'sanic.log.logger': 'logging.Logger' },
  calls: {
    'logging.getLogger': logger, 'celery.utils.log.get_task_logger': logger, 'logging.Logger.getChild': logger, 'multiprocessing.get_logger': logger,
    ...logMethods('logging', standard, 'log'), ...logMethods('logging.Logger', standard, 'log'),
    'structlog.get_logger': structured, ...logMethods('structlog.BoundLogger', [...standard, 'msg', 'adebug', 'ainfo', 'awarning', 'aerror', 'aexception', 'acritical'], 'log'), ...sameLogger('structlog.BoundLogger', 'bind', 'new', 'unbind', 'try_unbind'),
    ...logMethods('loguru.logger', [...standard, 'trace', 'success'], 'log'), ...sameLogger('loguru.logger', 'opt', 'bind', 'patch'),
    ...logMethods('logfire', ['trace', 'debug', 'info', 'notice', 'warn', 'warning', 'error', 'fatal', 'exception'], 'log'),
    'sentry_sdk.capture_exception': { logs: 'error' }, 'sentry_sdk.capture_message': { logs: 'info' },
    'builtins.print': { prints: 'output' }, 'pprint.pprint': { prints: 'output' }, 'pprint.pp': { prints: 'output' }, 'rich.print': { prints: 'output' },
    'rich.console.Console': { returns: 'rich.console.Console' }, 'rich.console.Console.print': { prints: 'output' },
    'sys.stdout.write': { prints: 'output' }, 'sys.stderr.write': { prints: 'error' }, 'traceback.print_exc': { prints: 'error' }, 'traceback.print_exception': { prints: 'error' },
    'warnings.warn': { logs: 'warning' },
  },
};
