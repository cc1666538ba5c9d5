/** What a worker thread runs: `understand` over a batch of files, answered as bytes. */
import { serialize } from 'node:v8';
import { understand, type ToUnderstand, type Understood } from './understand.js';

/** Bytes, because an object nested deeper than the receiver's stack is lost on its way without a word. */
export default async function understandBatch(batch: readonly ToUnderstand[]): Promise<Uint8Array> {
  const understood: Understood[] = [];
  for (const file of batch) understood.push(await understand(file));
  return serialize(understood);
}
