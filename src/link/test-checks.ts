/** Whether a test checks anything: itself, or through helpers that stand in test code too. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { Call } from '../facts/structure.js';
import { calledName, pathOf } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import { keyOf } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { FoundCase } from './test-cases.js';

/** Methods, functions and macros that check something, whoever made them: nobody calls anything else so. */
const saysCheck = /^_*(?:assert|expect|should|verify|verifies|check|ensure|must|fail|raises|raiseError|warns|snapshot|matchSnapshot|toMatch|insta|prop_assert|confirm|validate|compare|is_?[eE]qual|deepEqual|panic|unreachable|bail|pytest_fail|raise_for_status|approx|require(?=_)|waitFor|findBy|getBy|findAllBy|getAllBy)(?=[A-Z_0-9]|s?$)/;
/** Rust: what stops the test when something is missing or went wrong. */
const rustStops = /^(?:unwrap|unwrap_err|unwrap_none|expect|expect_err|unwrap_or_else|unwrap_unchecked)$/;
/** Rust's macros that check nothing. */
const plainMacro = /^(?:e?print|e?println|dbg|format|vec|write|writeln|todo|matches|json|concat|include_str|include_bytes|include|env|option_env|stringify|line|file|column|module_path|thread_local|lazy_static|trace|debug|info|warn|error|log|span|event|select|join|try_join|pin|query|query_as|query_scalar|sql|smallvec|hashmap|btreemap|bytes|maplit|indoc|formatdoc|args|params|quote|parse_quote|ready|async_stream|stream|cfg|generate_context|generate_handler|from_str|value|uuid|date|datetime|time)$/;
/** What the first parameter of a test in ava, tap, tape and node:test offers beside checks. */
const noCheckOfTest = /^(?:log|comment|diagnostic|after|before|afterEach|beforeEach|teardown|mock|skip|todo|test|context|timeout|name|signal|runOnly|title|mockRequire|mockImport|testdir|fixture)$/;

interface Verdict { readonly checks: boolean; readonly unknown: string | undefined }

export class TestChecks {
  readonly #done = new Map<string, Verdict>();

  constructor(readonly graph: CallGraph, readonly tables: (file: FileIndex) => LibraryTables, readonly isTestCode: (file: FileIndex, fn: number) => boolean) {}

  of(found: FoundCase): Known<boolean> {
    const fact = found.file.functionAt(found.fn);
    if (fact?.decorators.some(one => /(^|\.)(should_panic|patch_assert|given)$/.test(one.path))) return known(true);
    const verdict = this.#of(found.file, found.fn, found);
    if (verdict.checks) return known(true);
    return verdict.unknown === undefined ? known(false) : unknown(verdict.unknown);
  }

  isAssertion(file: FileIndex, call: Call): boolean {
    const name = calledName(call);
    if (file.facts.language === 'rust' && call.macro) return saysCheck.test(name) || /assert|snapshot/.test(name);
    if (call.macro) return true;
    // `let ok = check(order)` of the application is what is tested; `check(order);` can only matter because it fails.
    if (saysCheck.test(name)) return /^_*(?:assert|expect)/.test(name) || call.dropped === true || this.graph.calleesOf(call).every(callee => this.isTestCode(callee.file, callee.fn));
    const path = this.graph.evaluator.resolve(file, call)?.path;
    if (path !== undefined && this.tables(file).asserts(path)) return true;
    // `expect(x).to.be.true`, `cy.get(x).should(...)`, `x.should.equal(y)`: the chain begins with a check.
    return call.callee.kind === 'member' && (pathOf(call.callee) ?? []).includes('should');
  }

