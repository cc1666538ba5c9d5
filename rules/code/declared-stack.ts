/** What the manifests ask for, against the versions the project promises. */
import semver from 'semver';
import type { Ingredient } from '../../src/rule/stack.js';
import { stackOf } from '../../src/rule/stack.js';
import { defineRule, wholeProgram, type Place, type Program } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'declared-stack',
  group: 'code',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A manifest asks for another version than the project promises, or leaves a promised part out.',
  why: 'Code, documents and the people who read them count on the promised version; another one behaves differently.',
  instead: 'ask for a version within the promised range, or change the promise (`stack`) together with the document it stands in',
  limits: 'Reads Cargo.toml, package.json, pyproject.toml, setup.cfg, Pipfile, requirements files and files that pin a toolchain. Ranges that overlap the promised one are fine; versions only a lock file knows are not seen.',
  look: wholeProgram(),
  check(program, _, report) {
    const { uses, versions, asked } = stackOf(program.companions);
    const [somewhere] = [...uses.values(), ...versions.values()];
    if (!somewhere) return;
    for (const [name, promised] of Object.entries(program.settings.stack)) {
      const found = asked.get(name.toLowerCase().replaceAll('_', '-')) ?? [];
      const range = promised === '*' ? '*' : semver.validRange(spelt(promised));
      const [first] = found;
      const elsewhere = first ? undefined : mentionOf(name, program);
      const compared = found.flatMap(one => { const wanted = promised === '*' ? '*' : rangeOf(one); return wanted === undefined ? [] : [{ one, wanted }]; });
      if (!first && (toolchains.has(name) || elsewhere)) report.unknown('version', elsewhere ? `${elsewhere.file} names ${name} in a way that is not read` : `no manifest says which ${name} it needs`, elsewhere);
      else if (!first) {
        report.judged('version');
        report(startOf(somewhere.manifest), `no manifest names \`${name}\`, which the project promises${promised === '*' ? '' : ` in ${promised}`}`);
      } else if (range === null || compared.length === 0) report.unknown('version', `the version of ${name} cannot be compared`, placeOf(first, program));
      else {
        report.judged('version');
        for (const { one, wanted } of compared) if (!semver.intersects(wanted, range)) report(placeOf(one, program), `\`${name}\` is asked for in ${one.version ?? ''}, and the project promises ${promised}`);
      }
    }
  },
});

/** A set-up script or an image may ask for it. */
function mentionOf(name: string, program: Program): Place | undefined {
  const word = new RegExp(`(?<![\\w-])${namePattern(name)}(?![\\w-])`, 'i');
  const texts = [...program.files.filter(one => /(?:^|\/)setup\.py$/.test(one.file)).map(one => [one.file, program.textOf(one)] as const), ...[...program.companions].filter(([path]) => /(?:^|\/)Dockerfile/.test(path))];
  const said = texts.flatMap(([file, text]) => { const match = word.exec(text); return match ? [{ file, start: match.index, end: match.index + match[0].length }] : []; });
  return said[0];
}

const toolchains: ReadonlySet<string> = new Set(['rust', 'python', 'node']);

/** Python's and Cargo's ways of writing a range, in npm's. */
function rangeOf({ version, manifest }: Ingredient): string | undefined {
  if (version === undefined) return undefined;
  const cargo = /(?:^|\/)Cargo\.toml$/.test(manifest);
  // Cargo takes a bare version for the first that will do; `a, b` are two conditions.
  const spelling = cargo ? version.split(',').map(one => (/^\s*\d/.test(one) ? `^${one.trim()}` : one)).join(' ') : version;
  return semver.validRange(spelt(spelling)) ?? undefined;
}

/** `~=3.10` lets the last number given grow: any 3 from 3.10 on. */
function spelt(range: string): string {
  return range.replaceAll(/~=\s*(\d+)\.(\d+)(?![\d.])/g, '>=$1.$2 <$1.999999').replaceAll('~=', '~').replaceAll(/={2,3}/g, '=').replaceAll(',', ' ').replaceAll(/(^|\s)!=\s*\S+/g, '').replaceAll(/([<>=~^])\s+/g, '$1').replaceAll(/(\d)(?:\.post\d+|\.dev\d+)/g, '$1').replaceAll(/(\d)\.?(a|b|rc)(\d+)/g, '$1-$2.$3').trim();
}

function namePattern(name: string): string {
  return name.split('').map(letter => (/[-_]/.test(letter) ? '[-_]' : letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))).join('');
}

function placeOf({ name, manifest }: Ingredient, program: Program): Place {
  const text = program.companions.get(manifest) ?? '';
  const key = { rust: '(?:rust-version|channel)', python: '(?:requires-python|python_requires|python_version|python)', node: 'node' }[name] ?? namePattern(name);
  const match = new RegExp(`(?<![\\w-])${key}(?![\\w-])`, 'i').exec(text);
  return match ? { file: manifest, start: match.index, end: match.index + match[0].length } : startOf(manifest);
}

function startOf(manifest: string): Place {
  return { file: manifest, start: 0, end: 0 };
}
