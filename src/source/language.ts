/** Which language a file is written in, told by its name. */
import type { Language } from '../facts/structure.js';

const languageOfExtension: Readonly<Record<string, Language>> = {
  rs: 'rust',
  py: 'python', pyi: 'python',
  ts: 'typescript', tsx: 'typescript', mts: 'typescript', cts: 'typescript',
  js: 'typescript', jsx: 'typescript', mjs: 'typescript', cjs: 'typescript',
  sql: 'sql',
};

export function languageOf(path: string): Language | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : languageOfExtension[extension];
}
