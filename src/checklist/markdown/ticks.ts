/** A copy of a team's document with its boxes ticked as the scan judged them. */
import { linesOf, type JudgedChecklist, type LineStatus } from '../../findings/judged-checklist.js';
import { withEveryLine } from './suggest.js';

const box = /^(\s*(?:(?:>|[-*+]|\d+[.)])\s*)*?(?:[-*+]|\d+[.)])\s+)\[[ xX]\](?=\s|$)/;
const verdicts = /\s*<!-- judged: [^>]*-->/g;

/** Ticked is what passes; every other box loses its tick, because nothing shows that it holds. The verdict stands behind it in a comment. */
export function tickedCopy(text: string, judged: JudgedChecklist): string {
  const statuses = new Map<number, LineStatus>(linesOf(judged).map(line => [line.at, line.status]));
  return withEveryLine(text, (line, number) => {
    const status = statuses.get(number);
    if (status === undefined) return isTicked(line) ? `${line.replace(box, '$1[ ]').replaceAll(verdicts, '').trimEnd()} <!-- judged: not at all -->` : line;
    return `${line.replace(box, `$1[${status === 'pass' ? 'x' : ' '}]`).replaceAll(verdicts, '').trimEnd()} <!-- judged: ${status} -->`;
  });
}

/** A box ticked by hand that no line of the checklist is: in a template's code, between HTML. */
function isTicked(line: string): boolean { return /\[[xX]\]$/.test(box.exec(line)?.[0] ?? ''); }
