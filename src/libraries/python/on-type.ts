/** Spells a type's methods once for every type that has them. */

export function onType<T>(type: string, methods: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(methods).map(([method, row]) => [`${type}.${method}`, row]));
}
