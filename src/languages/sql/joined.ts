/** SQL parts as one text in which every hole is exactly one character, so offsets stay simple. */
import type { SqlPart } from '../../facts/sql.js';

export const holeCharacter = '\uFFFC';

export interface JoinedText {
  readonly text: string;
  /** Offset of each hole, ascending; its index here is the hole's number. A literal may hold the same character, so only these offsets count. */
  readonly holeOffsets: readonly number[];
}

export function joinParts(parts: readonly SqlPart[]): JoinedText {
  const pieces: string[] = [];
  const holeOffsets: number[] = [];
  let length = 0;
  for (const part of parts) {
    if (part.kind === 'hole') holeOffsets.push(length);
    const piece = part.kind === 'hole' ? holeCharacter : part.text;
    pieces.push(piece);
    length += piece.length;
  }
  return { text: pieces.join(''), holeOffsets };
}
