/** Writes comments behind the lines whose words suggest what judges them, and says why; nothing else in the document changes. */
import { documentOf, type Item } from './items.js';
import { proposalFor, type Proposal } from './phrases.js';

export interface Suggested {
  /** The document with the comments written in. */
  readonly text: string;
  readonly tied: readonly { readonly item: Item; readonly proposal: Proposal }[];
  /** Tied by a comment before. */
  readonly kept: readonly Item[];
  /** Nothing here judges them. */
  readonly unjudged: readonly Item[];
}

export function suggestTies(text: string, ruleIds: readonly string[]): Suggested {
  const { items } = documentOf(text);
  const open = items.filter(item => item.tie === undefined);
  const tied = open.flatMap(item => {
    const proposal = proposalFor(item.text, ruleIds);
    return proposal ? [{ item, proposal }] : [];
  });
  const comments = new Map(tied.map(({ item, proposal }) => [item.line, `<!-- collaudo: ${proposal.judges.join(', ')} -->`]));
  return {
    text: withEveryLine(text, (line, number) => {
      const comment = comments.get(number);
      return comment === undefined ? line : `${line.trimEnd()} ${comment}`;
    }),
    tied,
    kept: items.filter(item => item.tie !== undefined),
    unjudged: open.filter(item => !comments.has(item.line)),
  };
}

/** Line ends stay as they are. */
export function withEveryLine(text: string, change: (line: string, number: number) => string): string {
  return text.split(/(\r\n|\n|\r)/).map((piece, index) => (index % 2 === 1 ? piece : change(piece, index / 2 + 1))).join('');
}
