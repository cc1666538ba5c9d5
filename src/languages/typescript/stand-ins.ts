/** What the compiler needs to know of built-in types and libraries to follow a declaration, and no more. */

/** Only the types that pass other types on; whatever else is built in is plain data to collaudo. */
export const builtinTypes = `
interface Object {} interface Function {} interface CallableFunction {} interface NewableFunction {} interface IArguments {}
interface String {} interface Number {} interface Boolean {} interface RegExp {} interface Symbol {} interface Error { message: string }
interface Array<T> { [index: number]: T; at(index: number): T | undefined; find(test: (item: T) => unknown): T | undefined; pop(): T | undefined; shift(): T | undefined }
interface ReadonlyArray<T> { readonly [index: number]: T; at(index: number): T | undefined; find(test: (item: T) => unknown): T | undefined }
interface Promise<T> { then<R>(done: (value: T) => R | Promise<R>): Promise<R>; catch(failed: (error: unknown) => unknown): Promise<T>; finally(done: () => void): Promise<T> }
interface PromiseLike<T> { then<R>(done: (value: T) => R): PromiseLike<R> }
interface Map<K, V> { get(key: K): V | undefined } interface ReadonlyMap<K, V> { get(key: K): V | undefined }
interface WeakMap<K, V> { get(key: K): V | undefined }
declare var Map: { new <K, V>(): Map<K, V> };
type Awaited<T> = T extends PromiseLike<infer R> ? Awaited<R> : T extends Promise<infer R> ? Awaited<R> : T;
type Partial<T> = { [K in keyof T]?: T[K] };
type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Pick<T, P extends keyof T> = { [K in P]: T[K] };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, O extends keyof any> = Pick<T, Exclude<keyof T, O>>;
type Record<K extends keyof any, T> = { [P in K]: T };
type NonNullable<T> = T & {};
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
type InstanceType<T extends abstract new (...args: any) => any> = T extends abstract new (...args: any) => infer R ? R : any;
`;

/** Library classes are generic in whatever they are given, and tell nothing about their members. */
const typeParameters = '<A = any, B = any, C = any, D = any, E = any>';

export function ambientModules(wanted: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...wanted].map(([module, names]) => {
    const classes = [...names].filter(name => /^[\w$]+$/.test(name)).map(name => name === 'default'
      ? `export default class ${typeParameters} { constructor(...args: any[]); [member: string]: any }`
      : `export class ${name}${typeParameters} { constructor(...args: any[]); [member: string]: any }`);
    return `declare module ${JSON.stringify(module)} { ${classes.join(' ')} }`;
  }).join('\n');
}
