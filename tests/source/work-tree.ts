/** A real repository a test commits to, branches, and leaves half edited. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryProject } from '../temporary-project.js';

export class WorkTree {
  constructor(readonly folder: string) {}

  static create(files: Readonly<Record<string, string | Buffer>> = {}, branch = 'main'): WorkTree {
    const tree = new WorkTree(temporaryProject(files));
    tree.git('init', '-q', '-b', branch);
    return tree;
  }

  git(...args: readonly string[]): string {
    const env = { PATH: process.env['PATH'], HOME: this.folder, GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'protocol.file.allow=always', '-c', 'commit.gpgsign=false', ...args], { cwd: this.folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  write(files: Readonly<Record<string, string | Buffer>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
    return this;
  }

  remove(path: string): this {
    rmSync(join(this.folder, path), { recursive: true });
    return this;
  }

  commit(files: Readonly<Record<string, string | Buffer>> = {}): this {
    this.write(files).git('add', '-A');
    this.git('commit', '-q', '-m', 'state', '--allow-empty');
    return this;
  }
}
