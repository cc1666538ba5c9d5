/** One scan, from the paths the user named to the verdict: the straight line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { activeIn, declaredTogether, type ChecklistRequest } from './active-checklists.js';
import { accept } from './accept/accept.js';
import { NewCode } from './accept/new-code.js';
import type { Gate } from './accept/gate.js';
import { check, type RuleRun, type RunResult } from './check/check.js';
import { selectRules, severityOf, type Selection } from './check/selection.js';
import { judgeChecklist } from './checklist/judge.js';
import { planRuns } from './checklist/plan.js';
import { findConfiguration } from './config/find.js';
import { folderOf, layersFrom, loadConfiguration, type Configuration } from './config/configuration.js';
import { changedCode } from './changed-code.js';
import { coverageGate, evidencePart, gatherEvidence, uncoveredIn } from './evidence-at-hand.js';
import type { Requirement } from './evidence/requirement.js';
import type { FileFacts } from './facts/structure.js';
import type { EvidencePart } from './findings/judged-checklist.js';
import type { Crash, Outcome, Verdict } from './findings/outcome.js';
import { withoutSecrets } from './findings/secrets.js';
import { receiverType } from './languages/typescript/typed.js';
import { link } from './link/program.js';
import type { ReleasedMigrations } from './link/schema/edited.js';
import { releasedMigrations } from './released-migrations.js';
import type { Program } from './rule/program.js';
import type { Rule } from './rule/rule.js';
import type { Settings } from './rule/settings.js';
import { unseenFrameworks } from './rule/unseen-frameworks.js';
import { discover } from './source/discover.js';
import { gapsIn } from './source/gaps.js';
import { partlyRead } from './source/partly-read.js';
import { readAll } from './source/read.js';
import { scopeOf } from './source/scope.js';
import { changeSince } from './source/since.js';
import { readSources } from './source/sources.js';
import { Stopwatch } from './stopwatch.js';
import { understandAll } from './understand-all.js';
import { version } from './version.js';

export interface ScanRequest {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly configFile: string | undefined;
  readonly rules: readonly Rule[];
  readonly checklists: ChecklistRequest;
  readonly selection: Omit<Selection, 'configured'>;
  /** What the command line says about the gate; the configuration fills in the rest. */
  readonly gate: Partial<Gate>;
  readonly jobs: number | undefined;
  readonly largestFile: number;
  readonly timed: boolean;
  /** Result files of other tools, and folders of them. */
  readonly evidence: readonly string[];
  /** A commit: only what changed since counts. */
  readonly since?: string | undefined;
  readonly onProgress: (stage: string, done: number, all: number) => void;
}

export async function run(request: ScanRequest): Promise<Outcome> {
  const asked = scopeOf(request.paths, request.cwd);
  const change = request.since === undefined ? undefined : changeSince(request.since, asked, request.cwd);
  const atHand = gatherEvidence(request.evidence, request.cwd, asked.root);
  const { scope, configuration, program, reading, crashes, watch, active, ...understood } = await understandProgram(request);
  const selected = selectRules(request.rules, { ...request.selection, configured: configuration.severities });
  const plan = planRuns(request.rules, selected, active, { ...configuration, ...request.selection }, understood.settings);
  const checked = program ? check(program, plan.runs) : { findings: [], crashes: [], results: new Map<RuleRun, RunResult>() };
  watch.lap('check');

  const crashed = new Set(checked.crashes.map(crash => crash.rule));
  const running = [...new Set(plan.runs.map(one => one.rule))];
  const ran = program ? running.map(one => one.id).filter(id => !crashed.has(id)) : [];
  const newCode = change && new NewCode(change, understood.facts, new Map([...reading.texts, ...understood.companions]));
  const suppressions = selected.find(one => one.rule.id === 'no-unexplained-suppression');
  const accepted = accept(checked.findings, {
    files: understood.facts,
    sources: reading.texts,
    rules: { all: new Set(request.rules.map(rule => rule.id)), ran: new Set(ran) },
    idleUnder: suppressions && { rule: suppressions.rule, severity: severityOf(suppressions.rule, suppressions.severity, undefined) },
    unread: understood.unread.length,
    gate: gateOf(request.gate, configuration),
    newCode,
  });
  watch.lap('accept');

  const hearing = { ...atHand, changedLines: change && changedCode(change, understood.facts, reading.texts), scanned: understood.facts.map(file => file.file) };
  const covered = coverageGate(configuration.declared.gate?.coverage ?? {}, hearing);
  const verdict = gateOf(request.gate, configuration).failOn === 'never' ? accepted.verdict : failedBy(covered.reasons, accepted.verdict);
  const gaps = gapsIn(understood.facts, understood.unread, crashes);
  const unseen = program && unseenFrameworks(program);
  const prove = (needs: Requirement): EvidencePart => evidencePart(needs, hearing);
  return {
    version,
    roots: scope.roots.map(root => root.named),
    configuration: configuration.file,
    rules: running,
    kept: accepted.kept,
    excused: accepted.excused,
    verdict,
    since: newCode && { ref: newCode.change.since, files: newCode.files, outside: accepted.everywhere.kept.filter(one => one.outside).map(one => one.finding), uncovered: uncoveredIn(hearing) },
    checklists: active.map(one => judgeChecklist(one, { plan, checked, ...accepted.everywhere, gaps, evidence: prove, nothingSeen: unseen?.nothing })),
    proven: { build: prove({ kind: 'build' }), tests: prove({ kind: 'tests' }) },
    imports: new Map(understood.facts.map(file => [file.file, file.imports.map(one => one.module)])),
    evidence: atHand.shown,
    files: { judged: understood.facts.length, skipped: understood.skipped },
    unread: understood.unread,
    partlyRead: partlyRead(understood.facts, reading.damaged),
    crashes: [...crashes, ...checked.crashes],
    coverage: program?.coverage ?? [],
    notes: [...understood.notes, ...(unseen?.notes ?? []), ...atHand.notes, ...covered.notes],
    sources: withoutSecrets(new Map([...reading.texts, ...understood.companions]), checked.findings),
    durations: request.timed ? watch.laps() : undefined,
  };
}

