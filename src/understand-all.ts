/** Understands all files: in worker threads when there is enough work to pay for starting them, else here. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import { Tinypool } from 'tinypool';
import { understand, type ToUnderstand, type Understood } from './understand.js';

export interface Work {
  /** Undefined: as many as the machine has room for. */
  readonly jobs: number | undefined;
  readonly onProgress: (done: number, all: number) => void;
}

/** Characters of source below which threads cost more than they save: each loads its own parsers (about half a second), a million characters take under one. */
const worthThreads = 3_000_000;

/** Enough batches to keep every thread busy to the end, few enough that passing messages costs nothing. */
const batchesPerThread = 6;

/** Node's main thread has 984 KB, and a worker keeps 192 KB of what it is given: code nested too deeply for one is so for the other. */
const sameStackAsHere = (984 + 192) / 1024;

/** Results come in the order of the files, however they were divided. */
export async function understandAll(files: readonly ToUnderstand[], work: Work): Promise<readonly Understood[]> {
  const threads = threadsFor(files, work.jobs);
  return threads > 1 ? inThreads(files, threads, work) : here(files, work);
}

function threadsFor(files: readonly ToUnderstand[], jobs: number | undefined): number {
  // Run from TypeScript sources (in the tests) there is no compiled worker to start.
  if (import.meta.url.endsWith('.ts')) return 1;
  const characters = files.reduce((sum, file) => sum + file.text.length, 0);
  if (jobs === undefined && characters < worthThreads) return 1;
  return Math.min(jobs ?? Math.min(availableParallelism(), 8), files.length);
}

async function here(files: readonly ToUnderstand[], work: Work): Promise<readonly Understood[]> {
  const understood: Understood[] = [];
  for (const file of files) {
    understood.push(await understand(file));
    work.onProgress(understood.length, files.length);
  }
  return understood;
}

async function inThreads(files: readonly ToUnderstand[], threads: number, work: Work): Promise<readonly Understood[]> {
  const pool = new Tinypool({
    filename: fileURLToPath(new URL('./understand-worker.js', import.meta.url)),
    runtime: 'worker_threads', minThreads: threads, maxThreads: threads, resourceLimits: { stackSizeMb: sameStackAsHere },
  });
  const understood: Understood[] = [];
  let done = 0;
  try {
    await Promise.all(batchesOf(files, threads * batchesPerThread).map(async indices => {
      const batch = indices.flatMap(index => files[index] ?? []);
      const results = await answerOf(pool, batch);
      indices.forEach((index, position) => {
        const result = results[position];
        if (result) understood[index] = result;
      });
      done += batch.length;
      work.onProgress(done, files.length);
    }));
  } finally {
    await pool.destroy();
  }
  return understood;
}

/** A batch whose thread dies, or whose answer cannot be unpacked, is read here: the result must not depend on where it was made. */
async function answerOf(pool: Tinypool, batch: readonly ToUnderstand[]): Promise<readonly Understood[]> {
  try {
    return deserialize(await pool.run(batch) as Uint8Array) as readonly Understood[];
  } catch {
    return Promise.all(batch.map(understand));
  }
}

/** Largest files first, dealt out so that every batch is about as much work as the next. */
function batchesOf(files: readonly ToUnderstand[], count: number): readonly (readonly number[])[] {
  const bySize = files.map((file, index) => ({ index, size: file.text.length })).sort((one, other) => other.size - one.size || one.index - other.index);
  const batches: number[][] = Array.from({ length: Math.min(count, files.length) }, () => []);
  bySize.forEach(({ index }, position) => batches[position % batches.length]?.push(index));
  return batches;
}
