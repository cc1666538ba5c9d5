/** Comments that explain why nothing happens, in three languages. */
import { expect, test } from 'vitest';
import type { FileFacts } from '../../src/facts/structure.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { isRemark } from '../../src/languages/remarks.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';

function catches(facts: FileFacts): string[] {
  return facts.blocks.filter(block => block.kind === 'catch' || block.kind === 'case' || (block.kind === 'if' && facts.language === 'rust')).map(block => `${block.empty ? 'empty' : 'full'}${block.commented ? ' commented' : ''}`);
}

test('what speaks to a tool, is still to be done or switched off explains nothing', () => {
  expect(['// nobody minds', '/* fine */', '# noqa: BLE001 - best effort', '// eslint-disable-line no-empty -- the file may be gone'].map(isRemark)).toEqual([true, true, true, true]);
  expect(['# noqa: BLE001', '# noqa', '// eslint-disable-next-line no-empty', '# TODO handle it', '// console.log(error);', '//', '# pragma: no cover', '# type: ignore[attr-defined]', '# pylint: disable=broad-except'].map(isRemark)).toEqual(Array.from({ length: 9 }, () => false));
});

test('TypeScript', () => {
  const facts = lowerTypeScript('a.ts', `
try { a() } catch (e) {
  // nobody minds
}
try { a() } catch (e) {} // best effort
try { a() } catch { return; }
try { a() } catch (e) { b(e) }
x().catch(() => { /* fine */ });
x().catch(() => {});
`, 'production');
  expect(catches(facts)).toEqual(['empty commented', 'empty commented', 'empty', 'full']);
  expect(facts.calls.filter(call => call.callee.kind === 'member').map(call => call.commented ?? false)).toEqual([true, false]);
});

test('Python', () => {
  const facts = lowerPython('a.py', `
try:
    a()
except ValueError:
    pass  # not a number: keep the text
try:
    b()
except Exception:
    pass
    # nobody minds
try:
    c()
except Exception:  # noqa: BLE001
    pass
# the next thing is loading
try:
    c()
except Exception:
    # TODO
    return
try:
    c()
except Exception:
    d = None
`, 'production');
  expect(catches(facts)).toEqual(['empty commented', 'empty commented', 'empty', 'empty', 'full']);
});

test('Rust', () => {
  const facts = lowerRust('a.rs', `
fn main() {
    // best effort
    let _ = f();
    let _ = f(); // fine

    let _ = f();
    f().ok();
    match f() { Ok(x) => g(x), Err(_) => {} }
    match f() { Ok(x) => g(x), Err(_) => {}, // nobody minds
    }
    if let Err(_) = f() {}
    if let Err(e) = f() { /* why */ }
}
`, 'production');
  expect(catches(facts)).toEqual(['full', 'empty', 'full', 'empty commented', 'empty', 'empty commented']);
  expect(facts.calls.filter(call => call.ignored).map(call => call.commented ?? false)).toEqual([true, true, false]);
});
