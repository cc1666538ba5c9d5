/** The report as SARIF 2.1.0, for code scanning services and editors. */
import type { CodeFlow, Location, Log, Notification, PhysicalLocation, Region as SarifRegion, ReportingDescriptor, Result } from 'sarif';
import type { Outcome } from '../findings/outcome.js';
import type { Rule } from '../rule/rule.js';
import { Locator, type Located, type Region } from './located.js';

const rootBase = 'SRCROOT';

export function sarifReport(outcome: Outcome): string {
  const locator = new Locator(outcome);
  const ruleIndexes = new Map(outcome.rules.map((rule, index) => [rule.id, index]));
  const kept = outcome.kept.map(one => resultOf(locator.locate(one), ruleIndexes));
  const excused = outcome.excused.map((one): Result => ({
    ...resultOf(locator.locate(one), ruleIndexes),
    suppressions: [{ kind: 'inSource', status: 'accepted', justification: one.reason, location: { physicalLocation: placeOf(locator.region(one.by)) } }],
  }));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'collaudo', version: outcome.version, semanticVersion: outcome.version, rules: outcome.rules.map(descriptorOf) } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { [rootBase]: { description: { text: 'The folder all paths are relative to.' } } },
      invocations: [{
        executionSuccessful: outcome.crashes.length === 0,
        toolExecutionNotifications: notificationsOf(outcome, locator),
      }],
      results: [...kept, ...excused],
      ...(outcome.since && { properties: { since: outcome.since.ref, outside: outcome.since.outside.length } }),
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf(rule: Rule): ReportingDescriptor {
  const help = [rule.why, `Instead: ${rule.instead}.`, ...(rule.limits === undefined ? [] : [`Limits: ${rule.limits}`])];
  return {
    id: rule.id,
    name: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: { text: help.join('\n\n'), markdown: help.join('\n\n') },
    defaultConfiguration: { level: rule.severity },
    properties: { tags: [rule.group, ...rule.languages], tier: rule.tier },
  };
}

function resultOf({ finding, fingerprint, at, snippet, path }: Located, ruleIndexes: ReadonlyMap<string, number>): Result {
  const ruleIndex = ruleIndexes.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: finding.severity,
    message: { text: `${finding.message}\nInstead: ${finding.instead}` },
    locations: [{ physicalLocation: placeOf(at, snippet), ...(finding.symbol !== '' && { logicalLocations: [{ fullyQualifiedName: finding.symbol }] }) }],
    partialFingerprints: { 'collaudo/v1': fingerprint },
    ...(path.length > 0 && { codeFlows: [flowOf(path)] }),
    properties: { tier: finding.tier },
  };
}

function flowOf(path: Located['path']): CodeFlow {
  return { threadFlows: [{ locations: path.map(step => ({ location: { ...locationOf(step.at), message: { text: step.message } } })) }] };
}

function locationOf(at: Region): Location {
  return { physicalLocation: placeOf(at) };
}

function placeOf(at: Region, snippet?: string): PhysicalLocation {
  const region: SarifRegion = { startLine: at.line, startColumn: at.column, endLine: at.endLine, endColumn: at.endColumn };
  return { artifactLocation: artifactOf(at.file), region: snippet === undefined ? region : { ...region, snippet: { text: snippet } } };
}

/** A path as a relative URI: every segment percent-encoded, so that `a b#c.py` stays one file. A first segment with a colon would read as a scheme. */
function artifactOf(file: string): { readonly uri: string; readonly uriBaseId: string } {
  const uri = file.split('/').map(segment => encodeURIComponent(segment)).join('/');
  return { uri, uriBaseId: rootBase };
}

function notificationsOf(outcome: Outcome, locator: Locator): Notification[] {
  const inFile = (file: string) => ({ locations: [{ physicalLocation: { artifactLocation: artifactOf(file) } }] });
  return [
    ...outcome.crashes.map((crash): Notification => ({
      level: 'error',
      message: { text: `${crash.part} broke: ${crash.because}` },
      ...(crash.file !== undefined && inFile(crash.file)),
      ...(crash.rule !== undefined && { associatedRule: { id: crash.rule } }),
    })),
    ...outcome.unread.map(({ file, because }): Notification => ({ level: 'warning', message: { text: `not read: ${because}` }, ...inFile(file) })),
    ...outcome.partlyRead.map(({ file, because, at }): Notification => ({
      level: 'warning',
      message: { text: `judged in part: ${because}` },
      ...(at ? { locations: [locationOf(locator.region(at))] } : inFile(file)),
    })),
  ];
}
