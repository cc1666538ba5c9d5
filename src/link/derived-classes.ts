/** Classes a derive macro declares beside the type it stands on: they are nowhere in the text, and code uses them as if they were. */
import type { ClassFact, FileFacts, TypeRef } from '../facts/structure.js';
import type { Library } from '../libraries/library.js';

/** By the derive's last name: names of types with the path of what they implement. */
export function derivesOf(libraries: readonly Library[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(libraries.flatMap(library => Object.entries(library.derives ?? {})));
}

export function withDerivedClasses(facts: FileFacts, derives: ReadonlyMap<string, Readonly<Record<string, string>>>): FileFacts {
  const made = facts.classes.flatMap(one => derivesOn(one).flatMap(name => Object.entries(derives.get(name) ?? {}).map(([type, base]) => derived(one, type, base))));
  const own = new Set(facts.classes.filter(one => one.kind !== 'impl').map(one => `${(one.module ?? []).join('.')}.${one.name}`));
  const added = made.filter(one => !own.has(`${(one.module ?? []).join('.')}.${one.name}`));
  return added.length === 0 ? facts : { ...facts, classes: [...facts.classes, ...added] };
}

function derivesOn(fact: ClassFact): readonly string[] {
  return fact.decorators.filter(one => one.path === 'derive').flatMap(one => one.args.flatMap(({ value }) => (value.kind === 'name' || value.kind === 'member' ? [value.name] : [])));
}

function derived(from: ClassFact, name: string, base: string): ClassFact {
  const type: TypeRef = { name: base, args: [], text: base };
  return { ...from, name, kind: 'struct', bases: [type] };
}
