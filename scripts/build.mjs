/** Compiles `src` and `rules` into `dist`, from nothing each time so that no removed file lives on; does nothing when `dist` is newer than every source. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');

// `npx` inside a checkout installs it once more, which prepares it once more.
if (builtAt() < newestSource()) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  execFileSync(process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  writeFileSync(stamp, '');
}

function builtAt() {
  return statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A folder's own time moves when a file in it is added or removed. */
function newestSource() {
  const entries = ['src', 'rules'].flatMap(folder => readdirSync(join(root, folder), { recursive: true }).map(name => join(root, folder, String(name))));
  const watched = [...entries, ...['src', 'rules', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map(name => join(root, name))];
  return Math.max(...watched.map(path => statSync(path).mtimeMs));
}
