/** Exceptions that carry a status and become answers: http-errors, http-errors-enhanced, @hapi/boom, routing-controllers. */
import { byStatus } from '../http-statuses.js';
import type { Library, ReplyRow } from '../library.js';

const raised = (status: number): ReplyRow => ({ status, body: 0, raises: true });

export const httpErrors: Library = {
  name: 'http-errors',
  language: 'typescript',
  mentions: ['http-errors', 'boom', 'routing-controllers'],
  replies: {
    'http-errors': { statusFrom: 0, body: 1, raises: true }, ...byStatus('http-errors.', raised, '', 'Camel', 400),
    ...byStatus('http-errors-enhanced.', raised, 'Error', 'Camel', 400),
    ...byStatus('@hapi/boom.', raised, '', 'camel', 400), ...byStatus('@hapi/boom.default.', raised, '', 'camel', 400), '@hapi/boom.internal': raised(500),
    'routing-controllers.HttpError': { statusFrom: 0, body: 1, raises: true }, ...byStatus('routing-controllers.', raised, 'Error', 'Camel', 400),
  },
};
