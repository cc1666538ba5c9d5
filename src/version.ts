/** The version of collaudo, as its package says. */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Sources stand one folder below the package, compiled files two. */
function manifest(): string {
  const near = fileURLToPath(new URL('../package.json', import.meta.url));
  return existsSync(near) ? near : fileURLToPath(new URL('../../package.json', import.meta.url));
}

export const version: string = (createRequire(import.meta.url)(manifest()) as { readonly version: string }).version;
