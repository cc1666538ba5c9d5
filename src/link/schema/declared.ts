/** Tables a team describes in a document or a file of its own: SQL, or Markdown with SQL fences. */
import picomatch from 'picomatch';
import type { FileFacts } from '../../facts/structure.js';
import { readDdlText } from '../../languages/sql/ddl.js';
import type { SchemaStep, SchemaTable } from '../../rule/schema.js';
import { Replay } from './replay.js';
import { stepsOf } from './sql-histories.js';

export function declaredTables(globs: readonly string[], files: readonly FileFacts[], companions: ReadonlyMap<string, string>, readFile: (path: string) => string | undefined): readonly SchemaTable[] {
  if (globs.length === 0) return [];
  const plain = globs.map(glob => glob.replace(/^\.\//, ''));
  const matches = picomatch(plain, { dot: true });
  const replay = new Replay();
  const read = new Set<string>();
  for (const file of files) {
    if (file.language !== 'sql' || !matches(file.file)) continue;
    read.add(file.file);
    replay.apply(stepsOf(file));
  }
  for (const path of new Set([...companions.keys(), ...plain.filter(one => !/[*?[{]/.test(one))])) {
    if (read.has(path) || !matches(path)) continue;
    const text = companions.get(path) ?? readFile(path);
    if (text !== undefined) replay.apply(fencesIn(path, text));
  }
  return replay.tables('declared');
}

/** Markdown's SQL fences, blanked out around so that offsets stay the document's; a SQL file is one fence. */
function fencesIn(file: string, text: string): readonly SchemaStep[] {
  if (!/\.(md|markdown)$/i.test(file)) return readDdlText(text).map(ddl => ({ kind: 'ddl', file, ddl }));
  return [...text.matchAll(/^[ \t]*```[ \t]*(?:sql|tsql|postgresql|mysql|sqlite)\b[^\n]*\n([\s\S]*?)^[ \t]*```/gim)].flatMap((match): readonly SchemaStep[] => {
    const [whole, body = ''] = match;
    const start = match.index + whole.indexOf(body, whole.indexOf('\n'));
    return readDdlText(`${' '.repeat(start)}${body}`).map(ddl => ({ kind: 'ddl', file, ddl }));
  });
}
