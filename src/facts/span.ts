/** Where something stands in one file. */

/** A half-open range of UTF-16 code units. Lines and columns are made in `report/` only. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span together with the file it lies in (path relative to the scan's root, with `/`). */
export interface Place extends Span {
  readonly file: string;
}

export function spanOf(start: number, end: number): Span {
  return { start, end };
}

export function isInside(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
