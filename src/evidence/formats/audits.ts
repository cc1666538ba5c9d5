/** The JSON of the package managers' audits: cargo audit, pip-audit, npm audit (before and since version 7; pnpm writes the older shape). */
import { z } from 'zod';
import type { EvidenceFile, Vulnerabilities, Vulnerability, VulnerabilitySeverity } from '../evidence.js';
import { cutOff, unreadable } from '../complaint.js';
import { dated } from '../dates.js';
import { count, shaped } from '../json.js';

export const cargoAudit = z.looseObject({
  lockfile: z.looseObject({ 'dependency-count': count }),
  settings: z.looseObject({ ignore: z.array(z.string()).optional() }).optional(),
  vulnerabilities: z.looseObject({
    count,
    list: z.array(z.looseObject({ advisory: z.looseObject({ id: z.string() }), package: z.looseObject({ name: z.string() }) })),
  }),
});

export function readCargoAudit(file: EvidenceFile, value: unknown): Vulnerabilities {
  const { vulnerabilities, settings } = shaped(cargoAudit, value, file);
  if (vulnerabilities.count !== vulnerabilities.list.length) throw unreadable(file.path, undefined, `it counts ${vulnerabilities.count} vulnerabilities and lists ${vulnerabilities.list.length}`, cutOff);
  return {
    kind: 'vulnerabilities', source: file.path, format: 'cargo-audit', ...dated(file, undefined), tool: 'cargo audit', unjudged: [], ignored: settings?.ignore ?? [],
    found: vulnerabilities.list.map(({ advisory, package: { name } }) => ({ id: advisory.id, package: name, severity: 'unknown' })),
  };
}

const pipDependency = z.union([
  z.looseObject({ name: z.string(), version: z.string(), vulns: z.array(z.looseObject({ id: z.string() })) }),
  z.looseObject({ name: z.string(), skip_reason: z.string() }),
]);
/** Before version 2 the list stood alone. */
export const pipAudit = z.union([z.looseObject({ dependencies: z.array(pipDependency) }), z.array(pipDependency).min(1)]);

export function readPipAudit(file: EvidenceFile, value: unknown): Vulnerabilities {
  const report = shaped(pipAudit, value, file);
  const dependencies = Array.isArray(report) ? report : report.dependencies;
  const found = dependencies.flatMap(one => ('vulns' in one && Array.isArray(one.vulns) ? one.vulns.map((known): Vulnerability => ({ id: known.id, package: one.name, severity: 'unknown' })) : []));
  return {
    kind: 'vulnerabilities', source: file.path, format: 'pip-audit', ...dated(file, undefined), tool: 'pip-audit', ignored: [], found,
    unjudged: dependencies.filter(one => 'skip_reason' in one).map(one => one.name),
  };
}

const npmSeverity = z.enum(['info', 'low', 'moderate', 'high', 'critical']);
const npmTotals = z.looseObject({ vulnerabilities: z.looseObject({ info: count, low: count, moderate: count, high: count, critical: count }) });
const npmAdvisory = z.looseObject({ source: z.union([z.number(), z.string()]).optional(), name: z.string().optional(), url: z.string().optional(), severity: npmSeverity });
export const npmAudit7 = z.looseObject({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.looseObject({ name: z.string(), severity: npmSeverity, via: z.array(z.union([z.string(), npmAdvisory])) })),
  metadata: npmTotals,
});
export const npmAudit6 = z.looseObject({
  advisories: z.record(z.string(), z.looseObject({
    module_name: z.string(), severity: npmSeverity, github_advisory_id: z.string().nullish(), cves: z.array(z.string()).nullish(),
    findings: z.array(z.looseObject({ dev: z.boolean().optional() })),
  })),
  metadata: npmTotals,
});
const npmFailure = z.looseObject({ error: z.looseObject({ code: z.string().nullish(), summary: z.string().nullish() }), message: z.string().optional() });

export function readNpmAudit(file: EvidenceFile, value: unknown): Vulnerabilities {
  const failure = npmFailure.safeParse(value);
  if (failure.success) {
    const { error, message } = failure.data;
    throw unreadable(file.path, undefined, `npm audit itself failed (${[error.code, error.summary, message].find(text => text !== undefined && text !== null && text !== '') ?? 'no reason given'})`, 'run it again where it has a lock file and reaches the registry');
  }
  const origin = { kind: 'vulnerabilities', source: file.path, format: 'npm-audit', ...dated(file, undefined), tool: 'npm audit', unjudged: [], ignored: [] } as const;
  const found = isSeven(value) ? npm7(file, value) : npm6(file, value);
  return { ...origin, found };
}

function isSeven(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'auditReportVersion' in value;
}

/** A package is listed with its advisories, or with the names of vulnerable packages it depends on. */
function npm7(file: EvidenceFile, value: unknown): readonly Vulnerability[] {
  const { vulnerabilities, metadata } = shaped(npmAudit7, value, file);
  const listed = Object.values(vulnerabilities);
  requireTotal(file, metadata.vulnerabilities, listed.length);
  const found = new Map<string, Vulnerability>();
  for (const one of listed) {
    for (const via of one.via) {
      if (typeof via === 'string') continue;
      const id = via.url?.split('/').at(-1) ?? String(via.source ?? 'no id given');
      found.set(`${id} ${via.name ?? one.name}`, { id, package: via.name ?? one.name, severity: via.severity });
    }
  }
  // Chains that lead to no advisory still are what npm calls vulnerable.
  return found.size > 0 ? [...found.values()] : listed.map(one => ({ id: 'no id given', package: one.name, severity: one.severity }));
}

function npm6(file: EvidenceFile, value: unknown): readonly Vulnerability[] {
  const { advisories, metadata } = shaped(npmAudit6, value, file);
  const listed = Object.entries(advisories);
  if (listed.length === 0) requireTotal(file, metadata.vulnerabilities, 0);
  return listed.map(([id, one]) => {
    const known = one.findings.map(finding => finding.dev);
    return {
      id: one.github_advisory_id ?? one.cves?.[0] ?? id, package: one.module_name, severity: one.severity,
      ...(known.length > 0 && !known.includes(undefined) && { developmentOnly: known.every(dev => dev === true) }),
    };
  });
}

function requireTotal(file: EvidenceFile, totals: z.infer<typeof npmTotals>['vulnerabilities'], listed: number): void {
  const severities: readonly VulnerabilitySeverity[] = ['info', 'low', 'moderate', 'high', 'critical'];
  const total = severities.reduce((sum, severity) => sum + Number(totals[severity] ?? 0), 0);
  if (total !== listed) throw unreadable(file.path, undefined, `it counts ${total} vulnerable packages and lists ${listed}`, cutOff);
}
