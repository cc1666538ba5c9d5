/** Scans a folder the way the command line does, in this process. */
import { checklists } from '../checklists/index.js';
import { rules as allRules } from '../rules/index.js';
import { run, type ScanRequest } from '../src/run.js';
import { defaultLargestFile } from '../src/source/read.js';
import type { Outcome } from '../src/findings/outcome.js';

export function scanFolder(cwd: string, request: Partial<ScanRequest> = {}): Promise<Outcome> {
  return run({
    paths: [],
    cwd,
    configFile: undefined,
    rules: allRules,
    checklists: { builtIn: checklists, named: [], detect: false },
    selection: { only: undefined, named: new Map(), preview: true },
    gate: {},
    jobs: 1,
    largestFile: defaultLargestFile,
    timed: false,
    evidence: [],
    onProgress: () => undefined,
    ...request,
  });
}
