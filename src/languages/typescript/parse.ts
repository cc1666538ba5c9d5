/** Reads TypeScript and JavaScript into an ESTree, cutting out what cannot be read so that the rest of the file still counts. */
import { createRequire } from 'node:module';
import type * as estree from '@typescript-eslint/typescript-estree';
import type * as typescript from 'typescript';
import type { Span } from '../../facts/span.js';

export interface ParsedModule {
  readonly program: estree.TSESTree.Program;
  readonly broken: readonly Span[];
}

// Loading the parser costs 0.3 s, so it waits for the first file that needs it.
const require = createRequire(import.meta.url);
let loadedParser: typeof estree | undefined;
let loadedCompiler: typeof typescript | undefined;

function parser(): typeof estree {
  loadedParser ??= require('@typescript-eslint/typescript-estree') as typeof estree;
  return loadedParser;
}

function compiler(): typeof typescript {
  loadedCompiler ??= require('typescript') as typeof typescript;
  return loadedCompiler;
}

/** More broken statements than this, and the file is not what its name says. */
const mostCuts = 20;

/** Never throws: a file that stays unreadable is an empty program and one broken region. */
export function parseTypeScript(file: string, text: string): ParsedModule {
  const broken: Span[] = [];
  let readable = text;
  for (let cuts = 0; cuts <= mostCuts; cuts++) {
    const result = tryParse(file, readable);
    if ('program' in result) return { program: result.program, broken };
    const closer = closerMissingAtEnd(result, readable);
    if (closer) {
      broken.push({ start: text.length, end: text.length });
      readable += closer;
      continue;
    }
    const cut = statementAround(file, readable, result.offset);
    if (!cut || readable.slice(cut.start, cut.end).trim() === '') break;
    broken.push(cut);
    readable = blanked(readable, cut);
  }
  return { program: emptyProgram(), broken: [{ start: 0, end: text.length }] };
}

interface Failure { readonly offset: number; readonly message: string }
type Attempt = { readonly program: estree.TSESTree.Program } | Failure;

function tryParse(file: string, text: string): Attempt {
  try {
    const program = parser().parse(text, {
      filePath: file,
      sourceType: 'module',
      jsx: /x$/.test(file),
      range: true,
      loc: false,
      comment: text.includes('collaudo'),
      errorOnUnknownASTType: false,
      allowInvalidAST: true,
      jsDocParsingMode: 'none',
      loggerFn: false,
      suppressDeprecatedPropertyWarnings: true,
    });
    return { program };
  } catch (error) {
    // Anything but the parser's own error (its stack overflowing on generated code) has no place.
    return error instanceof parser().TSError ? { offset: error.location.start.offset, message: error.message } : { offset: -1, message: String(error) };
  }
}

/** A file cut off in the middle is whole again with the bracket it lacks, and every offset stays true. */
function closerMissingAtEnd(failure: Failure, text: string): string | undefined {
  if (failure.offset < text.trimEnd().length) return undefined;
  return /^'([)}\]])' expected/.exec(failure.message)?.[1];
}

/** The smallest statement or class member around an offset, by TypeScript's own tolerant reading. */
function statementAround(file: string, text: string, offset: number): Span | undefined {
  if (offset < 0) return undefined;
  const ts = compiler();
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  let found: Span | undefined;
  const visit = (node: typescript.Node): void => {
    const start = node.getStart(source);
    if (node.pos > offset || node.end < offset) return;
    if (ts.isStatement(node) || ts.isClassElement(node)) if (!ts.isBlock(node) && node.end > start) found = { start, end: node.end };
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found ?? lineAround(text, offset);
}

function lineAround(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const newline = text.indexOf('\n', offset);
  return { start, end: newline < 0 ? text.length : newline };
}

/** Blanks keep every other offset true. */
function blanked(text: string, cut: Span): string {
  return text.slice(0, cut.start) + text.slice(cut.start, cut.end).replace(/[^\n]/g, ' ') + text.slice(cut.end);
}

function emptyProgram(): estree.TSESTree.Program {
  return parser().parse('', { range: true, loc: false });
}
