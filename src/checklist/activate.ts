/** Which checklists are judged: those named on the command line, else those configured, else those that fit what the backend is built with. */
import { UsageError } from '../usage-error.js';
import type { Checklist, Meaning } from './checklist.js';
import { has, webFrameworks, type Ingredient, type Stack } from '../rule/stack.js';
import type { ActiveChecklist } from './plan.js';

export interface Wish {
  /** A checklist's id, or the path of a Markdown file. */
  readonly use: string;
  readonly changed: ReadonlyMap<string, Meaning>;
  readonly because: string;
}

/** A team's own document, by its path; undefined for what is none. */
export type ReadTeamChecklist = (path: string) => Checklist;

export function activeChecklists(wishes: readonly Wish[], builtIn: readonly Checklist[], readTeam: ReadTeamChecklist): readonly ActiveChecklist[] {
  const active = new Map<string, ActiveChecklist>();
  for (const { use, changed, because } of wishes) {
    const checklist = isMarkdown(use) ? readTeam(use) : builtIn.find(one => one.id === use);
    if (!checklist) throw new UsageError(`there is no checklist called "${use}"`, `there are ${builtIn.map(one => one.id).join(', ')}; a Markdown file of your own is named by its path, ending in .md`);
    if (!active.has(checklist.id)) active.set(checklist.id, { checklist, because, changed, detected: false });
  }
  return [...active.values()];
}

export function isMarkdown(use: string): boolean {
  return /\.(md|markdown)$/i.test(use);
}

/** What fits the stack, with the manifests that say so. */
export function detectedChecklists(stack: Stack, builtIn: readonly Checklist[]): readonly ActiveChecklist[] {
  return builtIn.filter(one => one.fits(stack)).map(checklist => ({ checklist, because: `recognised: ${spell(stack)}`, changed: new Map(), detected: true }));
}

/** `fastapi, sqlmodel (pyproject.toml)`: the few names that say most. */
function spell(stack: Stack): string {
  const telling = [...new Set([...webFrameworks, 'tauri', 'sqlmodel', 'sqlalchemy', 'sqlx', 'diesel', 'sea-orm', 'rusqlite', 'typeorm', '@prisma/client', 'drizzle-orm', 'knex', 'sequelize', 'mongoose'])];
  const found = telling.flatMap(name => (has(stack, name) ? stack.uses.get(name) ?? [] : []));
  const byManifest = new Map<string, Ingredient[]>();
  for (const one of found) byManifest.set(one.manifest, [...(byManifest.get(one.manifest) ?? []), one]);
  return [...byManifest].slice(0, 3).map(([manifest, ones]) => `${ones.map(one => one.name).join(', ')} (${manifest})`).join('; ');
}