/** The first half of the line, which `collaudo facts` shares: paths to a linked program. */
export async function understandProgram(request: ScanRequest) {
  const watch = new Stopwatch();
  const scope = scopeOf(request.paths, request.cwd);
  const configuration = loadConfiguration(request.configFile ?? findConfiguration(scope.around), request.cwd, request.rules);
  const { include = [], exclude = [] } = configuration.declared;
  const discovery = discover(scope, { base: folderOf(configuration, scope.root), include, exclude });
  watch.lap('discover');

  const sources = readSources(discovery, scope.root, request.largestFile);
  watch.lap('read');

  const results = await understandAll(sources.files, { jobs: request.jobs, onProgress: (done, all) => request.onProgress('reading', done, all) });
  watch.lap('understand');

  const facts = results.flatMap(result => (result.kind === 'facts' ? [result.facts] : []));
  const broken = results.flatMap((result): Crash[] => (result.kind === 'crash' ? [{ part: 'reading', file: result.file, because: result.because }] : []));
  request.onProgress('linking', 0, 0);
  const beside = readAll(discovery.companions, request.largestFile);
  const companions = beside.texts;
  const active = activeIn(request.checklists, request, configuration, companions);
  const settings = { ...configuration.settingsBeside(declaredTogether(active)), layers: layersFrom(scope.root, configuration) };
  const releases = await releasedMigrations(scope, request.cwd, { configured: configuration.declared.released, since: request.since }, facts, settings, companions);
  const linked = linkSafely(facts, sources.reading.texts, companions, settings, scope.root, releases.released);
  watch.lap('link');

  return {
    scope, configuration, watch, facts, companions, active, settings,
    reading: sources.reading,
    program: linked.program,
    crashes: [...broken, ...linked.crashes],
    unread: [...discovery.unread, ...sources.reading.unread, ...beside.unread],
    skipped: sources.minified.length,
    notes: [...notesOn(sources.minified.length), ...releases.notes],
  };
}

function linkSafely(facts: readonly FileFacts[], sources: ReadonlyMap<string, string>, companions: ReadonlyMap<string, string>, settings: Settings, root: string, released: readonly ReleasedMigrations[]): { readonly program?: Program; readonly crashes: readonly Crash[] } {
  try {
    return { program: link(facts, sources, settings, path => textBeside(root, path), receiverType, companions, released), crashes: [] };
  } catch (error) {
    return { crashes: [{ part: 'linking', because: error instanceof Error ? error.message : String(error) }] };
  }
}

/** A file linking asks for that is no source: a manifest, a compiler's configuration. */
function textBeside(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    // It asks for files that may exist; absence is the usual answer.
    return undefined;
  }
}

function failedBy(reasons: readonly string[], verdict: Verdict): Verdict {
  return { passed: verdict.passed && reasons.length === 0, reasons: [...verdict.reasons, ...reasons] };
}

function gateOf(asked: Partial<Gate>, { declared }: Configuration): Gate {
  return {
    failOn: asked.failOn ?? declared.gate?.failOn ?? 'error',
    maxWarnings: asked.maxWarnings ?? declared.gate?.maxWarnings,
    strict: asked.strict ?? false,
  };
}

function notesOn(minified: number): readonly string[] {
  const notes: string[] = [];
  if (minified > 0) notes.push(`${minified} minified file${minified === 1 ? ' is' : 's are'} left out`);
  return notes;
}
