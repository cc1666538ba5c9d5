/** Configuration that is written into the code. */
import { z } from 'zod';
import type { FileFacts, NamedText, Program, Report, Value } from '../../src/rule/index.js';
import { defineRule, namedTextsIn, wholeProgram } from '../../src/rule/index.js';
import { environmentReadsIn, isSettingsFile, standIns } from './settings-files.js';
import { hardcodedIn, isOfThisMachine } from './hardcoded-addresses.js';

const options = z.strictObject({
  environment: z.enum(['anywhere', 'settings only']).default('anywhere').describe('where environment variables may be read'),
});

export default defineRule({
  id: 'no-hardcoded-config',
  group: 'code',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An address, a host, a connection string or a path of one installation is written in the code.',
  why: 'Another machine needs another build, and what runs where can only be found out by reading all the code.',
  instead: 'read it from the settings, with a default there if there is a good one',
  limits: 'Only texts bound to a name that says something is reached there are judged. Addresses of public services, links, namespaces and paths relative to the program are none; this machine is a fine default in a settings module, in a branch for development, and until something else is given. In preview: paths inside documents looked like paths on a disk in one repository of forty read, and too few others were read since.',
  options,
  look: wholeProgram(),
  check(program, _, report, given) {
    const { environment } = options.parse(given ?? {});
    for (const file of program.files) {
      if (file.role !== 'production' || file.language === 'sql' || /^(?:browser|script)$/.test(program.purposeOf(file))) continue;
      report.judged('file');
      const settings = isSettingsFile(file);
      judgeTexts(file, settings, program, report);
      if (environment === 'settings only' && !settings) judgeEnvironment(file, program, report);
    }
  },
});

function judgeTexts(file: FileFacts, settings: boolean, program: Program, report: Report): void {
  const standing = standIns(file);
  for (const one of namedTextsIn(file)) {
    const found = hardcodedIn(one);
    const at = program.place(file, one.at);
    if (!found || program.roleAt(at) !== 'production') continue;
    // What holds when the environment says nothing, and what a settings class begins with, is read from the settings already.
    if (one.bound === 'fallback' || standing.has(one.at.start) || (settings && one.bound === 'field')) continue;
    if (isOfThisMachine(one.text) && (settings || one.bound === 'default' || isVariable(one) || isForDevelopment(one, file, program) || isReplaced(one, file))) continue;
    const bound = one.name === undefined ? '' : ` (\`${one.name}\`)`;
    report(at, `${found.what} is written in the code: \`${found.shown.length > 60 ? `${found.shown.slice(0, 57)}...` : found.shown}\`${bound}`, { severity: isOfThisMachine(one.text) || found.what === 'a path' ? 'warning' : 'error' });
  }
}

/** `if not settings.PRODUCTION: origins = [...]`: this machine is what development runs on. */
function isForDevelopment({ at }: NamedText, file: FileFacts, program: Program): boolean {
  const around = file.blocks.filter(one => one.at.start <= at.start && at.end <= one.at.end);
  return file.blocks.some(one => one.test && around.some(other => other === one || (other.group === one.group && other.in === one.in)) && /prod|debug|dev|local|environment|node_env/i.test(program.sourceAt(program.place(file, one.test.at))));
}

/** A table of environment variables, as programs that write a `.env` have it. */
function isVariable({ bound, name }: NamedText): boolean { return bound === 'key' && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name ?? ''); }

/** It holds until the same name is given something else: `endpoint = "..."`, `if settings.endpoint: endpoint = settings.endpoint`. */
function isReplaced({ at }: NamedText, file: FileFacts): boolean {
  const own = file.assignments.find(one => one.value.at.start <= at.start && at.end <= one.value.at.end);
  const name = own && nameOf(own.target);
  return name !== undefined && file.assignments.some(one => one !== own && one.in === own?.in && nameOf(one.target) === name && one.value.kind !== 'text' && one.value.kind !== 'nothing');
}

function nameOf(target: Value): string | undefined { return target.kind === 'name' || target.kind === 'member' ? target.name : undefined; }

function judgeEnvironment(file: FileFacts, program: Program, report: Report): void {
  for (const { at, name } of environmentReadsIn(file, program)) {
    if (program.roleAt(at) === 'production') report(at, `the environment is read outside the settings module${name === undefined ? '' : `: \`${name}\``}`, { instead: 'read it in the settings module, and take the value from there' });
  }
}
