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
  /** Functions whose logic lives in one package only: names (globs), the package, and the files (globs) that must not define them. */
  readonly protectedLogic: readonly { readonly names: readonly string[]; readonly from: string; readonly notIn: readonly string[] }[];
  /** Columns that point into another database, which no foreign key can say: `ConfigCommessa.CommessaERPId` to `ASITRON.COMMESSE.ID`. */
  readonly logicalKeys: readonly { readonly column: string; readonly refersTo: string }[];
  /** Files (globs) that describe the tables: SQL, or Markdown with SQL fences. */
  readonly schemaSource: readonly string[];
  /** Files (globs) that list the endpoints there should be. */
  readonly expectedEndpoints: readonly string[];
  /** The fields of an error answer; empty when the majority's shape counts. */
  readonly errorShape: readonly string[];
  /** Origins a browser may call from; empty when none are declared. */
  readonly corsOrigins: readonly string[];
  /** Functions or tables that record who changed what; empty when no audit is declared. */
  readonly auditBy: readonly string[];
  /** What a gateway in front of this backend does for it: `rate limit`, `security headers`, `request id`, `authentication`. */
  readonly gateway: readonly string[];
  /** Columns and fields whose values must not be stored or logged as they are, besides those everybody knows (passwords, tokens). */
  readonly sensitiveFields: readonly string[];
  /** Hosts and networks to which plain `http:` is meant: `*.internal`, `10.0.0.0/8`. */
  readonly privateHosts: readonly string[];
  /** Parts of the backend that must not import each other: name to globs of files. */
  readonly contexts: Readonly<Record<string, readonly string[]>>;
  /** Versions the project promises: `rust: ">=1.75"`, `tauri: "2"`, `python: ">=3.9"`. */
  readonly stack: Readonly<Record<string, string>>;
  /** Options per rule id, already validated against the rule's own schema. */
  readonly ruleOptions: Readonly<Record<string, unknown>>;
}

/** What holds when a team declares nothing. */
export const nothingDeclared: Settings = {
  layers: [], databases: {}, smallTables: [], pageSize: { default: 100, max: 500 }, publicEndpoints: [],
  protectedLogic: [], logicalKeys: [], schemaSource: [], expectedEndpoints: [], errorShape: [], corsOrigins: [], auditBy: [],
  gateway: [], sensitiveFields: [], privateHosts: [], contexts: {}, stack: {}, ruleOptions: {},
};
