/** Which errors get past the `try` blocks around a place. */
import type { Block } from '../facts/structure.js';
import type { FileIndex } from './file-index.js';

export class Caught {
  readonly #catches = new Map<FileIndex, ReadonlyMap<number, readonly number[]>>();

  /** `type` as summaries write it; what is caught and thrown on counts as not caught. */
  escapes(file: FileIndex, block: number, type: string): boolean {
    const last = type.slice(type.lastIndexOf('.') + 1);
    for (let at = file.facts.blocks[block]; at; at = file.facts.blocks[at.parent]) {
      if (at.kind === 'try' && (this.#of(file).get(at.group) ?? []).some(index => this.#stops(file, index, last))) return false;
    }
    return true;
  }

  /** In Rust an error only goes on where the caller gives back a `Result`. */
  passesOn(file: FileIndex, fn: number): boolean {
    const returns = file.facts.language === 'rust' ? file.functionAt(fn)?.returns : undefined;
    return file.facts.language !== 'rust' || file.functionAt(fn)?.kind === 'closure' || /(^|::|\.)\w*Result$/.test(returns?.name ?? '');
  }

  #stops(file: FileIndex, index: number, type: string): boolean {
    const block = file.facts.blocks[index];
    if (!block || !takes(block, type)) return false;
    return !file.facts.raises.some(raise => raise.at.start >= block.at.start && raise.at.end <= block.at.end && (raise.value.kind === 'name' || raise.value.kind === 'unknown' || raise.value.kind === 'nothing'));
  }

  #of(file: FileIndex): ReadonlyMap<number, readonly number[]> {
    const known = this.#catches.get(file);
    if (known) return known;
    const found = new Map<number, number[]>();
    file.facts.blocks.forEach((block, index) => { if (block.kind === 'catch') found.set(block.group, [...(found.get(block.group) ?? []), index]); });
    this.#catches.set(file, found);
    return found;
  }
}

function takes(block: Block, type: string): boolean {
  const catches = block.catches ?? [];
  return catches.length === 0 || catches.some(one => /(^|\.)(Base)?Exception$/.test(one) || one.slice(one.lastIndexOf('.') + 1) === type);
}
