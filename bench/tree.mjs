/** Builds the folder that is scanned: real repositories copied as often as needed, or generated files. */
import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { generate } from './generate.mjs';

const sourceFiles = new Set(['.rs', '.py', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.sql']);
/** Not scanned for lines, but they tell collaudo how modules are found. */
const manifests = new Set(['package.json', 'tsconfig.json', 'Cargo.toml', 'pyproject.toml']);
const skippedFolders = new Set(['node_modules', '.git', 'dist', 'build', 'target', 'vendor', '.venv']);
const largestFile = 1_000_000;
const longestLine = 5_000;

/** Fills `folder` with at least `lines` lines, whole repositories at a time, and says what is there. */
export function buildTree(folder, lines, corpora) {
  if (corpora === undefined) {
    generate(folder, lines);
    return measureTree(folder, 'generated');
  }
  const repositories = readdirSync(corpora, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => join(corpora, entry.name)).sort();
  const originals = repositories.map(repository => filesBelow(repository).filter(isWritten));
  let total = 0;
  for (let copy = 0; total < lines; copy++) {
    const before = total;
    for (const files of originals) {
      if (total < lines) total += copyAll(files, corpora, join(folder, `copy-${copy}`));
    }
    if (total === before) throw new Error(`no source files below ${corpora}`);
  }
  return measureTree(folder, 'corpora');
}

/** Answers how many lines of source were copied. */
function copyAll(files, from, to) {
  let lines = 0;
  for (const file of files) {
    const target = join(to, relative(from, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
    if (sourceFiles.has(extname(file))) lines += countLines(file);
  }
  return lines;
}

function measureTree(folder, from) {
  const files = filesBelow(folder).filter(file => sourceFiles.has(extname(file)));
  const byLanguage = {};
  let lines = 0;
  for (const file of files) {
    const count = countLines(file);
    lines += count;
    byLanguage[extname(file)] = (byLanguage[extname(file)] ?? 0) + count;
  }
  return { from, files: files.length, lines, byLanguage };
}

function filesBelow(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) found.push(...filesBelow(path));
    else if (entry.isFile() && (sourceFiles.has(extname(entry.name)) || manifests.has(entry.name))) found.push(path);
  }
  return found;
}

/** Generated and minified files say nothing about reading code that somebody wrote. */
function isWritten(file) {
  if (statSync(file).size > largestFile) return false;
  return readFileSync(file, 'utf8').split('\n').every(line => line.length <= longestLine);
}

function countLines(file) {
  const bytes = readFileSync(file);
  let lines = 0;
  for (const byte of bytes) if (byte === 10) lines++;
  return lines;
}
