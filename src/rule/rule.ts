/** The shape of a rule: identity, why, what to write instead, what it looks at, and the check. */
import type { z } from 'zod';
import type { Place } from '../facts/span.js';
import type { Language } from '../facts/structure.js';
import type { Severity, Step, Tier } from '../findings/finding.js';
import type { Program } from './program.js';

export type Group = 'errors' | 'database' | 'migrations' | 'api' | 'layers' | 'security' | 'async' | 'contracts' | 'tests' | 'code';

export interface ReportExtra {
  /** Weaker (or stronger) than the rule's own severity for this one finding. */
  readonly severity?: Severity;
  readonly path?: readonly Step[];
  /** More fitting advice than the rule's own. */
  readonly instead?: string;
  /** The place holds a secret: every report shows stars in its stead, whatever else is found there. */
  readonly secret?: boolean;
}

/**
 * What a rule tells about the program. A checklist line is only ticked when something was judged and nothing stayed unknown, so a rule
 * says both: `judged` once for each subject it came to a verdict on, whatever the verdict, and `unknown` for each it could not judge.
 */
export interface Report {
  (at: Place, message: string, extra?: ReportExtra): void;
  /** `what` names the kind of subject, singular, lowercase: `handler`, `SQL statement`. */
  judged(what: string): void;
  unknown(what: string, because: string, at?: Place): void;
}

/** What a rule is shown: it fixes the type of the subject `check` sees. */
export interface Look<Subject> {
  readonly kind: string;
  subjects(program: Program): Iterable<Subject>;
}

export interface RuleDefinition<Subject, Options> {
  readonly id: string;
  readonly group: Group;
  readonly severity: 'error' | 'warning';
  readonly tier: Tier;
  /** `always`: in every scan. Otherwise only where a configuration, a checklist or the command line names it. */
  readonly runs?: 'always' | 'when named';
  readonly languages: readonly Language[];
  readonly summary: string;
  readonly why: string;
  readonly instead: string;
  /** The same in the terms of a library, by the module a file imports: `fastapi`, `sqlx`, `express`. For reports an agent acts on. */
  readonly insteadWith?: Readonly<Record<string, string>>;
  readonly limits?: string;
  /** Options with their defaults; a strict zod object, so that a misspelt option is an error. */
  readonly options?: z.ZodType<Options>;
  /** A wider meaning that is not measured well enough: with `--preview` the rule runs in it too, and what only that run finds never fails the gate. */
  readonly previewOptions?: Partial<Options>;
  readonly look: Look<Subject>;
  check(subject: Subject, program: Program, report: Report, options: Options): void;
}

/** A rule whose subject type no longer matters: what the check stage runs. */
export interface Rule extends Omit<RuleDefinition<unknown, unknown>, 'look' | 'check'> {
  run(program: Program, report: Report, options: unknown): void;
}

export function defineRule<Subject, Options = Record<string, never>>(definition: RuleDefinition<Subject, Options>): Rule {
  const { look, check, ...identity } = definition;
  return {
    ...identity,
    run(program, report, options) {
      for (const subject of look.subjects(program)) check(subject, program, report, options as Options);
    },
  };
}