  #of(file: FileIndex, fn: number, test?: FoundCase): Verdict {
    const key = keyOf(file, fn);
    const done = this.#done.get(key);
    if (done) return done;
    // A helper that calls itself says nothing new.
    this.#done.set(key, { checks: false, unknown: undefined });
    const verdict = this.#read(file, fn, test);
    this.#done.set(key, verdict);
    return verdict;
  }

  #read(file: FileIndex, fn: number, test: FoundCase | undefined): Verdict {
    const bodies = withInner(file, fn);
    const rust = file.facts.language === 'rust';
    if (bodies.some(inner => (file.raises.get(inner)?.length ?? 0) > 0)) return { checks: true, unknown: undefined };
    let because: string | undefined;
    for (const inner of bodies) {
      for (const index of file.calls.get(inner) ?? []) {
        const call = file.facts.calls[index];
        if (!call) continue;
        if (this.isAssertion(file, call) || (rust && (call.propagates === true || rustStops.test(calledName(call)))) || this.#isOfTest(file, call, test)) return { checks: true, unknown: undefined };
        if (call.macro && !plainMacro.test(calledName(call))) because ??= `nothing tells what \`${calledName(call)}!\` does`;
        // Handed on: `request(app).get('/').end(expectEmpty)`, `load().then(assertEmpty)`.
        if (call.args.some(argument => (argument.value.kind === 'name' || argument.value.kind === 'member') && saysCheck.test(argument.value.name))) return { checks: true, unknown: undefined };
        const verdict = this.#through(file, inner, call);
        if (verdict?.checks) return verdict;
        because ??= verdict?.unknown;
      }
    }
    // Rust: what is returned fails the test: an error, and for quickcheck whatever is not true.
    const returns = file.functionAt(fn)?.returns;
    if (rust && test && /Result|^bool$/.test(returns?.text ?? '')) return { checks: true, unknown: undefined };
    return { checks: false, unknown: because };
  }

  /** What a helper of test code checks; what cannot be told to be one. */
  #through(file: FileIndex, fn: number, call: Call): Verdict | undefined {
    const callees = this.graph.calleesOf(call);
    for (const callee of callees) {
      if (!this.isTestCode(callee.file, callee.fn)) continue;
      const verdict = this.#of(callee.file, callee.fn);
      if (verdict.checks || verdict.unknown !== undefined) return verdict;
    }
    if (callees.length > 0) return undefined;
    if (this.graph.isUnknown(call)) return { checks: false, unknown: `nothing tells what \`${calledName(call)}\` does` };
    const root = call.callee.kind === 'name' ? call.callee.name : undefined;
    if (root !== undefined && isParameter(file, fn, root)) return { checks: false, unknown: `\`${root}\` is handed to the test` };
    const path = this.graph.evaluator.resolve(file, call)?.path;
    return path !== undefined && call.dropped === true && /test|harness|fixture/i.test(path) && !/^(?:globalThis|builtins|vitest|@jest|node:test|pytest|unittest|fastapi|starlette|django|@testing-library|@nestjs|@angular|tokio|tempfile)\b/.test(path) ? { checks: false, unknown: `\`${calledName(call)}\` comes from a package of tests` } : undefined;
  }

  /** `t.is(a, b)`, `t.assert.equal(a, b)`: a method of what the runner gives to the test. */
  #isOfTest(file: FileIndex, call: Call, test: FoundCase | undefined): boolean {
    if (file.facts.language !== 'typescript' || call.callee.kind !== 'member') return false;
    const path = pathOf(call.callee);
    const [root, member] = path ?? [];
    if (root === undefined || member === undefined || noCheckOfTest.test(member)) return false;
    const given = test ? file.functionAt(test.fn)?.params[0]?.name : undefined;
    return root === given ? /^t(?:est|ap)?$/.test(root) : /^t$/.test(root) && isParameter(file, call.in, root);
  }
}

/** A function and everything written in it. */
export function withInner(file: FileIndex, fn: number): readonly number[] {
  const inside = new Set([fn]);
  file.facts.functions.forEach((one, index) => { if (inside.has(one.in)) inside.add(index); });
  return [...inside];
}

function isParameter(file: FileIndex, fn: number, name: string): boolean {
  for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) if (file.functionAt(at)?.params.some(param => param.name === name)) return true;
  return false;
}
