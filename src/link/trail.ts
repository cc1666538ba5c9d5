/** The way a walk through an answer has taken: what it was part of, and where it was put into a list. */
import type { Assignment } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { FileIndex } from './file-index.js';

/** Where something was put into a collection, and what the collection was part of. */
export interface Point { readonly file: FileIndex; readonly start: number; readonly part: boolean }

export interface Trail {
  readonly path: readonly Step[];
  readonly depth: number;
  readonly points: readonly Point[];
  /** What follows is one field of an entity or a statistics object. */
  readonly part: boolean;
  /** What follows is cut down to its first item. */
  readonly one: boolean;
  /** What follows is poured into an object: its keys are the object's fields. */
  readonly poured: boolean;
}

export const start: Trail = { path: [], depth: 0, points: [], part: false, one: false, poured: false };

export function collectedAt(trail: Trail, file: FileIndex, offset: number): Trail {
  return { ...trail, points: [...trail.points, { file, start: offset, part: trail.part }] };
}

/** The last point inside a region. */
export function pointWithin(trail: Trail, file: FileIndex, region: { readonly start: number; readonly end: number }): Point | undefined {
  return trail.points.findLast(point => point.file === file && region.start <= point.start && point.start < region.end);
}

/** What a loop's variable walks through, with the loop; undefined for a name that is no loop variable. */
export function loopOf(file: FileIndex, assigned: Assignment): { readonly over: Value; readonly at: { readonly start: number; readonly end: number } } | undefined {
  const block = file.facts.blocks[assigned.block];
  if (!block) return undefined;
  const base = baseOf(assigned.value);
  if (block.kind === 'loop' && block.over && base.kind === 'item' && base.of.at.start === block.over.at.start) return { over: block.over, at: block.at };
  // `while let Some(row) = rows.next()?`
  const call = block.kind === 'while' && base.kind === 'call' ? file.facts.calls[base.call] : undefined;
  return call?.callee.kind === 'member' && steps.has(call.callee.name) ? { over: call.callee.of, at: block.at } : undefined;
}

const steps = new Set(['next', 'try_next', 'fetch', 'read']);

function baseOf(value: Value): Value {
  if (value.kind === 'member' || value.kind === 'index') return baseOf(value.of);
  return value.kind === 'item' && (value.of.kind === 'item' || value.of.kind === 'member') ? baseOf(value.of) : value;
}

/** Whether a loop around this block holds one of the points: what stands there is done once for every item. */
export function repeatsAt(file: FileIndex, block: number, points: readonly Point[]): boolean {
  for (let at = file.facts.blocks[block]; at; at = file.facts.blocks[at.parent]) {
    const { kind, at: region } = at;
    if ((kind === 'loop' || kind === 'while') && points.some(point => point.file === file && region.start <= point.start && point.start < region.end)) return true;
  }
  return false;
}

/** Likewise for a place given by its offset. */
export function repeatsAround(file: FileIndex, offset: number, points: readonly Point[]): boolean {
  return file.facts.blocks.some(({ kind, at }) => (kind === 'loop' || kind === 'while') && at.start <= offset && offset < at.end && points.some(point => point.file === file && at.start <= point.start && point.start < at.end));
}
