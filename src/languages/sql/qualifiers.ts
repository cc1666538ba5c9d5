/** Which table a column's qualifier means: an alias or a name of its own query, else of the queries around it. */
import type { Scope } from './scopes.js';
import type { TableUse } from './tables.js';

export interface TableNames {
  /** The table's name; without a qualifier that of the only table in the query, if it has only one. */
  tableOf(scope: number, qualifier: string | undefined): string | undefined;
}

interface ScopeNames { readonly byAlias: Map<string, string>; readonly byName: Map<string, string>; /** Those an unqualified column may belong to: an INSERT's target is none. */ readonly read: Set<string> }

const fills: ReadonlySet<string> = new Set(['INSERT', 'REPLACE', 'UPSERT']);

/** Deeper nesting than this is not a query somebody wrote. */
const furthest = 16;

export function tableNames(scopes: readonly Scope[], uses: readonly TableUse[]): TableNames {
  const names: readonly ScopeNames[] = scopes.map(() => ({ byAlias: new Map(), byName: new Map(), read: new Set() }));
  for (const { table, scope, clause } of uses) {
    const own = names[scope];
    if (!own) continue;
    own.byName.set(table.name.toLowerCase(), table.name);
    if (clause.kind === 'from' || (clause.kind === 'target' && !fills.has(scopes[scope]?.verb ?? ''))) own.read.add(table.name);
    if (table.alias !== undefined) own.byAlias.set(table.alias.toLowerCase(), table.name);
  }
  // A parenthesised join shows its tables to the query it stands in.
  for (const [index, scope] of scopes.entries()) {
    const around = scope.kind === 'join' ? names[scope.parent] : undefined;
    for (const [alias, name] of names[index]?.byAlias ?? []) around?.byAlias.set(alias, name);
    for (const [key, name] of names[index]?.byName ?? []) {
      around?.byName.set(key, name);
      around?.read.add(name);
    }
  }
  return {
    tableOf(scope, qualifier) {
      if (qualifier === undefined) {
        const own = names[scope]?.read;
        return own?.size === 1 ? own.values().next().value : undefined;
      }
      const key = qualifier.toLowerCase();
      for (let at = scope, steps = 0; at >= 0 && steps < furthest; at = scopes[at]?.parent ?? -1, steps++) {
        const name = names[at]?.byAlias.get(key) ?? names[at]?.byName.get(key);
        if (name !== undefined) return name;
      }
      return qualifier;
    },
  };
}
