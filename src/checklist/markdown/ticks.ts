/** A copy of a team's document with its boxes ticked as the scan judged them. */
import { linesOf, type JudgedChecklist, type LineStatus } from '../../findings/judged-checklist.js';
import { withEveryLine } from './suggest.js';

const box = /^(\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+)\[[ xX]\](?=\s)/;
const verdict = /\s*<!-- judged: [^>]*-->/;

/** Ticked is what passes; every other judged line loses its tick, because nothing shows that it holds. The verdict stands behind it in a comment. */
export function tickedCopy(text: string, judged: JudgedChecklist): string {
  const statuses = new Map<number, LineStatus>(linesOf(judged).map(line => [line.at, line.status]));
  return withEveryLine(text, (line, number) => {
    const status = statuses.get(number);
    if (status === undefined) return line;
    return `${line.replace(box, `$1[${status === 'pass' ? 'x' : ' '}]`).replace(verdict, '').trimEnd()} <!-- judged: ${status} -->`;
  });
}
