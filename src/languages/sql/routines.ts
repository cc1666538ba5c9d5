/** Triggers, procedures, functions and blocks: statements that contain statements and end where their body does. */
import type { Token } from './tokens.js';

const routineWords: ReadonlySet<string> = new Set(['TRIGGER', 'PROCEDURE', 'PROC', 'FUNCTION', 'EVENT', 'PACKAGE']);
const lookedAt = 12;

/** CREATE [OR REPLACE] TRIGGER and the like, and Firebird's EXECUTE BLOCK. */
export function isRoutine(tokens: readonly Token[], from: number): boolean {
  const first = tokens[from]?.upper;
  if (first === 'EXECUTE') return tokens[from + 1]?.upper === 'BLOCK';
  if (first !== 'CREATE' && first !== 'ALTER' && first !== 'RECREATE') return false;
  for (let at = from + 1; at < from + lookedAt; at++) {
    const word = tokens[at]?.upper ?? '';
    if (routineWords.has(word)) return true;
    if (word === 'TABLE' || word === 'VIEW' || word === 'INDEX' || word === ';' || word === '(') return false;
  }
  return false;
}

const bodyVerbs: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'SET', 'DECLARE', 'EXEC', 'IF', 'WITH', 'MERGE', 'RETURN', 'PRINT', 'TRUNCATE']);
const blockEnds: ReadonlySet<string> = new Set(['IF', 'WHILE', 'LOOP', 'REPEAT', 'FOR']);

/** The index after the body. A T-SQL procedure without BEGIN runs to GO or the end of the text. */
export function endOfRoutine(tokens: readonly Token[], from: number): number {
  let depth = 0;
  let sawBlock = false;
  let toBatchEnd = false;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    const next = tokens[at + 1]?.upper ?? '';
    switch (token?.upper) {
      case 'AS':
        if (depth === 0 && bodyVerbs.has(next)) toBatchEnd = true;
        break;
      case 'BEGIN':
        if (!next.startsWith('TRAN')) { depth++; sawBlock = true; }
        break;
      case 'CASE': depth++; break;
      case 'END':
        if (blockEnds.has(next) && tokens[at + 2]?.upper === ';') break;
        depth--;
        if (depth <= 0 && sawBlock && !toBatchEnd) return next === 'TRY' || next === 'CATCH' || next === 'CASE' ? at + 2 : at + 1;
        break;
      case ';':
        if (token.text !== ';') return at;
        if (depth <= 0 && !toBatchEnd && !sawBlock) return at;
        break;
    }
  }
  return tokens.length;
}
