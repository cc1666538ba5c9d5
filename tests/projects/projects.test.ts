/** Whole small backends, end to end: every mark is met, every other line is silent, and the reports look as they did. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/findings/outcome.js';
import { formats } from '../../src/report/formats.js';
import { languageOf } from '../../src/source/language.js';
import { disagreements, expectationsIn } from '../expectations.js';
import { scanFolder } from '../scan.js';

const projects = new URL('../../fixtures/projects/', import.meta.url).pathname;
/** The rules every scan runs, nothing else: what a team sees with no configuration. */
const scan = (folder: string): Promise<Outcome> => scanFolder(folder, { selection: { only: undefined, named: new Map(), preview: false } });
const style = { color: false, quiet: false, width: 120 };

/** What differs from one release to the next without any finding changing. */
function steady(outcome: Outcome): Outcome {
  return { ...outcome, version: '0.0.0', coverage: [] };
}

describe.each(readdirSync(projects).sort())('%s', name => {
  const folder = join(projects, name);

  test('every mark is met and nothing else is reported', async () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && languageOf(entry.name)).map(entry => join(entry.parentPath, entry.name));
    const expected = files.flatMap(file => expectationsIn(relative(folder, file), readFileSync(file, 'utf8')));
    expect(disagreements(await scan(folder), expected, () => true)).toEqual([]);
  });

  test('the reports look as they did', async () => {
    const outcome = steady(await scan(folder));
    await expect(formats.text(outcome, style)).toMatchFileSnapshot(`snapshots/${name}.txt`);
    await expect(formats.sarif(outcome, style)).toMatchFileSnapshot(`snapshots/${name}.sarif`);
  });
});
