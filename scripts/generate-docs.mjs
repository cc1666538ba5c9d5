/** Writes what is made from rules and checklists: the rules' pages under docs/rules, docs/checklists.md and the configuration's schema.json. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import './build.mjs';

const { rules } = await import('../dist/rules/index.js');
const { ruleDocument, rulesDocument } = await import('../dist/src/rule/document.js');
const { checklists } = await import('../dist/checklists/index.js');
const { checklistsDocument } = await import('../dist/src/report/checklist/document.js');
const { jsonSchema } = await import('../dist/src/config/schema.js');

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = `${root}docs/rules/`;
rmSync(pages, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });
writeFileSync(`${pages}README.md`, rulesDocument(rules));
for (const rule of rules) writeFileSync(`${pages}${rule.id}.md`, ruleDocument(rule, exampleOf(rule.id, 'flags-'), exampleOf(rule.id, 'allows-')));
writeFileSync(`${root}docs/checklists.md`, checklistsDocument(checklists, rules));
writeFileSync(`${root}schema.json`, `${JSON.stringify(jsonSchema(rules), null, 2)}\n`);

/** The first fixture that is one file. */
function exampleOf(rule, prefix) {
  const folder = `${root}fixtures/rules/${rule}/`;
  const name = existsSync(folder) ? readdirSync(folder).sort().find(entry => entry.startsWith(prefix) && /\.\w+$/.test(entry)) : undefined;
  return name === undefined ? undefined : { name, text: readFileSync(folder + name, 'utf8') };
}
