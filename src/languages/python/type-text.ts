/** An annotation written as a string: `"User"`, `"list[Item] | None"`. */
import type { TypeRef } from '../../facts/structure.js';

export function typeFromText(text: string): TypeRef {
  return new TypeText(text).union();
}

/** A reader for names, brackets, commas and bars; anything else in there is skipped. */
class TypeText {
  readonly #tokens: readonly string[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = text.match(/[\w.]+|[[\],|]|"[^"]*"|'[^']*'/g) ?? [];
  }

  union(): TypeRef {
    const members = [this.#single()];
    while (this.#tokens[this.#next] === '|') {
      this.#next++;
      members.push(this.#single());
    }
    const [only] = members;
    if (only && members.length === 1) return only;
    return { name: '|', args: members, text: members.map(member => member.text).join(' | ') };
  }

  #single(): TypeRef {
    const token = this.#tokens[this.#next];
    if (token === undefined || token === ']' || token === ',' || token === '|') return { name: '?', args: [], text: '' };
    if (token === '[') {
      const args = this.#arguments();
      return { name: '()', args, text: `[${args.map(arg => arg.text).join(', ')}]` };
    }
    this.#next++;
    if (token.startsWith('"') || token.startsWith("'")) return typeFromText(token.slice(1, -1));
    if (this.#tokens[this.#next] !== '[') return { name: token, args: [], text: token };
    const args = this.#arguments();
    return { name: token, args, text: `${token}[${args.map(arg => arg.text).join(', ')}]` };
  }

  #arguments(): TypeRef[] {
    const args: TypeRef[] = [];
    this.#next++;
    this.#depth++;
    while (this.#next < this.#tokens.length && this.#tokens[this.#next] !== ']' && this.#depth < 50) {
      const before = this.#next;
      args.push(this.union());
      if (this.#tokens[this.#next] === ',' || this.#next === before) this.#next++;
    }
    this.#next++;
    this.#depth--;
    return args;
  }
}
