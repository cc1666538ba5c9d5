/** A rule's documentation, made of the rule itself, so that it cannot say anything else than the rule does. */
import { z } from 'zod';
import type { Rule } from './rule.js';

export interface PagePart { readonly title: string; readonly text: string }

export function rulePage(rule: Rule): readonly PagePart[] {
  const options = optionLines(rule);
  return [
    { title: 'Reports', text: rule.summary },
    { title: 'Why', text: rule.why },
    { title: 'Instead', text: rule.instead },
    ...(rule.limits === undefined ? [] : [{ title: 'Limits', text: rule.limits }]),
    { title: 'Severity', text: `${rule.severity}${rule.tier === 'preview' ? ', preview: shown with --preview, never fails the gate' : ''}` },
    { title: 'Languages', text: rule.languages.join(', ') },
    ...(options.length > 0 ? [{ title: 'Options', text: [...options, ...inPreview(rule)].join('\n') }] : []),
    { title: 'To excuse one place', text: `\`collaudo-allow ${rule.id}: <reason>\`\nin a comment on the line or the line above; the reason is required` },
  ];
}

/** The wider meaning of a rule that has one. */
function inPreview({ previewOptions }: Rule): readonly string[] {
  return previewOptions ? [`with --preview also as with ${Object.entries(previewOptions).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ')}; what only that finds never fails the gate`] : [];
}

/** `expect: "warn" | "error" (default "warn")`, and what it is for. */
function optionLines(rule: Rule): readonly string[] {
  if (!rule.options) return [];
  const schema = z.toJSONSchema(rule.options, { io: 'input', unrepresentable: 'any' });
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { type, enum: values, default: usual, description } = typeof property === 'object' ? property : {};
    const kind = values ? values.map(value => JSON.stringify(value)).join(' | ') : String(type ?? 'any');
    return `${name}: ${kind}${usual === undefined ? '' : ` (default ${JSON.stringify(usual)})`}${description === undefined ? '' : `: ${description}`}`;
  });
}
