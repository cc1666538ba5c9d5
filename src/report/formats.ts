/** The formats a report can be written in, by name. */
import type { Outcome } from '../findings/outcome.js';
import { checklistReport } from './checklist/text.js';
import { handoffReport } from './handoff.js';
import { jsonReport } from './json.js';
import { markdownReport } from './markdown.js';
import { sarifReport } from './sarif.js';
import { textReport, type TextStyle } from './text.js';

export type FormatName = 'text' | 'json' | 'sarif' | 'markdown' | 'checklist' | 'handoff';

export const formats: Readonly<Record<FormatName, (outcome: Outcome, style: TextStyle) => string>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  markdown: markdownReport,
  checklist: checklistReport,
  handoff: handoffReport,
};
