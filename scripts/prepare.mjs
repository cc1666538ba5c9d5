/**
 * What npm runs after an install in a checkout and before a package is made of it: the build.
 * Asked for a global install from git (pre-commit does), npm prepares the clone in global mode, before and without its dependencies:
 * then they are installed here first, in the clone, where the build looks for them.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!canBuild()) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('the dependencies are missing: run `npm ci`');
  execFileSync(process.execPath, [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit', env: localEnvironment() });
}
await import('./build.mjs');

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('typescript/bin/tsc');
    return true;
  } catch {
    // Not installed yet, which is what is asked.
    return false;
  }
}

/** The outer npm's own settings make the inner one install globally, too. */
function localEnvironment() {
  const settings = ['npm_config_global', 'npm_config_location', 'npm_config_prefix', 'npm_config_local_prefix', 'npm_config_install_links', 'npm_config_include', 'npm_config_omit'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.includes(name.toLowerCase())));
}
