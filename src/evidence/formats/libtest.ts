/** What Rust's test binaries report, as JSON messages or as the text stable Rust prints: each run begins with its size and ends with its result. */
import { z } from 'zod';
import type { EvidenceFile, FailedTest, Tests } from '../evidence.js';
import { cutOff, unreadable } from '../complaint.js';
import { dated } from '../dates.js';
import { count, shaped } from '../json.js';

const suite = z.discriminatedUnion('event', [
  z.object({ type: z.literal('suite'), event: z.literal('started'), test_count: count }),
  z.object({ type: z.literal('suite'), event: z.literal('ok'), passed: count, failed: count, ignored: count }),
  z.object({ type: z.literal('suite'), event: z.literal('failed'), passed: count, failed: count, ignored: count }),
]);
const typed = z.object({ type: z.string(), event: z.string().optional(), name: z.string().optional() });

const begins = /^running (\d+) tests?$/;
const ends = /^test result: (ok|FAILED)\. (\d+) passed; (\d+) failed; (\d+) ignored; \d+ measured; \d+ filtered out(?:; finished in .*s)?$/;
const failedLine = /^test (.+) \.\.\. FAILED$/;

/** Collects the runs of one file's test binaries. */
export class TestRun {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #suites = 0;
  #openSince: number | undefined;
  readonly #failures: FailedTest[] = [];

  constructor(readonly path: string) {}

  message(message: unknown, line: number): void {
    const about = typed.safeParse(message);
    if (!about.success) return;
    const { type, event, name } = about.data;
    if (type === 'test' && event === 'failed' && name !== undefined) this.#failures.push({ name });
    if (type !== 'suite') return;
    const said = shaped(suite, message, { path: this.path, text: '' }, line);
    if (said.event === 'started') this.#open(line);
    else this.#close({ ...said, ok: said.event === 'ok' }, line);
  }

  text(line: string, number: number): void {
    if (begins.test(line)) this.#open(number);
    const [, name] = failedLine.exec(line) ?? [];
    if (name !== undefined) this.#failures.push({ name });
    const [, result, passed, failed, ignored] = ends.exec(line) ?? [];
    if (result !== undefined) this.#close({ ok: result === 'ok', passed: Number(passed), failed: Number(failed), ignored: Number(ignored) }, number);
  }

  #open(line: number): void {
    if (this.#openSince !== undefined) throw unreadable(this.path, this.#openSince, 'this test run has no result: the binary crashed, or lines are missing');
    this.#openSince = line;
  }

  #close(result: { readonly ok: boolean; readonly passed: number; readonly failed: number; readonly ignored: number }, line: number): void {
    if (this.#openSince === undefined) throw unreadable(this.path, line, 'this result belongs to no test run', cutOff);
    this.#openSince = undefined;
    this.#suites++;
    this.#passed += result.passed;
    this.#failed += result.ok ? result.failed : Math.max(1, result.failed);
    this.#skipped += result.ignored;
  }

  /** Undefined: no test ran, the file is about building. */
  evidence(file: EvidenceFile, binaries: number, documented: readonly string[]): Tests | undefined {
    if (this.#openSince !== undefined) throw unreadable(this.path, this.#openSince, 'this test run has no result: the binary crashed, or the file is cut off', cutOff);
    if (this.#suites === 0) return undefined;
    return {
      kind: 'tests', source: file.path, format: 'libtest', ...dated(file, undefined),
      passed: this.#passed, failed: this.#failed, skipped: this.#skipped, failures: this.#failures, ...this.#missing(binaries, documented),
    };
  }

  /** Cargo stops at the first binary that fails, so only a green run must be whole. */
  #missing(binaries: number, documented: readonly string[]): { readonly missing?: string } {
    if (this.#failed > 0) return {};
    if (this.#suites < binaries) return { missing: `the results of ${binaries - this.#suites} of ${binaries} test binaries` };
    if (this.#suites < binaries + documented.length) return { missing: `the documentation tests of ${documented.join(', ')}` };
    return {};
  }
}
