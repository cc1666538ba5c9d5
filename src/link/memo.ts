/**
 * Remembers what was worked out, also where things depend on each other in a circle: the answer does not depend on where the circle was
 * entered. A circle is closed when all of it was seen; then everything in it starts as unknown and is worked out again from what the others
 * were a round before, until nothing more becomes known. What is too deep to follow at once is worked out first, by itself.
 */
import type { Shape } from './shapes.js';
import { unknownShape } from './shapes.js';

type Work = () => Shape;

/** Something of a circle that is not closed yet; `since` orders by when it was begun. */
interface Open { readonly key: object; readonly work: Work; readonly since: number; shape: Shape }

const maxDepth = 50;
const maxRounds = 30;
const itself = unknownShape('it depends on itself');

class TooDeep extends Error {
  constructor(readonly key: object, readonly work: Work) { super('too deep'); }
}

export class Memo {
  #closed = new WeakMap<object, Shape>();
  /** Begun and not ended, with when it was begun. */
  readonly #running = new Map<object, number>();
  /** Ended, but it depends on something that is running. */
  readonly #open = new Map<object, Open>();
  readonly #waiting: Open[] = [];
  #clock = 0;
  #depth = 0;
  /** The earliest begun of what was asked for since the running one was begun. */
  #earliest = Infinity;
  #patience = maxDepth;

  forget(): void { this.#closed = new WeakMap(); }

  /** Whether the answer will stay. */
  isClosed(key: object): boolean { return this.#closed.has(key); }

  of(key: object, work: Work): Shape {
    const known = this.#closed.get(key);
    if (known) return known;
    return this.#depth === 0 ? this.#fromTheTop(key, work) : this.#within(key, work);
  }

  #fromTheTop(key: object, work: Work): Shape {
    const asked: { readonly key: object; readonly work: Work }[] = [{ key, work }];
    let answer = itself;
    for (let top = asked.at(-1); top; top = asked.at(-1)) {
      try {
        answer = this.#closed.get(top.key) ?? this.#within(top.key, top.work);
        asked.pop();
        this.#patience = maxDepth;
      } catch (error) {
        this.#startAgain();
        if (!(error instanceof TooDeep)) throw error;
        // A circle longer than the depth: it has to be seen at once.
        if (asked.some(one => one.key === error.key)) this.#patience *= 2;
        else asked.push({ key: error.key, work: error.work });
      }
    }
    return answer;
  }

  #startAgain(): void {
    this.#running.clear();
    this.#open.clear();
    this.#waiting.length = 0;
    this.#depth = 0;
    this.#earliest = Infinity;
  }

  #within(key: object, work: Work): Shape {
    const since = this.#running.get(key);
    const open = this.#open.get(key);
    if (since !== undefined || open) {
      this.#earliest = Math.min(this.#earliest, since ?? open?.since ?? Infinity);
      return open?.shape ?? itself;
    }
    if (this.#depth >= this.#patience) {
      if (this.#patience > maxDepth * 4) return unknownShape('the chain is too long to follow');
      throw new TooDeep(key, work);
    }
    return this.#run(key, work);
  }

  #run(key: object, work: Work): Shape {
    const since = this.#clock++;
    const before = this.#earliest;
    const first = this.#waiting.length;
    this.#running.set(key, since);
    this.#earliest = Infinity;
    this.#depth++;
    const shape = work();
    this.#depth--;
    this.#running.delete(key);
    const one: Open = { key, work, since, shape };
    const answer = this.#earliest >= since ? this.#close(one, first) : this.#leaveOpen(one);
    this.#earliest = Math.min(this.#earliest >= since ? Infinity : this.#earliest, before);
    return answer;
  }

  #leaveOpen(one: Open): Shape {
    this.#open.set(one.key, one);
    this.#waiting.push(one);
    return one.shape;
  }

  /** Nothing that began earlier was asked for: what waits since then is one circle with this. */
  #close(head: Open, first: number): Shape {
    if (this.#waiting.length === first) {
      this.#closed.set(head.key, head.shape);
      return head.shape;
    }
    const members = [head, ...this.#waiting.splice(first)];
    // Each was worked out while others were taken for unknown, and they are.
    const settled = members.every(one => one.shape.kind === 'unknown') || this.#settle(members, first, head.since);
    if (!settled) {
      this.#waiting.push(...members);
      return head.shape;
    }
    for (const one of members) {
      this.#open.delete(one.key);
      this.#closed.set(one.key, one.shape);
    }
    return head.shape;
  }

  /** False when on the way something was asked for that began before the circle: then it is part of a larger one. */
  #settle(members: Open[], first: number, since: number): boolean {
    for (const one of members) {
      one.shape = itself;
      this.#open.set(one.key, one);
    }
    let earliest = Infinity;
    this.#depth++;
    for (let round = 0; round < maxRounds; round++) {
      const next: (readonly [Open, Shape])[] = [];
      for (const one of members) {
        if (one.shape.kind !== 'unknown') continue;
        this.#earliest = Infinity;
        next.push([one, one.work()]);
        earliest = Math.min(earliest, this.#earliest);
      }
      const more = this.#waiting.splice(first);
      if (more.length > 0) {
        // All begin together, whoever was seen first.
        members.push(...more);
        for (const one of members) one.shape = itself;
        round = -1;
        continue;
      }
      for (const [one, shape] of next) one.shape = shape;
      if (next.every(([, shape]) => shape.kind === 'unknown')) break;
    }
    this.#depth--;
    this.#earliest = earliest;
    return earliest >= since;
  }
}
