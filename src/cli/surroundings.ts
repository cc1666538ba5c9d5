/** The world around one run of the command line: everything it reads or writes besides the judged files. */

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** NO_COLOR and --no-color win over FORCE_COLOR; without any of them a terminal gets colours. */
export function wantsColor(stream: Stream, env: Surroundings['env'], asked: boolean): boolean {
  if (!asked || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Wide enough to read, narrow enough to follow; fixed when nobody is looking. */
export function widthOf(stream: Stream): number {
  return Math.max(40, Math.min(stream.isTTY === true ? (stream.columns ?? 100) : 100, 140));
}
