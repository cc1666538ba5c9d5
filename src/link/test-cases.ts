/** Finds every test case: pytest's and unittest's functions, Rust's `#[test]`, closures given to `it` and `test`. */
import type { Span } from '../facts/span.js';
import type { Call, FunctionFact } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

/** `call`: the one it is declared by, in TypeScript. */
export interface FoundCase { readonly file: FileIndex; readonly fn: number; readonly name: string; readonly at: Span; readonly call: Call | undefined }

/** Which files pytest and unittest collect. */
const collected = /(?:^|\/)(?:test[^/]*|[^/]*_tests?|tests?)\.py$/;
const rustMarks = /^(?:test|rstest|test_case|test_matrix|wasm_bindgen_test|quickcheck|test_log|proptest)$/;
/** What is declared by the same name as a test and is none, or never runs. */
const noTest = /^(?:describe|suite|context|before|after|beforeEach|afterEach|beforeAll|afterAll|step|use|extend|skip|todo|fixme|skipIf|setTimeout|configure|info|slow)$/;

/** `it.only`, `test.concurrent.each`: a parameter called `it` has other members. */
const modifier = /^(?:only|each|for|concurrent|sequential|failing|fails|runIf|serial|parallel|macro|cb|default|test|it)$/;

export function testCasesIn(file: FileIndex, evaluator: Evaluator, tables: LibraryTables): readonly FoundCase[] {
  switch (file.facts.language) {
    case 'python': return inPython(file);
    case 'rust': return inRust(file);
    case 'typescript': return file.facts.role === 'test' ? inTypeScript(file, evaluator, tables) : [];
    case 'sql': return [];
  }
}

function inPython(file: FileIndex): readonly FoundCase[] {
  if (file.facts.role !== 'test' || !collected.test(file.file)) return [];
  return file.facts.functions.flatMap((fact, fn) => {
    if (!fact.test || fact.in >= 0 || fact.kind === 'closure' || fact.decorators.some(one => /(^|\.)(fixture|skip|skipif|skipIf|skipUnless|xfail|expectedFailure|overload|staticmethod|property|command|route)$/.test(one.path))) return [];
    const cls = file.classAt(fact.class);
    // pytest takes classes called `Test...`, unittest those that extend `TestCase`.
    const isCollected = !cls || /^Test/.test(cls.name) || cls.bases.some(base => /Test/.test(base.name));
    return isCollected ? [caseOf(file, fact, fn)] : [];
  });
}

function inRust(file: FileIndex): readonly FoundCase[] {
  return file.facts.functions.flatMap((fact, fn) => (fact.kind !== 'closure' && fact.decorators.some(one => rustMarks.test(one.path.slice(one.path.lastIndexOf('.') + 1))) ? [caseOf(file, fact, fn)] : []));
}

function caseOf(file: FileIndex, fact: FunctionFact, fn: number): FoundCase {
  return { file, fn, name: fact.name, at: fact.nameAt, call: undefined };
}

function inTypeScript(file: FileIndex, evaluator: Evaluator, tables: LibraryTables): readonly FoundCase[] {
  return file.facts.calls.flatMap(call => {
    const given = call.args.map(one => one.value).findLast(value => value.kind === 'function' || value.kind === 'call' || value.kind === 'name');
    const fn = given && bodyOf(file, call, given, evaluator);
    const { root, members } = spelt(file, call.callee);
    // `it.each(rows)` alone only says what the test is repeated with.
    const repeats = call.callee.kind === 'member' && /^(?:each|for)$/.test(call.callee.name);
    if (fn === undefined || !root || repeats || members.some(one => noTest.test(one))) return [];
    const shape = evaluator.shapeOf(file, call.in, root);
    const path = shape.kind === 'library' || shape.kind === 'method' ? shape.path : undefined;
    // `t.test('...', async t => ...)` inside a test of node:test or tap, `test` made by a runner's `extend`.
    const named = root.kind === 'name' && /^(?:it|test|specify)$/.test(root.name) && shape.kind !== 'function' && members.every(one => modifier.test(one));
    const below = members.length === 1 && members[0] === 'test' && call.args[0]?.value.kind === 'text' && root.kind === 'name' && /^t(est|ap)?$/.test(root.name);
    const declares = named || below || (path !== undefined && (tables.isTestCase(path) || (members[0] !== undefined && tables.isTestCase(`${path}.${members[0]}`))));
    if (!declares) return [];
    const [first] = call.args;
    const name = first?.value.kind === 'text' ? first.value.text : first?.value.kind === 'joined' ? first.value.parts.map(part => (part.kind === 'text' ? part.text : '...')).join('') : '';
    return [{ file, fn, name, at: call.nameAt, call }];
  });
}

/** The function a test is: written there, named, or wrapped: `it('...', inject([Service], service => ...))`. */
function bodyOf(file: FileIndex, call: Call, given: Value, evaluator: Evaluator): number | undefined {
  if (given.kind === 'function') return given.function;
  const inner = given.kind === 'call' ? file.facts.calls[given.call] : undefined;
  const wrapped = inner?.args.map(one => one.value).findLast(value => value.kind === 'function');
  if (wrapped?.kind === 'function') return wrapped.function;
  const shape = given.kind === 'name' && call.args.length > 1 ? evaluator.shapeOf(file, call.in, given) : undefined;
  return shape?.kind === 'function' && shape.file === file ? shape.fn : undefined;
}

/** `it.each([1, 2])` is `it` with the member `each`. */
function spelt(file: FileIndex, callee: Value): { readonly root: Value | undefined; readonly members: readonly string[] } {
  const members: string[] = [];
  for (let at: Value | undefined = callee; at;) {
    if (at.kind === 'name') return { root: at, members };
    if (at.kind === 'member') { members.unshift(at.name); at = at.of; }
    else at = at.kind === 'call' ? file.facts.calls[at.call]?.callee : undefined;
  }
  return { root: undefined, members };
}
