/** "I could not tell" as a value: a rule never reads unknown as no. */

export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly because: string };

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(because: string): { readonly known: false; readonly because: string } {
  return { known: false, because };
}
