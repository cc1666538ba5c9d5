/** Reads that do not follow every call: behind a cache, or behind a test the caller hands in. */
import type { Block, CallRef, FileFacts, Program, Value } from '../../src/rule/index.js';

const cacheName = /cache|memo(?!r[iy])/i;

/** The function answers from what it keeps, and asks the database where it keeps nothing. */
export function answersFromCache({ file, fact }: CallRef): boolean {
  return file.returns.some(one => one.in === fact.in && file.blocks[one.block]?.kind === 'if' && isKept(file, one.value));
}

function isKept(file: FileFacts, value: Value): boolean {
  switch (value.kind) {
    case 'name': return cacheName.test(value.name);
    case 'member': return cacheName.test(value.name) || isKept(file, value.of);
    case 'index': case 'item': return isKept(file, value.of);
    case 'call': {
      const call = file.calls[value.call];
      return call !== undefined && isKept(file, call.callee);
    }
    default: return false;
  }
}

/** `if (criteria()) ask()`: whether it happens is for the function that was handed in to say. */
export function followsCallersTest(call: CallRef, program: Program): boolean {
  const { file, fact } = call;
  const params = new Set((file.functions[fact.in]?.params ?? []).map(one => one.name));
  return program.blocksAround(file, fact.block).some(block => block.kind === 'if' && asks(file, block, params));
}

function asks(file: FileFacts, { test, at }: Block, params: ReadonlySet<string>): boolean {
  return test !== undefined && file.calls.some(({ callee, at: place }) => callee.kind === 'name' && params.has(callee.name) && place.start >= test.at.start && place.end <= test.at.end && place.end <= at.end);
}
