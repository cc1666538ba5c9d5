/** Whether every request one route's path matches is taken by another's. */

/** `same` up to the names of parameters; `takes` when the first matches all the second does and more. */
export function relation(first: string, second: string): 'same' | 'takes' | 'apart' {
  const ours = first.split('/').filter(part => part !== '');
  const theirs = second.split('/').filter(part => part !== '');
  let wider = false;
  for (const [index, segment] of ours.entries()) {
    const other = theirs[index];
    if (isRest(segment)) return isRest(other ?? '') && theirs.length === ours.length && !wider ? 'same' : other === undefined ? 'apart' : 'takes';
    if (other === undefined || isRest(other)) return 'apart';
    if (segment === other) continue;
    if (!isParameter(segment)) return 'apart';
    if (isParameter(other)) {
      if (narrowing(segment) !== narrowing(other)) {
        if (narrowing(segment) !== undefined) return 'apart';
        wider = true;
      }
      continue;
    }
    if (!matches(segment, other)) return 'apart';
    wider = true;
  }
  if (theirs.length !== ours.length) return 'apart';
  return wider ? 'takes' : 'same';
}

/** A whole segment that stands for anything: `{id}`, `:id`, `{id:int}`, `:id(\d+)`. */
function isParameter(segment: string): boolean { return /^\{[\w]+(:[^}]+)?\}$/.test(segment) || /^:\w+(\(.*\))?$/.test(segment); }

/** `*`, `{path:path}`, `:rest*`, `{*rest}`: whatever follows. */
function isRest(segment: string): boolean { return segment === '*' || /^\{\w+:path\}$/.test(segment) || /^:\w+[*+]$/.test(segment) || /^\{?\*\w+\}?$/.test(segment) || segment === '(.*)'; }

/** The converter or pattern behind a parameter's name. */
function narrowing(segment: string): string | undefined { return /^\{\w+:([^}]+)\}$/.exec(segment)?.[1] ?? /^:\w+\((.*)\)$/.exec(segment)?.[1]; }

const converters: Readonly<Record<string, RegExp>> = { int: /^\d+$/, float: /^\d+(\.\d+)?$/, uuid: /^[0-9a-f-]{36}$/i, str: /./ };

function matches(parameter: string, literal: string): boolean {
  const narrow = narrowing(parameter);
  // A segment that is only partly literal (`:id.json`) is left alone.
  if (/[{:*]/.test(literal)) return false;
  if (narrow === undefined) return true;
  const known = converters[narrow];
  if (known) return known.test(literal);
  try {
    return new RegExp(`^(?:${narrow})$`).test(literal);
  } catch {
    return false;
  }
}
