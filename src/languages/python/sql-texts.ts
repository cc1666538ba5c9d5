/** Notes every text with holes that reads like SQL, whether or not anything is seen to run it. */
import type { JoinedValue } from '../../facts/value.js';
import { readsLikeSql } from '../sql/reads-like-sql.js';
import type { Reading } from './reading.js';

export function noteSqlText(reading: Reading, value: JoinedValue): void {
  if (value.parts.every(part => part.kind === 'text')) return;
  const literal = value.parts.map(part => (part.kind === 'text' ? part.text : '?')).join('');
  if (readsLikeSql(literal)) reading.facts.addText(value);
}
