/** Which rules run, and in which meanings, when checklists are active: every line gets the run that means what its document means. */
import type { RuleRun } from '../check/check.js';
import type { Selected } from '../check/selection.js';
import type { Rule } from '../rule/rule.js';
import type { Settings } from '../rule/settings.js';
import type { Checklist, Judge, Meaning, SeverityWord } from './checklist.js';

export interface ActiveChecklist {
  readonly checklist: Checklist;
  readonly because: string;
  /** What the team changes in this document: `{ "use": "asi-gest", "rules": { ... } }`. */
  readonly changed: ReadonlyMap<string, Meaning>;
  /** Nobody asked for it; it fits the stack. What is in preview then only runs on request. */
  readonly detected: boolean;
}

/** What the team says about single rules; it outranks every document. */
export interface TeamWord {
  readonly severities: ReadonlyMap<string, SeverityWord>;
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Set for this run, stronger than the configuration. */
  readonly named: ReadonlyMap<string, SeverityWord | 'on'>;
  readonly only: readonly string[] | undefined;
  readonly preview: boolean;
  settingsBeside(document: Partial<Settings>): Settings;
}

export type RuleJudge = Extract<Judge, { kind: 'rule' }>;

export interface Plan {
  readonly runs: readonly RuleRun[];
  runOf(active: ActiveChecklist, judge: RuleJudge): RuleRun | 'switched off' | 'not built' | 'in preview';
}

export function planRuns(rules: readonly Rule[], selected: readonly Selected[], active: readonly ActiveChecklist[], team: TeamWord, settings: Settings): Plan {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  const runs = new Map<string, RuleRun>();
  const add = (run: RuleRun): RuleRun => {
    const key = JSON.stringify([run.rule.id, run.severity, run.options, run.preview ?? false, run.settings === settings ? '' : run.settings]);
    const known = runs.get(key) ?? run;
    runs.set(key, known);
    return known;
  };
  for (const one of selected) {
    if (isContradicted(one.rule.id, active, team)) continue;
    add({ ...one, options: settings.ruleOptions[one.rule.id], settings });
    if (team.preview && one.rule.previewOptions) add({ ...one, options: one.rule.options?.parse({ ...one.rule.previewOptions, ...team.options.get(one.rule.id) }), settings, preview: true });
  }

  const settingsOf = new Map(active.map(one => [one, one.checklist.settings ? documentSettings(one.checklist.settings, team, settings) : settings]));
  const runOf: Plan['runOf'] = (one, judge) => {
    const rule = byId.get(judge.rule);
    if (!rule) return 'not built';
    const meaning = meaningOf(one, judge, team);
    if (meaning.severity === 'off' || (team.only && !team.only.includes(rule.id))) return 'switched off';
    if (rule.tier === 'preview' && one.detected && !team.preview) return 'in preview';
    return add({
      rule,
      severity: meaning.severity === undefined ? undefined : meaning.severity === 'warn' ? 'warning' : 'error',
      options: rule.options ? rule.options.parse(meaning.options ?? {}) : {},
      settings: settingsOf.get(one) ?? settings,
    });
  };
  for (const one of active) for (const judge of ruleJudgesOf(one.checklist)) runOf(one, judge);
  return { runs: [...runs.values()], runOf };
}

export function ruleJudgesOf(checklist: Checklist): readonly RuleJudge[] {
  return checklist.sections.flatMap(section => section.lines).flatMap(line => line.judges).filter(judge => judge.kind === 'rule');
}

/** A rule that runs by itself gives way when every document somebody asked for says the opposite and the team does not name it; what was only recognised silences nothing. */
function isContradicted(id: string, active: readonly ActiveChecklist[], team: TeamWord): boolean {
  if (active.length === 0 || active.some(one => one.detected) || team.severities.has(id) || team.named.has(id) || (team.only?.includes(id) ?? false)) return false;
  return active.every(one => (one.changed.get(id) ?? one.checklist.rules?.[id])?.severity === 'off');
}

/** The document's own word, then the line's, then what the team changes in the document, then what it says for every document. */
function meaningOf({ checklist, changed }: ActiveChecklist, judge: RuleJudge, team: TeamWord): Meaning {
  const named = team.named.get(judge.rule);
  const words = [checklist.rules?.[judge.rule], judge, changed.get(judge.rule), { severity: team.severities.get(judge.rule), options: team.options.get(judge.rule) }];
  const severity = named !== undefined && named !== 'on' ? named : words.map(word => word?.severity).findLast(word => word !== undefined);
  const options = Object.assign({}, ...words.map(word => word?.options ?? {})) as Record<string, unknown>;
  return { ...(severity !== undefined && { severity }), options };
}

/** Databases and options were decided for the whole scan. */
function documentSettings(declared: Partial<Settings>, team: TeamWord, settings: Settings): Settings {
  const beside = team.settingsBeside(declared);
  return { ...beside, databases: settings.databases, layers: declared.layers ? beside.layers : settings.layers };
}
