/** What other tools found out, as plain data: one closed union, each piece with where it comes from and when it was made. */

export type Format = 'junit' | 'libtest' | 'lcov' | 'cobertura' | 'cargo' | 'sarif' | 'k6' | 'cargo-audit' | 'pip-audit' | 'npm-audit' | 'query-times' | 'command-record';

export interface Origin {
  /** The file, as the user named it. */
  readonly source: string;
  readonly format: Format;
  /** When it was produced, ISO 8601 in UTC. */
  readonly at: string;
  /** Whether the file itself says when, or only its modification time does, which says nothing of a file that is part of the commit. */
  readonly dated: 'in the file' | 'by modification time' | 'before its commit';
  /** The commit it was made for, where the format tells. */
  readonly commit?: string;
  /** It was made with changes no commit holds. */
  readonly dirty?: boolean;
}

export interface FailedTest { readonly name: string; readonly file?: string }

export interface Tests extends Origin {
  readonly kind: 'tests';
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Those the file names; it may count more. */
  readonly failures: readonly FailedTest[];
  /** What belongs to the run and is not in the file, so that it proves less than it seems to. */
  readonly missing?: string;
}

export interface Coverage extends Origin {
  readonly kind: 'coverage';
  readonly files: readonly FileCoverage[];
  readonly covered: number;
  readonly total: number;
}

export interface FileCoverage {
  /** As reported, with `/`; absolute when the report is. */
  readonly path: string;
  /** Every line that can run, and how often it did. */
  readonly hits: ReadonlyMap<number, number>;
}

/** `check`: a `cargo check` or a clean `cargo clippy`, which write the same messages. `unknown`: nothing was built that would tell. */
export type BuildTool = 'build' | 'check' | 'clippy' | 'test' | 'unknown';

export function spellTool(tool: BuildTool): string {
  return tool === 'unknown' ? 'cargo' : `cargo ${tool}`;
}

export interface Build extends Origin {
  readonly kind: 'build';
  readonly tool: BuildTool;
  readonly succeeded: boolean;
  readonly warnings: number;
  readonly errors: number;
  /** Of the errors, warnings that were denied: the code compiles. */
  readonly denied: number;
  readonly places: readonly BuildMessage[];
}

export interface BuildMessage { readonly level: 'error' | 'warning'; readonly isLint: boolean; readonly message: string; readonly file?: string; readonly line?: number }

export interface ForeignFindings extends Origin {
  readonly kind: 'findings';
  readonly tool: string;
  readonly levels: { readonly error: number; readonly warning: number; readonly note: number };
  /** Whether the tool looks for vulnerabilities: only then do no findings mean that there are none. */
  readonly looksForVulnerabilities: boolean;
  readonly security: readonly Vulnerability[];
  /** The tool itself says that it did not finish. */
  readonly unfinished: boolean;
}

export type Statistic = 'avg' | 'med' | 'p90' | 'p95' | 'p99' | 'max';
export type Durations = Readonly<Partial<Record<Statistic, number>>>;

export interface Load extends Origin {
  readonly kind: 'load';
  readonly requests: number | undefined;
  /** Milliseconds. */
  readonly durations: Durations;
  /** Of the answered requests alone, where the file tells them apart. */
  readonly expectedDurations?: Durations;
  /** Share of failed requests, 0 to 1. */
  readonly failedRate: number | undefined;
  /** Sub-metrics: one name, URL or group each. */
  readonly parts: readonly { readonly name: string; readonly durations: Durations }[];
  readonly thresholds: readonly { readonly metric: string; readonly condition: string; readonly held: boolean }[];
}

export type VulnerabilitySeverity = 'critical' | 'high' | 'moderate' | 'low' | 'info' | 'unknown';

export interface Vulnerability {
  readonly id: string;
  readonly package: string;
  readonly severity: VulnerabilitySeverity;
  /** Undefined: the format does not tell. */
  readonly developmentOnly?: boolean;
}

export interface Vulnerabilities extends Origin {
  readonly kind: 'vulnerabilities';
  readonly tool: 'cargo audit' | 'pip-audit' | 'npm audit';
  readonly found: readonly Vulnerability[];
  /** Packages the tool could not look up. */
  readonly unjudged: readonly string[];
  /** Advisories it was told to leave out. */
  readonly ignored: readonly string[];
}

export interface QueryTimes extends Origin {
  readonly kind: 'query times';
  readonly times: readonly { readonly name: string; readonly p95: number }[];
}

export interface CommandRun extends Origin {
  readonly kind: 'command';
  readonly command: string;
  /** The command's own words, where the record keeps them apart. */
  readonly words: readonly string[];
  readonly exit: number;
  readonly seconds: number;
}

export type Evidence = Tests | Coverage | Build | ForeignFindings | Load | Vulnerabilities | QueryTimes | CommandRun;
export type EvidenceKind = Evidence['kind'];

/** A file named by `--evidence`. */
export interface EvidenceFile {
  readonly path: string;
  readonly text: string;
  readonly modifiedAt: Date;
  /** It is part of the commit checked out, as it stands there. */
  readonly committed?: boolean;
}
