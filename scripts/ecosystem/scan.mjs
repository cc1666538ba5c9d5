/** Runs one build's scan on one repository and keeps what is compared: findings, crashes, unread files, time. */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

export async function scan(build, folder, preview) {
  const args = [join(build, 'bin', 'collaudo.js'), 'scan', '--format', 'json', '--no-cache', '--fail-on', 'never', ...(preview ? ['--preview'] : []), '.'];
  const began = performance.now();
  const { output, errors, exit } = await run(process.execPath, args, folder);
  const seconds = (performance.now() - began) / 1000;
  const report = parsed(output);
  if (report === undefined) return { seconds, findings: [], crashed: [], unread: [], partlyRead: 0, files: 0, unknown: [], failed: `no report (exit ${exit}): ${errors.trim().slice(0, 500)}` };
  return {
    seconds,
    files: report.files?.judged ?? 0,
    findings: report.findings ?? [],
    crashed: report.crashed ?? [],
    unread: report.unread ?? [],
    partlyRead: report.partlyRead?.length ?? 0,
    unknown: report.unknown ?? [],
  };
}

function parsed(output) {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    const errors = [];
    child.stdout.on('data', piece => output.push(piece));
    child.stderr.on('data', piece => errors.push(piece));
    child.on('error', reject);
    child.on('close', exit => resolve({ exit, output: Buffer.concat(output).toString('utf8'), errors: Buffer.concat(errors).toString('utf8') }));
  });
}
