/** What `cargo build`, `check`, `clippy` and `test` say with `--message-format=json`: a message per line, ending with how the build finished. */
import { z } from 'zod';
import type { Build, BuildMessage, BuildTool, Evidence, EvidenceFile } from '../evidence.js';
import { cutOff, unreadable } from '../complaint.js';
import { dated } from '../dates.js';
import { shaped } from '../json.js';
import { withSlashes } from '../paths.js';
import { TestRun } from './libtest.js';

const span = z.object({ file_name: z.string(), line_start: z.number(), column_start: z.number(), is_primary: z.boolean() });
const compilerMessage = z.object({
  message: z.object({ level: z.string(), message: z.string(), code: z.object({ code: z.string() }).nullable(), spans: z.array(span) }),
});
const artifact = z.object({
  target: z.object({ kind: z.array(z.string()), name: z.string(), doctest: z.boolean().optional() }),
  profile: z.object({ test: z.boolean() }),
  filenames: z.array(z.string()),
  executable: z.string().nullable(),
});
const finished = z.object({ success: z.boolean() });
const reasonOf = z.object({ reason: z.string() });

/** Built for the machine that builds, also when the crate itself is only checked. */
const alwaysBuilt: readonly string[] = ['proc-macro', 'custom-build'];

/** Lines like these are messages even when they are damaged; any other text is what tests and build scripts print. */
const messageStart = /^\{\s*"(?:reason|type)"/;
const mostPlaces = 20;

export function speaksCargo(text: string): boolean {
  return /^\{"reason":"/m.test(text) || /^\{ ?"type": ?"(?:suite|test)"/m.test(text);
}

export function readCargo(file: EvidenceFile): readonly Evidence[] {
  const places = new Map<string, BuildMessage>();
  const artifacts: z.infer<typeof artifact>[] = [];
  const tests = new TestRun(file.path);
  let usedClippy = false;
  let success: boolean | undefined;
  let cargo = false;

  for (const { line, number, last } of linesOf(file.text)) {
    const message = messageIn(file, line, number, last);
    if (message === undefined) {
      tests.text(line, number);
      continue;
    }
    const reason = reasonOf.safeParse(message);
    if (!reason.success) {
      tests.message(message, number);
      continue;
    }
    cargo = true;
    switch (reason.data.reason) {
      case 'compiler-message': {
        const said = shaped(compilerMessage, message, file, number).message;
        usedClippy ||= said.code?.code.startsWith('clippy::') ?? false;
        const place = placeOf(said);
        if (place) places.set(`${place.level} ${place.file}:${place.line} ${place.message}`, place);
        break;
      }
      case 'compiler-artifact': artifacts.push(shaped(artifact, message, file, number)); break;
      // The workspace is built once; a second answer means that two outputs were joined, and the worse one counts.
      case 'build-finished': success = shaped(finished, message, file, number).success && success !== false; break;
    }
  }
  if (cargo && success === undefined) throw unreadable(file.path, undefined, 'cargo\'s `build-finished` message is missing', cutOff);

  const said = [...places.values()];
  const count = (level: BuildMessage['level']) => said.filter(place => place.level === level).length;
  const build: Build | undefined = success === undefined ? undefined : {
    kind: 'build', source: file.path, format: 'cargo', ...dated(file, undefined), tool: toolOf(artifacts, usedClippy),
    succeeded: success, warnings: count('warning'), errors: count('error'), denied: said.filter(place => place.level === 'error' && place.isLint).length, places: said.slice(0, mostPlaces),
  };
  const ran = tests.evidence(file, testBinaries(artifacts), documented(artifacts));
  return [...(build ? [build] : []), ...(ran ? [ran] : [])];
}

function* linesOf(text: string): Iterable<{ readonly line: string; readonly number: number; readonly last: boolean }> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    number++;
    yield { line: text.slice(start, end === -1 ? text.length : end).trimEnd(), number, last: end === -1 };
    start = end === -1 ? text.length : end + 1;
  }
}

function messageIn(file: EvidenceFile, line: string, number: number, last: boolean): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    // What a test prints may begin with a brace; a message may not be broken, nor may the end be missing.
    if (messageStart.test(line) || last) throw unreadable(file.path, number, 'this message is no valid JSON', cutOff);
    return undefined;
  }
}

function placeOf({ level, message, code, spans }: z.infer<typeof compilerMessage>['message']): BuildMessage | undefined {
  const grade = level.startsWith('error') ? 'error' : level === 'warning' ? 'warning' : undefined;
  // `2 warnings emitted` and `aborting due to ...` only count what was said before.
  if (grade === undefined || (code === null && spans.length === 0 && /emitted$|^aborting due to /.test(message))) return undefined;
  const at = spans.find(one => one.is_primary);
  // Errors of the language have a number, or none; lints have a name.
  return { level: grade, isLint: code !== null && !/^E\d+$/.test(code.code), message, ...(at && { file: withSlashes(at.file_name), line: at.line_start }) };
}

function toolOf(artifacts: readonly z.infer<typeof artifact>[], usedClippy: boolean): BuildTool {
  if (usedClippy) return 'clippy';
  const own = artifacts.filter(one => !one.target.kind.some(kind => alwaysBuilt.includes(kind)));
  if (own.length === 0) return 'unknown';
  if (own.some(one => one.profile.test && one.executable !== null)) return 'test';
  const linked = own.some(one => one.executable !== null || one.filenames.some(name => !name.endsWith('.rmeta')));
  return linked ? 'build' : 'check';
}

function testBinaries(artifacts: readonly z.infer<typeof artifact>[]): number {
  return artifacts.filter(one => one.profile.test && one.executable !== null).length;
}

/** Libraries whose documentation cargo tests last. */
function documented(artifacts: readonly z.infer<typeof artifact>[]): readonly string[] {
  return [...new Set(artifacts.filter(one => one.profile.test && one.target.doctest === true && one.target.kind.includes('lib')).map(one => one.target.name))];
}
