/** Statements that stand in `.sql` files under a name and are run by calling a method of that name. */
import type { NamedSql, SqlStatement } from '../facts/sql.js';
import type { Query } from '../rule/program.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';

const rowsOfOperator: Readonly<Record<string, Query['rows']>> = { '': 'many', '^': 'one', '$': 'scalar', '!': 'none', '<!': 'one', '*!': 'none', '#': 'none' };

export class NamedQueries {
  readonly #byName = new Map<string, NamedSql[]>();

  constructor(files: readonly FileIndex[]) {
    for (const file of files) for (const one of file.facts.namedSql ?? []) push(this.#byName, plain(one.name), one);
  }

  /** Undefined when no file names such a statement, and when two do. */
  called(name: string): { readonly statements: readonly SqlStatement[]; readonly rows: Query['rows'] } | undefined {
    const [found, second] = this.#byName.get(plain(name)) ?? [];
    if (!found || second) return undefined;
    return { statements: found.statements, rows: rowsOfOperator[found.operator] ?? 'unknown' };
  }
}

/** `get-user` is called as `get_user`. */
function plain(name: string): string {
  return name.replaceAll('-', '_');
}
