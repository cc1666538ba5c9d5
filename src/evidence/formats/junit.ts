/** JUnit XML, as test runners of every language write it. */
import type { EvidenceFile, FailedTest, Tests } from '../evidence.js';
import { dated, earliest } from '../dates.js';
import { unreadable } from '../complaint.js';
import { whole } from '../numbers.js';
import { countIn, readXml, type Element } from '../xml.js';

const suites: readonly string[] = ['testsuite', 'testsuites'];
const failures: readonly string[] = ['failure', 'error'];
/** Statuses of tests that did not run; what else a runner writes there repeats the elements. */
const notRun: readonly string[] = ['notrun', 'disabled', 'skipped', 'ignored'];

export function readJunit(file: EvidenceFile): Tests {
  const counted = { passed: 0, failed: 0, skipped: 0 };
  const failed: FailedTest[] = [];
  const times: string[] = [];
  let declaredFailures = 0;
  /** How many tests each open suite says it has, and how many were found in it. */
  const open: { readonly declared: number; found: number }[] = [];
  let missing = 0;
  let current: { failed: boolean; skipped: boolean } | undefined;

  readXml(file.path, file.text, {
    open(element, parents) {
      if (parents.length === 0 && !suites.includes(element.name)) throw unreadable(file.path, element.line, `<${element.name}> is not the root of a JUnit report`);
      const parent = parents.at(-1);
      if (suites.includes(element.name)) {
        const declared = (countIn(file.path, element, 'failures') ?? 0) + (countIn(file.path, element, 'errors') ?? 0);
        open.push({ declared: countIn(file.path, element, 'tests') ?? 0, found: 0 });
        declaredFailures = Math.max(declaredFailures, declared);
        if (element.attributes['timestamp'] !== undefined) times.push(element.attributes['timestamp']);
      } else if (element.name === 'testcase') {
        current = { failed: false, skipped: notRun.includes((element.attributes['status'] ?? '').toLowerCase()) };
      } else if (failures.includes(element.name) && parent && suites.includes(parent.name)) {
        counted.failed++;
        failed.push(named(parent, parents));
      } else if (current && parent?.name === 'testcase') {
        if (failures.includes(element.name)) current.failed = true;
        if (element.name === 'skipped') current.skipped = true;
      }
    },
    close(element, parents) {
      if (suites.includes(element.name)) {
        const suite = open.pop();
        const outer = open.at(-1);
        if (suite) missing = Math.max(missing, suite.declared - suite.found);
        if (suite && outer) outer.found += suite.found;
        return;
      }
      if (element.name !== 'testcase' || !current) return;
      const suite = open.at(-1);
      if (suite) suite.found++;
      if (current.failed) failed.push(named(element, parents));
      counted[current.failed ? 'failed' : current.skipped ? 'skipped' : 'passed']++;
      current = undefined;
    },
  });

  return {
    kind: 'tests', source: file.path, format: 'junit', ...dated(file, earliest(times)),
    ...counted, failed: Math.max(counted.failed, declaredFailures), failures: failed,
    ...(missing > 0 && { missing: `${whole(missing)} more that it counts` }),
  };
}

function named(element: Element, parents: readonly Element[]): FailedTest {
  const { name = 'a test without a name', classname } = element.attributes;
  // Some runners have no class and write the file there.
  const inFile = classname !== undefined && /[\\/][^\\/]+\.\w+$/.test(classname) ? classname : undefined;
  const file = [element, ...parents.toReversed()].map(one => one.attributes['file'] ?? one.attributes['filepath']).find(path => path !== undefined && path !== '') ?? inFile;
  const full = classname === undefined || classname === '' || inFile !== undefined || name.startsWith(classname) ? name : `${classname} ${name}`;
  return { name: full, ...(file !== undefined && { file: file.replaceAll('\\', '/') }) };
}
