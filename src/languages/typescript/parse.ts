/** Reads TypeScript and JavaScript into an ESTree. Broken code is read as far as TypeScript's own error recovery goes. */
import { createRequire } from 'node:module';
import type * as estree from '@typescript-eslint/typescript-estree';
import type * as typescript from 'typescript';
import type { Span } from '../../facts/span.js';
import { mayExcuse } from '../comments.js';
import { mayNeedRemarks } from '../remarks.js';

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

/** Never throws: a file that stays unreadable is an empty program and one broken region. */
export function parseTypeScript(file: string, text: string): ParsedModule {
  return whole(file, text) ?? recovered(file, text) ?? withoutBrokenParts(file, text) ?? { program: parser().parse('', { range: true, loc: false }), broken: [{ start: 0, end: text.length }] };
}

function whole(file: string, text: string): ParsedModule | undefined {
  try {
    return { program: parser().parse(text, options(file, text)), broken: [] };
  } catch {
    // A syntax error, told by throwing: `recovered` finds its place again.
    return undefined;
  }
}

/**
 * The converter refuses a tree whose list of syntax errors is not empty, so it is handed TypeScript's tree with the list taken
 * out; the list says which statements were broken.
 */
function recovered(file: string, text: string): ParsedModule | undefined {
  try {
    const ts = compiler();
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const offsets = errorOffsets(source);
    Object.assign(source, { parseDiagnostics: [] });
    const { ast } = parser().parseAndGenerateServices(source, options(file, text));
    return { program: ast, broken: brokenRegions(source, offsets) };
  } catch {
    // Some trees cannot be converted at all, and generated code can nest deeper than the parser's stack.
    return undefined;
  }
}

/** Blanks what is broken, so that every other offset stays true. */
function withoutBrokenParts(file: string, text: string): ParsedModule | undefined {
  try {
    const ts = compiler();
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const broken = brokenRegions(source, errorOffsets(source));
    const readable = broken.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(start, end).replace(/[^\n]/g, ' ') + rest.slice(end), text);
    const found = whole(file, readable) ?? recovered(file, readable);
    return found && { program: found.program, broken: [...broken, ...found.broken] };
  } catch {
    // The tolerant reader's own stack can overflow too.
    return undefined;
  }
}

function options(file: string, text: string): estree.TSESTreeOptions {
  return {
    filePath: file,
    sourceType: 'module',
    jsx: /x$/.test(file),
    range: true,
    loc: false,
    comment: mayExcuse(text) || mayNeedRemarks(text),
    errorOnUnknownASTType: false,
    allowInvalidAST: true,
    jsDocParsingMode: 'none',
    loggerFn: false,
    suppressDeprecatedPropertyWarnings: true,
  };
}

function errorOffsets(source: typescript.SourceFile): readonly number[] {
  // Not part of the compiler's declared interface, though every tool that recovers reads it.
  const diagnostics: unknown = Reflect.get(source, 'parseDiagnostics');
  if (!Array.isArray(diagnostics)) return [];
  return diagnostics.flatMap((diagnostic: { readonly start?: unknown }) => typeof diagnostic.start === 'number' ? [diagnostic.start] : []);
}

function brokenRegions(source: typescript.SourceFile, offsets: readonly number[]): readonly Span[] {
  const regions = new Map<string, Span>();
  for (const offset of offsets) {
    const region = statementAround(source, offset);
    regions.set(`${String(region.start)}-${String(region.end)}`, region);
  }
  return regions.size > 0 ? [...regions.values()] : [{ start: 0, end: source.text.length }];
}

/** The smallest statement or class member around an offset; its line where there is none. */
function statementAround(source: typescript.SourceFile, offset: number): Span {
  const ts = compiler();
  let found: Span | undefined;
  const visit = (node: typescript.Node): void => {
    if (node.pos > offset || node.end < offset) return;
    const start = node.getStart(source);
    if ((ts.isStatement(node) || ts.isClassElement(node)) && !ts.isBlock(node) && node.end > start) found = { start, end: node.end };
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found ?? lineAround(source.text, offset);
}

function lineAround(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const newline = text.indexOf('\n', offset);
  return { start, end: newline < 0 ? text.length : newline };
}
