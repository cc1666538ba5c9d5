/** Which routers hang under which, and the path prefix each gets from its own construction and from every mount above it. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

interface Mounted { readonly parent: string | undefined; readonly prefix: string }

export class Routers {
  readonly #mounts = new Map<string, Mounted[]>();
  readonly #own = new Map<string, string>();

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, files: readonly FileIndex[]) {
    for (const file of files) for (const call of file.facts.calls) this.#noteMount(file, call);
  }

  /** The prefix of routes declared on this router value. */
  prefixOf(file: FileIndex, fn: number, router: Value): string {
    const id = this.#idOf(file, fn, router, 0);
    return id === undefined ? '' : this.#prefixOfId(id, 0);
  }

  /** The prefix of what a handler itself was given to: actix's `scope("/v1").service(show)`, Rocket's `mount("/v1", routes![show])`. */
  prefixOfHandler(file: FileIndex, fn: number): string { return this.#prefixOfId(`${file.file}#${String(fn)}#0`, 0); }

  #prefixOfId(id: string, depth: number): string {
    const own = this.#own.get(id) ?? '';
    const [mount] = this.#mounts.get(id) ?? [];
    if (!mount || depth > 8) return own;
    const above = mount.parent === undefined || mount.parent === id ? '' : this.#prefixOfId(mount.parent, depth + 1);
    return joinPath(above, mount.prefix, own);
  }

  #noteMount(file: FileIndex, call: Call): void {
    const resolved = this.evaluator.resolve(file, call);
    const mount = resolved && this.tables(file).mount(resolved.path);
    if (!mount) return;
    const prefixValue = mount.prefix === undefined ? undefined : argumentOf(call, mount.prefix);
    const prefix = (prefixValue && this.textAt(file, prefixValue, call.in)) ?? '';
    const parent = call.callee.kind === 'member' ? this.#idOf(file, call.in, call.callee.of, 0) : undefined;
    const given = mount.router === 'rest' ? call.args.map(argument => argument.value) : [argumentOf(call, mount.router)];
    const routers = given.flatMap(value => this.#listed(file, value));
    for (const router of routers) {
      const child = router && router.kind !== 'text' ? this.#idOf(file, call.in, router, 0) : undefined;
      if (child !== undefined && child !== parent) push(this.#mounts, child, { parent, prefix });
    }
  }

  /** `routes![a, b]` stands for its handlers. */
  #listed(file: FileIndex, value: Value | undefined): readonly (Value | undefined)[] {
    const call = value?.kind === 'call' ? file.facts.calls[value.call] : undefined;
    return call?.macro ? call.args.map(argument => argument.value) : [value];
  }

  /** What identifies a router: the call that made it, or the parameter a plugin function receives it by. */
  #idOf(file: FileIndex, fn: number, value: Value, depth: number): string | undefined {
    if (depth > 12) return undefined;
    switch (value.kind) {
      case 'name': {
        const found = this.evaluator.names.define(file, fn, value.name, value.at.start);
        for (const definition of found.definitions) {
          if (definition.kind === 'assignment') return this.#idOf(definition.file, definition.fact.in, definition.fact.value, depth + 1);
          if (definition.kind === 'value') return this.#idOf(definition.file, -1, definition.value, depth + 1);
          if (definition.kind === 'param') return `${definition.file.file}#${String(definition.fn)}#${String(definition.position)}`;
          if (definition.kind === 'function') return `${definition.file.file}#${String(definition.fn)}#0`;
        }
        return undefined;
      }
      case 'member': {
        const owner = this.evaluator.shapeOf(file, fn, value.of);
        if (owner.kind !== 'module') return undefined;
        for (const definition of this.evaluator.names.exported(owner.file, [value.name]).definitions) {
          if (definition.kind === 'assignment') return this.#idOf(definition.file, definition.fact.in, definition.fact.value, depth + 1);
          if (definition.kind === 'value') return this.#idOf(definition.file, -1, definition.value, depth + 1);
          if (definition.kind === 'function') return `${definition.file.file}#${String(definition.fn)}#0`;
        }
        return undefined;
      }
      case 'function': return `${file.file}#${String(value.function)}#0`;
      case 'call': return this.#idOfCall(file, value.call, depth);
      default: return undefined;
    }
  }

  #idOfCall(file: FileIndex, index: number, depth: number): string | undefined {
    const call = file.facts.calls[index];
    if (!call) return undefined;
    const callee = this.evaluator.shapeOf(file, call.in, call.callee);
    if (callee.kind === 'function') {
      for (const one of callee.file.returns.get(callee.fn) ?? []) {
        const id = this.#idOf(callee.file, callee.fn, one.value, depth + 1);
        if (id !== undefined) return id;
      }
      return undefined;
    }
    const resolved = this.evaluator.resolve(file, call);
    // A builder call (`Router::new().route(...)`) is the router it was called on.
    if (resolved?.owner && call.callee.kind === 'member' && (resolved.effect?.returns === 'self' || this.tables(file).routeCall(resolved.path) || this.tables(file).mount(resolved.path))) return this.#idOf(file, call.in, call.callee.of, depth + 1);
    const id = `${file.file}@${String(call.at.start)}`;
    if (!this.#own.has(id)) {
      const prefix = argumentOf(call, ['prefix', 'url_prefix']);
      this.#own.set(id, (prefix && this.textAt(file, prefix, call.in)) ?? (resolved?.path === 'actix_web.web.scope' || resolved?.path === 'actix_web.web.resource' ? (call.args[0] && this.textAt(file, call.args[0].value, call.in)) ?? '' : ''));
    }
    return id;
  }
}

/** `/api` and `users/` make `/api/users/`: one slash between, none doubled. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter(part => part !== '' && part !== '/').map(part => part.replace(/^\/+/, '')).join('/');
  return `/${joined}`.replaceAll(/\/{2,}/g, '/');
}
