/** How messages name things, the same in every rule. */
import type { Endpoint } from './program.js';

/** `GET /api/users`, ``command `get_clienti` ``. */
export function nameOf(endpoint: Endpoint): string {
  return endpoint.kind === 'command' ? `command \`${endpoint.method}\`` : `${endpoint.method} ${endpoint.path}`;
}
