/** Which checklists a scan judges: named on the command line, else configured, else fitting the stack. */
import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { activeChecklists, detectedChecklists, type Wish } from './checklist/activate.js';
import type { Checklist } from './checklist/checklist.js';
import { teamChecklist } from './checklist/markdown/team.js';
import type { ActiveChecklist } from './checklist/plan.js';
import { folderOf, type Configuration } from './config/configuration.js';
import type { Rule } from './rule/rule.js';
import type { Settings } from './rule/settings.js';
import { stackOf } from './rule/stack.js';
import { UsageError } from './usage-error.js';

export interface ChecklistRequest {
  readonly builtIn: readonly Checklist[];
  /** Named on the command line; they take the place of those configured. */
  readonly named: readonly string[];
  /** Where nothing is configured or named, those that fit the stack. */
  readonly detect: boolean;
}

export function activeIn({ builtIn, named, detect }: ChecklistRequest, { cwd, rules }: { readonly cwd: string; readonly rules: readonly Rule[] }, configuration: Configuration, companions: ReadonlyMap<string, string>): readonly ActiveChecklist[] {
  const wishes = named.length > 0 ? named.map((use): Wish => ({ use, changed: new Map(), because: 'named on the command line' })) : configuredIn(configuration);
  if (wishes.length === 0) return detect && configuration.file === undefined ? detectedChecklists(stackOf(companions), builtIn) : [];
  const base = named.length > 0 ? cwd : folderOf(configuration, cwd);
  const ids = rules.map(rule => rule.id);
  return activeChecklists(wishes, builtIn, path => {
    const file = resolve(base, path);
    const shown = relative(cwd, file).replaceAll('\\', '/');
    return teamChecklist(shown, textOf(file, shown), ids);
  });
}

function configuredIn(configuration: Configuration): readonly Wish[] {
  const because = `configured in ${basename(configuration.file ?? '')}`;
  return configuration.checklists.map(({ use, rules }) => ({
    use, because,
    changed: new Map([...rules].map(([id, { severity, options }]) => [id, { options, ...(severity && { severity }) }])),
  }));
}

function textOf(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`the checklist ${shown} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, 'name a Markdown file by its path from here, or one of the checklists that `collaudo checklist` lists');
  }
}

/** What documents declare that linking must know. Names of databases are the documents' own, so they do not meet. */
export function declaredTogether(active: readonly ActiveChecklist[]): Partial<Settings> {
  const declared = active.flatMap(one => one.checklist.settings ?? []);
  return {
    databases: Object.assign({}, ...declared.map(one => one.databases ?? {})) as Settings['databases'],
    schemaSource: declared.flatMap(one => one.schemaSource ?? []),
  };
}
