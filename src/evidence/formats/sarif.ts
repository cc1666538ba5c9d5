/** SARIF 2.1.0 of other tools: what counts as a finding, how grave, and whether the tool looks for vulnerabilities at all. */
import { z } from 'zod';
import type { EvidenceFile, ForeignFindings, Vulnerability, VulnerabilitySeverity } from '../evidence.js';
import { unreadable } from '../complaint.js';
import { dated, earliest } from '../dates.js';
import { shaped } from '../json.js';

const level = z.enum(['none', 'note', 'warning', 'error']);
const properties = z.looseObject({
  tags: z.array(z.string()).optional(),
  'security-severity': z.union([z.string(), z.number()]).optional(),
});
const rule = z.looseObject({ id: z.string(), defaultConfiguration: z.looseObject({ level: level.optional() }).optional(), properties: properties.optional() });
const component = z.looseObject({ name: z.string(), rules: z.array(rule).optional() });
const result = z.looseObject({
  ruleId: z.string().optional(),
  ruleIndex: z.number().int().optional(),
  rule: z.looseObject({ id: z.string().optional(), index: z.number().int().optional(), toolComponent: z.looseObject({ index: z.number().int().optional() }).optional() }).optional(),
  level: level.optional(),
  kind: z.string().optional(),
  baselineState: z.string().optional(),
  suppressions: z.array(z.looseObject({ status: z.string().optional() })).optional(),
  properties: properties.optional(),
  locations: z.array(z.looseObject({ physicalLocation: z.looseObject({ artifactLocation: z.looseObject({ uri: z.string().optional() }).optional() }).optional() })).optional(),
});
const run = z.looseObject({
  tool: z.looseObject({ driver: component, extensions: z.array(component).optional() }),
  results: z.array(result).nullish(),
  invocations: z.array(z.looseObject({ executionSuccessful: z.boolean(), endTimeUtc: z.string().optional() })).optional(),
  versionControlProvenance: z.array(z.looseObject({ revisionId: z.string().optional() })).optional(),
});
export const sarifLog = z.looseObject({ version: z.literal('2.1.0'), runs: z.array(run) });
type Run = z.infer<typeof run>;
type Result = z.infer<typeof result>;
type Rule = z.infer<typeof rule>;

/** Tools that look for vulnerabilities and do not always say so in their rules. */
const scanners = /^(?:bandit|brakeman|checkov|codeql|dependency-check|govulncheck|horusec|kics|nuclei|pip-audit|cargo-audit|cargo-deny|gitleaks|gosec|grype|njsscan|osv-scanner|semgrep(?: oss| pro)?|snyk.*|sonar.*|tfsec|trivy|trufflehog|zap|owasp.*)$/i;

export function readSarif(file: EvidenceFile, value: unknown): readonly ForeignFindings[] {
  const log = shaped(sarifLog, value, file);
  if (log.runs.length === 0) throw unreadable(file.path, undefined, 'this SARIF log holds no run', 'check that the tool ran');
  return log.runs.map(one => findingsOf(one, file));
}

function findingsOf(one: Run, file: EvidenceFile): ForeignFindings {
  const counting = (one.results ?? []).filter(counts);
  const levels = counting.map(found => levelOf(found, ruleOf(found, one)));
  const commit = one.versionControlProvenance?.map(known => known.revisionId).find(id => id !== undefined && /^[0-9a-f]{7,64}$/.test(id));
  const count = (wanted: string) => levels.filter(found => found === wanted).length;
  return {
    kind: 'findings', source: file.path, format: 'sarif', ...dated(file, earliest((one.invocations ?? []).flatMap(call => call.endTimeUtc ?? []))),
    ...(commit !== undefined && { commit }),
    tool: one.tool.driver.name,
    levels: { error: count('error'), warning: count('warning'), note: count('note') },
    looksForVulnerabilities: scanners.test(one.tool.driver.name) || rulesOf(one).some(isSecurity),
    security: counting.flatMap(found => vulnerabilityIn(found, one)),
    // Without results the run says nothing, which is not the same as having found nothing.
    unfinished: one.results === undefined || one.results === null || (one.invocations ?? []).some(call => !call.executionSuccessful),
  };
}

function counts(found: Result): boolean {
  if (found.kind !== undefined && found.kind !== 'fail') return false;
  if (found.baselineState === 'absent') return false;
  const excused = (found.suppressions ?? []).some(one => one.status === undefined || one.status === 'accepted');
  return !excused;
}

function rulesOf(one: Run): readonly Rule[] {
  return [one.tool.driver, ...(one.tool.extensions ?? [])].flatMap(part => part.rules ?? []);
}

function ruleOf(found: Result, one: Run): Rule | undefined {
  const extension = found.rule?.toolComponent?.index;
  const rules = (extension === undefined ? one.tool.driver : one.tool.extensions?.[extension])?.rules ?? [];
  const index = found.rule?.index ?? found.ruleIndex ?? -1;
  const id = found.ruleId ?? found.rule?.id;
  return (index >= 0 ? rules[index] : undefined) ?? rulesOf(one).find(known => known.id === id);
}

function levelOf(found: Result, known: Rule | undefined): z.infer<typeof level> {
  return found.level ?? known?.defaultConfiguration?.level ?? 'warning';
}

function isSecurity(known: Rule): boolean {
  return known.properties?.['security-severity'] !== undefined || (known.properties?.tags ?? []).some(tag => /^(?:security|vulnerability)$/i.test(tag));
}

function vulnerabilityIn(found: Result, one: Run): readonly Vulnerability[] {
  const known = ruleOf(found, one);
  const grade = found.properties?.['security-severity'] ?? known?.properties?.['security-severity'];
  if (grade === undefined && !(known && isSecurity(known)) && !scanners.test(one.tool.driver.name)) return [];
  // What a scanner only remarks on is no vulnerability by its own word.
  if (grade === undefined && ['none', 'note'].includes(levelOf(found, known))) return [];
  const place = found.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? 'no place given';
  return [{ id: found.ruleId ?? found.rule?.id ?? known?.id ?? 'no id given', package: place, severity: severityOf(grade) }];
}

/** CVSS's own steps. */
function severityOf(grade: string | number | undefined): VulnerabilitySeverity {
  const score = Number(grade ?? NaN);
  if (Number.isNaN(score)) return 'unknown';
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'moderate' : score > 0 ? 'low' : 'info';
}
