/** A team's own Markdown document as a checklist. */
import { UsageError } from '../../usage-error.js';
import { evidence, rule, type Checklist, type Judge, type Line, type Section } from '../checklist.js';
import { documentOf, type Item } from './items.js';
import { proposalFor } from './phrases.js';
import { evidenceOf, readTie } from './ties.js';

export function teamChecklist(path: string, text: string, ruleIds: readonly string[]): Checklist {
  const { title, items } = documentOf(text);
  if (items.length === 0) {
    throw new UsageError(`${path}: there is no line to judge in it`, 'write task items (`- [ ] ...`), or bullets under a heading such as "Checklist", "Acceptance criteria" or "Requisiti"');
  }
  const sections = new Map<string, Line[]>();
  items.forEach((item, index) => {
    const lines = sections.get(item.section) ?? [];
    sections.set(item.section, lines);
    lines.push(lineOf(item, index, path, ruleIds));
  });
  return {
    id: path, document: path,
    title: title ?? path,
    summary: 'the team\'s own document',
    fits: () => false,
    sections: [...sections].map(([heading, lines]): Section => ({ title: heading, lines })),
  };
}

function lineOf(item: Item, index: number, path: string, ruleIds: readonly string[]): Line {
  const id = String(index + 1);
  if (item.tie !== undefined) return { id, at: item.line, says: item.text, judges: readTie(item.tie, `${path}:${item.line}`, ruleIds) };
  const proposal = proposalFor(item.text, ruleIds);
  if (!proposal) return { id, at: item.line, says: item.text, judges: [{ kind: 'person', because: 'no rule or evidence was recognised in its words' }] };
  const judges = proposal.judges.map((one): Judge => {
    const needs = evidenceOf(one);
    return needs ? evidence(needs) : rule(one);
  });
  return { id, at: item.line, says: item.text, judges, proposed: `judged by what its words suggest (${proposal.because}); it is ticked once a comment confirms it: <!-- collaudo: ${proposal.judges.join(', ')} -->` };
}
