/** Code for the developers of a program (`_dev_utils`, `dev_seed.py`): production only as far as production names it; the rest is what tests and scripts use. */
import type { Span } from '../facts/span.js';
import type { FileFacts, FunctionFact, Role } from '../facts/structure.js';

/** `_dev_utils/`, `dev_db.rs`, `dev-seed.ts`. A plain `dev` may be a part of the product, as `device` and `devtools` are. */
const forDevelopers = /\/_?dev[-_](?:utils?|tools?|tooling|seed\w*|data|db|database|fixtures?|helpers?|support|scripts?|setup|init)(?:\/|\.\w+$)|\/_dev(?:\/|\.\w+$)/;
const leftOut: ReadonlySet<Role> = new Set<Role>(['test', 'script', 'example']);

export function withoutDeveloperCode(files: readonly FileFacts[], sources: ReadonlyMap<string, string>): readonly FileFacts[] {
  const own = files.filter(one => one.role === 'production' && forDevelopers.test(`/${one.file}`));
  if (own.length === 0) return files;
  const told = new Set(own);
  const live = new Live();
  for (const one of files) if (!told.has(one) && !leftOut.has(one.role)) live.read(without(sources.get(one.file) ?? '', one.testRegions));
  const reached = reachedFrom(live, own, sources);
  return files.map(one => {
    if (!told.has(one)) return one;
    const unused = reached.get(one);
    return unused === undefined ? { ...one, role: 'script' } : { ...one, testRegions: [...one.testRegions, ...unused] };
  });
}

/** Functions that production does not name, of the files it does name; what a named one names is named too. */
function reachedFrom(live: Live, own: readonly FileFacts[], sources: ReadonlyMap<string, string>): ReadonlyMap<FileFacts, readonly Span[]> {
  const unused = new Map<FileFacts, readonly FunctionFact[]>();
  for (let before = -1; before !== live.size + unused.size;) {
    before = live.size + unused.size;
    for (const one of own) {
      const text = sources.get(one.file) ?? '';
      const outer = one.functions.filter(fact => fact.in < 0);
      if (!unused.has(one)) {
        if (!live.names(stemOf(one.file))) continue;
        live.read(without(text, [...one.testRegions, ...outer.map(fact => fact.at)]));
      }
      const still = (unused.get(one) ?? outer).filter(fact => {
        const named = isNamed(fact, one, live);
        if (named) live.read(text.slice(fact.at.start, fact.at.end));
        return !named;
      });
      unused.set(one, still);
    }
  }
  return new Map([...unused].map(([file, facts]) => [file, facts.map(fact => fact.at)]));
}

/** A function without a name, or one a decorator registers, runs as soon as its file is read. */
function isNamed(fact: FunctionFact, file: FileFacts, live: Live): boolean {
  if (file.language !== 'rust' && (fact.decorators.length > 0 || fact.name === '<closure>' || fact.name === 'default')) return true;
  const owner = file.classes[fact.class];
  return live.names(fact.name) || (owner !== undefined && fact.kind === 'method' && live.names(owner.name));
}

/** Every word of the code that runs in production. */
class Live {
  readonly #words = new Set<string>();

  get size(): number { return this.#words.size; }

  names(word: string): boolean { return this.#words.has(word); }

  read(text: string): void {
    for (const word of text.match(/[A-Za-z_$][\w$]*(?:-\w+)*/g) ?? []) {
      this.#words.add(word);
      if (word.includes('-')) for (const part of word.split('-')) this.#words.add(part);
    }
  }
}

/** The name a file is imported by: `mod.rs`, `index.ts` and `__init__.py` by their folder's. */
function stemOf(file: string): string {
  const parts = file.split('/');
  const stem = (parts.pop() ?? '').replace(/\..*$/, '');
  return /^(?:mod|index|__init__)$/.test(stem) ? parts.pop() ?? stem : stem;
}

function without(text: string, spans: readonly Span[]): string {
  return spans.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(Math.max(0, Math.min(end, rest.length) - start)) + rest.slice(end), text);
}
