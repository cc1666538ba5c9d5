/** What happens to errors where they end, and what is written to logs, in three languages. */
import { expect, test } from 'vitest';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { link } from '../../src/link/program.js';
import type { Program } from '../../src/rule/program.js';
import { nothingDeclared } from '../../src/rule/settings.js';

function programOf(file: string, text: string): Program {
  const facts = (file.endsWith('.rs') ? lowerRust : file.endsWith('.py') ? lowerPython : lowerTypeScript)(file, text, 'production');
  return link([facts], new Map([[file, text]]), nothingDeclared, () => undefined);
}

function handled(file: string, text: string): string[] {
  const program = programOf(file, text);
  return program.files.flatMap(facts => program.catchesIn(facts)).map(one => [one.form, one.handled, ...(one.everything ? [] : one.types), ...(one.variable === undefined ? [] : [one.variable]), ...(one.uses ? ['uses'] : []), ...(one.commented ? ['commented'] : [])].join(' '));
}

function logged(file: string, text: string): string[] {
  return programOf(file, text).logCalls.map(one => `${one.kind} ${one.level ?? '?'} ${String(one.written.length)}`);
}

test('Python handlers', () => {
  expect(handled('a.py', `
import logging
from contextlib import suppress
logger = logging.getLogger(__name__)
def f(x):
    try:
        g(x)
    except KeyError:
        pass
    try:
        g(x)
    except Exception as e:
        logger.exception("no")
    try:
        g(x)
    except (ValueError, TypeError) as e:
        raise Bad(str(e)) from e
    try:
        g(x)
    except:
        print("no")
    with suppress(Exception):
        g(x)
    try:
        return g(x)
    except Exception:
        return None
`)).toEqual(['block nothing KeyError', 'block logged e', 'block raised ValueError TypeError e uses', 'block printed', 'suppressed nothing', 'block returned']);
});

test('JavaScript handlers', () => {
  expect(handled('a.ts', `
async function f() {
  try { await g(); } catch {}
  try { await g(); } catch (e) { console.error(e); }
  try { await g(); } catch (e) { throw new Error('no', { cause: e }); }
  try { await g(); } catch (e) { failed = true; }
  g().catch(() => {});
  g().catch(() => null);
  const x = await g().catch(() => null);
  g().catch(console.error);
  g().catch(e => { /* nobody minds */ });
}
`)).toEqual(['block nothing', 'block printed e uses', 'block raised e uses', 'block acted e', 'callback nothing', 'callback nothing', 'callback returned', 'callback printed uses', 'callback nothing e commented']);
});

test('Rust results', () => {
  expect(handled('a.rs', `
use tracing::error;
fn g() -> Result<u32, Error> { Ok(1) }
fn h() -> u32 { 1 }
fn f() -> Result<u32, Error> {
    let _ = g();
    let _ = h();
    let _ = g()?;
    g().ok();
    g().ok()?;
    // best effort
    let _ = std::fs::remove_file("x");
    if let Err(e) = g() { error!("no: {e}"); }
    match g() { Ok(x) => drop(x), Err(Error::Gone) => {} Err(_) => {} }
    let x = match g() { Ok(x) => x, Err(_) => 0 };
    match g() { Ok(x) => Ok(x), Err(e) => Err(e.into()) }
}
`)).toEqual(['dropped nothing', 'dropped nothing', 'dropped nothing commented', 'branch logged e uses', 'branch nothing Error::Gone', 'branch nothing', 'branch returned', 'branch raised e uses']);
});

test('what is logged', () => {
  expect(logged('a.py', `
import structlog, logging
from loguru import logger as loguru
log = structlog.get_logger().bind(a=1)
def f(x):
    log.info("a", x=x)
    loguru.bind(b=1).error("b")
    logging.log(logging.ERROR, "c")
    print(x)
def audit_log(text):
    logging.info(text)
def g(x):
    audit_log(x)
`)).toEqual(['log info 2', 'log error 1', 'log error 1', 'print info 1', 'log info 1', 'wrapper info 1']);
  expect(logged('a.ts', `
import pino from 'pino';
import { Logger } from '@nestjs/common';
const log = pino().child({});
class A {
  private readonly logger = new Logger(A.name);
  run() { this.logger.warn('a'); log.error({ b: 1 }, 'b'); console.log(1); }
}
`)).toEqual(['log warning 1', 'log error 2', 'print info 1']);
  expect(logged('a.rs', `
use tracing::{info, Level};
fn f(x: u32) { info!(x, "a {}", x); tracing::event!(Level::WARN, "b"); println!("{}", x); error(x); }
`)).toEqual(['log info 2', 'log warning 1', 'print info 1']);
});
