/** Files that were judged as far as they could be: what is missing from each. */
import type { FileFacts } from '../facts/structure.js';
import type { PartlyRead } from '../findings/outcome.js';

export function partlyRead(files: readonly FileFacts[], damaged: readonly string[]): readonly PartlyRead[] {
  const decoded = damaged.map(file => ({ file, because: 'some bytes are not UTF-8' }));
  const parsed = files.flatMap((file): PartlyRead[] => {
    const [first] = file.broken;
    if (!first) return [];
    const more = file.broken.length - 1;
    return [{ file: file.file, because: `a syntax error${more > 0 ? ` and ${more} more` : ''}`, at: { file: file.file, ...first } }];
  });
  return [...decoded, ...parsed];
}
