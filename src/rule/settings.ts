/** What a team declares about its backend, as rules see it: configuration after loading, with nothing optional left open. */

export interface DatabaseSettings {
  /** Names of sessions, session factories, dependencies, pools or engines that lead to this database. */
  readonly sessions: readonly string[];
  readonly readOnly: boolean;
  readonly access: 'orm' | 'raw-sql' | 'any';
}

/** Layers from the outermost inwards, each with the globs of its files, relative to the scan's root. */
export interface Layer { readonly name: string; readonly folders: readonly string[]; /** The scan's root as seen from where the globs were written, when it lies below. */ readonly base?: string }

export interface Settings {
  /** Empty when none are declared. */
  readonly layers: readonly Layer[];
  readonly databases: Readonly<Record<string, DatabaseSettings>>;
  readonly smallTables: readonly string[];
  readonly pageSize: { readonly default: number; readonly max: number };
  /** Endpoints that are meant to answer anybody: `POST /orders`, `/catalogue/*`, each with its reason. */
  readonly publicEndpoints: readonly { readonly endpoint: string; readonly reason: string }[];
  /** Options per rule id, already validated against the rule's own schema. */
  readonly ruleOptions: Readonly<Record<string, unknown>>;
}
