/** Runs a command once and says how long it took and how much memory it held at most. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';

const gnuTime = '/usr/bin/time';
const pollMilliseconds = 20;

/** `[program, ...arguments]` in `folder`; what it prints is counted, not kept beyond `keep` characters. */
export async function measure(command, folder, keep = 64_000_000) {
  const timed = await hasGnuTime();
  const scratch = mkdtempSync(join(tmpdir(), 'bench-time-'));
  const log = join(scratch, 'time.txt');
  const [program, ...args] = timed ? [gnuTime, '-v', '-o', log, ...command] : command;
  const began = performance.now();
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  let peak = 0;
  child.stdout.on('data', piece => { if (output.length < keep) output += piece; });
  child.stderr.on('data', piece => { if (errors.length < 8_000) errors += piece; });
  const poll = timed ? undefined : setInterval(() => { peak = Math.max(peak, highWater(child.pid)); }, pollMilliseconds);
  const exit = await new Promise((resolve, reject) => { child.on('error', reject); child.on('close', resolve); });
  const seconds = (performance.now() - began) / 1000;
  clearInterval(poll);
  if (timed && existsSync(log)) peak = Number(/Maximum resident set size \(kbytes\): (\d+)/.exec(readFileSync(log, 'utf8'))?.[1] ?? 0) * 1024;
  rmSync(scratch, { recursive: true, force: true });
  return { seconds, peakBytes: peak > 0 ? peak : undefined, exit, output, errors };
}

let gnu;
/** BSD's time knows no -v. */
function hasGnuTime() {
  gnu ??= new Promise(resolve => {
    if (!existsSync(gnuTime)) { resolve(false); return; }
    const probe = spawn(gnuTime, ['-v', process.execPath, '--version'], { stdio: 'ignore' });
    probe.on('error', () => resolve(false));
    probe.on('close', code => resolve(code === 0));
  });
  return gnu;
}

/** Linux keeps the largest resident set of a living process; elsewhere memory stays unmeasured. */
function highWater(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
