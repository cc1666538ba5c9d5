/** Asks git itself: one process per question, never one per file. */
import { spawnSync } from 'node:child_process';

export interface GitAnswer {
  readonly bytes: Buffer;
  readonly stdout: string;
  readonly failed: boolean;
  /** It could not even be started. */
  readonly missing: boolean;
  /** In its own words, when it failed. */
  readonly because: string;
}

/** A repository's own configuration may name programs to run; none of them is wanted here. */
const harmless: readonly string[] = ['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false', '-c', 'core.hooksPath=/dev/null'];

/** A difference over years of history is larger than anything else git says. */
const mostBytes = 1024 * 1024 * 1024;

/** `GIT_DIR`, `GIT_WORK_TREE` and `GIT_INDEX_FILE` hold as they do for git. */
export function askGit(folder: string, args: readonly string[]): GitAnswer {
  const { stdout, stderr, status, error } = spawnSync('git', [...harmless, ...args], { cwd: folder, maxBuffer: mostBytes, env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' } });
  const missing = error !== undefined && status === null && !('code' in error && error.code === 'ENOBUFS');
  const because = error ? `git cannot be started (${'code' in error ? String(error.code) : error.message})` : `git says: ${stderr.toString('utf8').trim().split('\n')[0] ?? ''}`;
  const bytes = stdout ?? Buffer.alloc(0);
  return { bytes, get stdout() { return bytes.toString('utf8'); }, failed: error !== undefined || status !== 0, missing, because };
}
