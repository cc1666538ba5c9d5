/** Lowers one TypeScript or JavaScript file to facts. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { FileFacts, Role } from '../../facts/structure.js';
import { FactsBuilder } from '../builder.js';
import { mayExcuse } from '../comments.js';
import { isRemark } from '../remarks.js';
import { exportedNames } from './exports.js';
import type { Lowering } from './lowering.js';
import { parseTypeScript, type ParsedModule } from './parse.js';
import { lowerStatements } from './statements.js';

export function lowerTypeScript(file: string, text: string, role: Role): FileFacts {
  return lowerProgram(file, text, role, parseTypeScript(file, text));
}

/** Lowers a tree that was parsed already, by whichever parser gives an ESTree. */
export function lowerProgram(file: string, text: string, role: Role, { program, broken }: ParsedModule): FileFacts {
  const builder = new FactsBuilder(file, 'typescript', role);
  for (const region of broken) builder.addBroken(region);
  addComments(builder, text, program.comments ?? []);
  const lowering: Lowering = {
    builder, text, exported: exportedNames(program.body), isTestFile: role === 'test', insideTest: false, insideNamespace: false,
  };
  try {
    lowerStatements(lowering, program.body);
  } catch (error) {
    // Generated code can nest deeper than any stack; what was read until then is kept.
    if (!(error instanceof RangeError)) throw error;
    builder.addBroken({ start: 0, end: text.length });
  }
  addRemarks(builder, text, program.comments ?? []);
  return builder.finish();
}

function addComments(builder: FactsBuilder, text: string, comments: readonly TSESTree.Comment[]): void {
  for (const comment of comments) {
    if (!mayExcuse(comment.value)) continue;
    const [start, end] = comment.range;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    builder.addComment({ text: comment.value.trim(), at: { start, end }, ownLine: text.slice(lineStart, start).trim() === '' });
  }
}

function addRemarks(builder: FactsBuilder, text: string, comments: readonly TSESTree.Comment[]): void {
  const remarks = comments.filter(comment => isRemark(comment.value)).map(({ range: [start, end] }) => ({ start, end }));
  if (remarks.length > 0) builder.addRemarks(text, remarks);
}
