/** Runs a command line in this process and keeps what it says. */
import { main } from '../../src/cli/main.js';

export interface Answer { readonly code: number; readonly stdout: string; readonly stderr: string }

export async function collaudo(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, isTTY = false): Promise<Answer> {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({ isTTY, columns: 100, write: (text: string) => { said[name] += text; } });
  const code = await main(args, { cwd, env, stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...said };
}

export interface JsonReport {
  readonly passed: boolean;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly file: string; readonly line: number; readonly column: number; readonly endColumn: number; readonly snippet: string }[];
  readonly excused: readonly { readonly rule: string; readonly reason: string }[];
  readonly unread: readonly { readonly file: string; readonly because: string }[];
  readonly partlyRead: readonly { readonly file: string; readonly because: string }[];
  readonly crashed: readonly { readonly part: string }[];
  readonly files: { readonly judged: number };
}

/** Scans with `--format json` and gives the report beside the exit code. */
export async function jsonScan(cwd: string, args: readonly string[] = []): Promise<Answer & { readonly report: JsonReport }> {
  const answer = await collaudo(cwd, [...args, '--format', 'json']);
  return { ...answer, report: JSON.parse(answer.stdout) as JsonReport };
}
