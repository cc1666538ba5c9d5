/** Which comments become facts: those that excuse something, from collaudo or from another tool. */

const excusing = /collaudo|\bnoqa\b|\b(?:type|pyright|mypy):\s*ignore|\bpylint:\s*disable|\bnosec\b|\b(?:es|ts)lint[-:]disable|@ts-(?:ignore|expect-error|nocheck)\b/;

/** Asked of a whole file first: most files hold no such comment, and need not be searched for one. */
export function mayExcuse(text: string): boolean {
  return excusing.test(text);
}
