/** How long each stage of a scan took. */
export class Stopwatch {
  readonly #laps: Record<string, number> = {};
  #since = performance.now();

  /** Ends a stage and begins the next. */
  lap(stage: string): void {
    const now = performance.now();
    this.#laps[stage] = Math.round(now - this.#since);
    this.#since = now;
  }

  laps(): Readonly<Record<string, number>> {
    return this.#laps;
  }
}
