/** Starts a rule: `npm run new-rule <group>/<rule-id> [rust,python,typescript,sql]` writes the rule, its fixtures, and its line in the list of rules. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const groups = ['errors', 'database', 'migrations', 'api', 'layers', 'security', 'async', 'contracts', 'tests', 'code'];
const extensions = { rust: 'rs', python: 'py', typescript: 'ts', sql: 'sql' };
const comments = { rust: '//', python: '#', typescript: '//', sql: '--' };

const [name = '', languageList = 'rust,python,typescript'] = process.argv.slice(2);
const [group, id] = name.split('/');
const languages = languageList.split(',');
if (!groups.includes(group) || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id ?? '')) stop(`usage: npm run new-rule <group>/<rule-id> [languages]\n  groups: ${groups.join(', ')}\n  rule-id: words-joined-by-dashes`);
const unknown = languages.filter(language => !(language in extensions));
if (unknown.length > 0) stop(`no such language: ${unknown.join(', ')} (there are ${Object.keys(extensions).join(', ')})`);

const ruleFile = `${root}rules/${group}/${id}.ts`;
if (existsSync(ruleFile)) stop(`rules/${group}/${id}.ts is there already`);
write(ruleFile, `/** TODO: one sentence, in the words of the problem. */
import { defineRule, each } from '../../src/rule/index.js';

export default defineRule({
  id: '${id}',
  group: '${group}',
  severity: 'error',
  tier: 'preview',
  languages: [${languages.map(language => `'${language}'`).join(', ')}],
  summary: 'TODO: what it reports, as a sentence.',
  why: 'TODO: what goes wrong otherwise, as a sentence.',
  instead: 'TODO: what to write, lowercase, no full stop',
  look: each('call'),
  check(call, program, report) {
    const at = program.place(call.file, call.fact.nameAt);
    if (program.roleAt(at) !== 'production') return;
    // TODO: leave early for each reason to stay silent; what remains is the accusation.
    report(at, 'TODO: what happens in this code, in the words of its author');
  },
});
`);
for (const language of languages) {
  for (const kind of ['flags', 'allows']) {
    const mark = kind === 'flags' ? ` ${comments[language]} expect: ${id}` : '';
    write(`${root}fixtures/rules/${id}/${kind}-first-case.${extensions[language]}`, `${comments[language]} TODO: code seen in a real repository${mark}\n`);
  }
}
register();
console.log(`\nnext: write the check and the fixtures, then\n  npx vitest run tests/rules -t ${id}\n  npm run docs`);

/** Keeps the list of rules sorted by group and id. */
function register() {
  const list = `${root}rules/index.ts`;
  const identifier = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const found = [...readFileSync(list, 'utf8').matchAll(/^import (\w+) from '\.\/(.+)\.js';$/gm)].map(([, local, path]) => ({ local, path }));
  const all = [...found, { local: identifier, path: `${group}/${id}` }].sort((one, other) => (one.path < other.path ? -1 : 1));
  const imports = all.map(({ local, path }) => `import ${local} from './${path}.js';`);
  writeFileSync(list, `/** Every rule, in the order they are listed. A test keeps this list complete. */
import type { Rule } from '../src/rule/rule.js';
${imports.join('\n')}

export const rules: readonly Rule[] = [
${all.map(({ local }) => `  ${local},`).join('\n')}
];
`);
  console.log('rules/index.ts');
}

function write(file, text) {
  mkdirSync(file.slice(0, file.lastIndexOf('/')), { recursive: true });
  writeFileSync(file, text);
  console.log(file.slice(root.length));
}

function stop(message) {
  console.error(message);
  process.exit(2);
}
