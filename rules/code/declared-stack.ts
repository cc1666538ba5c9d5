/** What the manifests ask for, against the versions the project promises. */
import semver from 'semver';
import type { Ingredient } from '../../src/rule/stack.js';
import { stackOf } from '../../src/rule/stack.js';
import { defineRule, wholeProgram, type Place, type Program } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'declared-stack',
  group: 'code',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A manifest asks for another version than the project promises, or leaves a promised part out.',
  why: 'Code, documents and the people who read them count on the promised version; another one behaves differently.',
  instead: 'ask for a version within the promised range, or change the promise (`stack`) together with the document it stands in',
  limits: 'Reads Cargo.toml, package.json, pyproject.toml, Pipfile and requirements files; versions only a lock file knows are not seen.',
  look: wholeProgram(),
  check(program, _, report) {
    const stack = stackOf(program.companions);
    if (stack.uses.size === 0) return;
    const [somewhere] = stack.uses.values();
    for (const [name, promised] of Object.entries(program.settings.stack)) {
      const found = stack.versions.get(name) ?? stack.uses.get(name.toLowerCase().replaceAll('_', '-'));
      if (!found) {
        // A toolchain nobody pins is whatever is installed; a library in no manifest is not used at all.
        if (toolchains.has(name)) report.unknown('version', `no manifest says which ${name} it needs`);
        else if (somewhere) {
          report.judged('version');
          report(startOf(somewhere.manifest), `no manifest names \`${name}\`, which the project promises${promised === '*' ? '' : ` in ${promised}`}`);
        }
        continue;
      }
      const asked = found.version === undefined ? undefined : rangeOf(found);
      const range = semver.validRange(spelt(promised));
      if (promised === '*') report.judged('version');
      else if (asked === undefined || range === null) report.unknown('version', `the version of ${name} cannot be compared`, placeOf(found, program));
      else {
        report.judged('version');
        if (!semver.intersects(asked, range)) report(placeOf(found, program), `\`${name}\` is asked for in ${found.version ?? ''}, and the project promises ${promised}`);
      }
    }
  },
});

const toolchains: ReadonlySet<string> = new Set(['rust', 'python', 'node']);

/** Python's and Cargo's ways of writing a range, in npm's. */
function rangeOf({ version = '', manifest }: Ingredient): string | undefined {
  const cargo = manifest.endsWith('.toml') && /^\d/.test(version);
  return semver.validRange(spelt(cargo ? `^${version}` : version)) ?? undefined;
}

function spelt(range: string): string {
  return range.replaceAll(',', ' ').replaceAll('~=', '~').replaceAll('==', '=').replaceAll(/(^|\s)!=\s*\S+/g, '').replaceAll(/([<>=~^])\s+/g, '$1').trim();
}

function placeOf({ name, manifest }: Ingredient, program: Program): Place {
  const text = program.companions.get(manifest) ?? '';
  const written = name.split('').map(letter => (letter === '-' ? '[-_]' : letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))).join('');
  const key = { rust: 'rust-version', python: '(?:requires-)?python', node: 'node' }[name] ?? written;
  const match = new RegExp(`(?<![\\w-])${key}(?![\\w-])`, 'i').exec(text);
  return match ? { file: manifest, start: match.index, end: match.index + match[0].length } : startOf(manifest);
}

function startOf(manifest: string): Place {
  return { file: manifest, start: 0, end: 0 };
}
