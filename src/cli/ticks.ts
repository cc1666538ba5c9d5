/** `--ticks copy.md`: the team's own document once more, ticked as the scan judged it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMarkdown } from '../checklist/activate.js';
import { tickedCopy } from '../checklist/markdown/ticks.js';
import type { Outcome } from '../findings/outcome.js';
import { UsageError } from '../usage-error.js';
import type { Surroundings } from './surroundings.js';

export function writeTicks(outcome: Outcome, copy: string, around: Surroundings): void {
  const [judged, another] = outcome.checklists.filter(one => isMarkdown(one.id));
  if (!judged) throw new UsageError('--ticks needs a Markdown checklist to copy', 'name it: --checklist docs/backend.md --ticks ticked.md');
  if (another) throw new UsageError(`--ticks cannot tell which of ${judged.id} and ${another.id} is meant`, 'scan with one of them at a time');
  const original = resolve(around.cwd, judged.id);
  const target = resolve(around.cwd, copy);
  if (target === original) throw new UsageError(`--ticks ${copy} is the document itself`, 'name another file: the copy is for reading, the document stays as you wrote it');
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, tickedCopy(readFileSync(original, 'utf8'), judged));
  } catch (error) {
    throw new UsageError(`the copy cannot be written to ${copy} (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`);
  }
}
