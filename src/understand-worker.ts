/** What a worker thread runs: `understand` over a batch of files. */
import { understand, type ToUnderstand, type Understood } from './understand.js';

export default async function understandBatch(batch: readonly ToUnderstand[]): Promise<readonly Understood[]> {
  const understood: Understood[] = [];
  for (const file of batch) understood.push(await understand(file));
  return understood;
}
