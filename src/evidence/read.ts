/** Files of other tools to evidence: the kind is told by content, and what is unknown or damaged is the user's to mend. */
import type { Evidence, EvidenceFile } from './evidence.js';
import { unreadable } from './complaint.js';
import { readCargoAudit, readNpmAudit, readPipAudit } from './formats/audits.js';
import { readCargo, speaksCargo } from './formats/cargo.js';
import { readCobertura } from './formats/cobertura.js';
import { readCommandRecord } from './formats/command-record.js';
import { readJunit } from './formats/junit.js';
import { readK6 } from './formats/k6.js';
import { readLcov } from './formats/lcov.js';
import { isQueryTimesHeader, readQueryTimes, readQueryTimesCsv } from './formats/query-times.js';
import { readSarif } from './formats/sarif.js';
import { parseJson } from './json.js';
import { rootOf } from './xml.js';

/** In the order of the files; one file can hold several pieces, as cargo's messages of a test run do. */
export function readEvidence(files: readonly EvidenceFile[]): readonly Evidence[] {
  return files.flatMap(file => readOne({ ...file, text: file.text.replace(/^\uFEFF/, '') }));
}

function readOne(file: EvidenceFile): readonly Evidence[] {
  const start = file.text.slice(0, 4096).trimStart();
  if (start === '') throw unreadable(file.path, undefined, 'this file is empty', 'run the tool that writes it again');
  if (start.startsWith('<')) return [readXmlReport(file)];
  if (speaksCargo(file.text)) return readCargo(file);
  if (/^[[{]/.test(start)) return readJsonReport(file);
  if (/^(?:#.*\n\s*)*(?:TN|SF):/.test(start)) return [readLcov(file)];
  if (isQueryTimesHeader(start.split(/\r?\n/, 1)[0] ?? '')) return [readQueryTimesCsv(file)];
  throw unreadable(file.path, 1, 'this is no kind of result that is read here');
}

function readXmlReport(file: EvidenceFile): Evidence {
  const root = rootOf(file.text);
  if (root?.name === 'testsuites' || root?.name === 'testsuite') return readJunit(file);
  // Clover's root has the same name and none of these.
  if (root?.name === 'coverage' && ('line-rate' in root.attributes || 'lines-valid' in root.attributes)) return readCobertura(file);
  // Not well-formed before its first element: the strict reader says where.
  if (root === undefined) return readJunit(file);
  throw unreadable(file.path, 1, `XML with the root <${root.name}> is not read here`);
}

/** Keys only one kind of file has at its top, and who reads it then. */
const jsonKinds: readonly { readonly keys: readonly string[]; readonly read: (file: EvidenceFile, value: unknown) => Evidence | readonly Evidence[] }[] = [
  { keys: ['runs', 'version'], read: readSarif },
  { keys: ['command', 'exit'], read: readCommandRecord },
  { keys: ['metrics'], read: readK6 },
  { keys: ['lockfile', 'vulnerabilities'], read: readCargoAudit },
  { keys: ['auditReportVersion'], read: readNpmAudit },
  { keys: ['advisories', 'metadata'], read: readNpmAudit },
  { keys: ['dependencies', 'fixes'], read: readPipAudit },
  { keys: ['queries'], read: readQueryTimes },
  { keys: ['error'], read: readNpmAudit },
];

function readJsonReport(file: EvidenceFile): readonly Evidence[] {
  const value = parseJson(file);
  const read = Array.isArray(value) ? readerOfList(value) : jsonKinds.find(({ keys }) => keys.every(key => has(value, key)))?.read;
  if (!read) throw unreadable(file.path, 1, `this JSON is no kind of result that is read here${topKeys(value)}`);
  const evidence = read(file, value);
  return Array.isArray(evidence) ? evidence : [evidence].flat();
}

function readerOfList(value: readonly unknown[]): ((file: EvidenceFile, value: unknown) => Evidence) | undefined {
  const [first] = value;
  if (has(first, 'p95')) return readQueryTimes;
  return has(first, 'vulns') || has(first, 'skip_reason') ? readPipAudit : undefined;
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function topKeys(value: unknown): string {
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).slice(0, 5) : [];
  return keys.length > 0 ? ` (its keys are ${keys.join(', ')})` : '';
}
