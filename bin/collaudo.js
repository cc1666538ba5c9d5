#!/usr/bin/env node
import { main } from '../dist/src/cli/main.js';

process.stdout.on('error', error => {
  // `collaudo | head`: nobody reads on, and that is no failure of the scan.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2), { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr });
