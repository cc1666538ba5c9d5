/** Applications and answers as plain rows. */
import type { Place } from '../facts/span.js';
import type { App, Reply } from '../rule/http.js';
import type { Program } from '../rule/program.js';
import type { FactRow } from './facts.js';

export function appRow(app: App, at: (place: Place) => string): FactRow {
  return {
    name: app.name, at: at(app.at), framework: app.framework, endpoints: app.endpoints.length,
    middleware: app.middleware.map(one => `${one.name}${one.on === 'router' ? ' (on a router)' : ''}${one.unseen ? ' (unseen)' : ''}`),
    'error handlers': app.errorHandlers.map(one => one.catches), unseen: app.unseen,
  };
}

export function replyRows(program: Program, at: (place: Place) => string): readonly FactRow[] {
  return program.endpoints.filter(one => one.kind === 'http').map(one => ({
    method: one.method, path: one.path, at: at(one.at), answers: program.repliesOf(one.handler).map(reply => spellReply(reply, at)),
  }));
}

function spellReply(reply: Reply, at: (place: Place) => string): string {
  const status = reply.status.known ? String(reply.status.value) : `unknown: ${reply.status.because}`;
  return `${status}${reply.implicit ? ' by default' : ''}${reply.raised ? ' raised' : ''}${reply.body === undefined && !reply.raised ? ' empty' : ''} at ${at(reply.at)}`;
}
