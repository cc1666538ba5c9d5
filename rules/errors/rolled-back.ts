/** What becomes of a transaction when a statement before its commit fails. */
import type { Block, CallRef, DatabaseStep, FunctionRef, Opening, Program } from '../../src/rule/index.js';
import { withClosures } from '../../src/rule/index.js';
import { isPreparing } from '../../src/rule/prepared.js';

export type Failing =
  | { readonly kind: 'rolled back' }
  | { readonly kind: 'left open'; readonly opened: Opening | undefined }
  /** Only scripts and what prepares open it: they end with what failed. */
  | { readonly kind: 'ends with it' }
  | { readonly kind: 'unknown'; readonly because: string };

const callersFollowed = 3;

export function whenFailing(commit: DatabaseStep, fn: FunctionRef, program: Program): Failing {
  const { call } = commit;
  const path = program.libraryPathOf(call);
  if (program.transactionAround(call) || (call.file.language === 'rust' && path.known && /(?:Transaction|Savepoint)\.commit$/.test(path.value))) return { kind: 'rolled back' };
  if (undoneAround(call, fn, program) || undoneByCallers(fn, program, callersFollowed)) return { kind: 'rolled back' };
  // Rust and TypeScript run `COMMIT` as text: the transaction began in this function or in nobody's sight.
  if (call.file.language !== 'python') {
    const steps = stepsOf(fn, program);
    if (steps.some(step => step.kind === 'begin')) return { kind: 'left open', opened: undefined };
    return path.known && /(?:Transaction|QueryRunner)\.\w+$/.test(path.value) && openedHere(call, fn) ? { kind: 'left open', opened: undefined } : { kind: 'unknown', because: 'where the transaction begins could not be told' };
  }
  const { all, open } = program.openingsBehind(call);
  const serving = all.filter(one => !endsWithIt(one, program));
  if (all.length > 0 && serving.length === 0 && open === undefined) return { kind: 'ends with it' };
  const unguarded = serving.find(one => !one.scoped && !closes(one, program));
  if (unguarded) return { kind: 'left open', opened: unguarded };
  if (all.length === 0 && isFlask(program)) return { kind: 'rolled back' };
  return open === undefined ? { kind: 'rolled back' } : { kind: 'unknown', because: open };
}

/** Opened by a script, a command line or something run once: when that fails, its connection goes with it. */
function endsWithIt({ in: opener, takenIn, call }: Opening, program: Program): boolean {
  const [by, file] = [takenIn ?? opener, takenIn?.file ?? call.file];
  return (by !== undefined && isPreparing(by)) || /^(?:script|command line)$/.test(program.purposeOf(file)) || file.role === 'script' || file.role === 'test';
}

/** Flask-SQLAlchemy ends its session with every request. */
const ofFlask = /^flask_sqlalchemy\b/;
function isFlask(program: Program): boolean { return program.files.some(file => file.imports.some(one => ofFlask.test(one.module))); }

/** `const trx = await knex.transaction()`: kept in a name of this function. */
function openedHere(call: CallRef, fn: FunctionRef): boolean {
  const root = rootOf(call);
  return root !== undefined && !fn.fact.params.some(param => param.name === root);
}

function rootOf({ fact: { callee } }: CallRef): string | undefined {
  let value = callee;
  while (value.kind === 'member') value = value.of;
  return value.kind === 'name' ? value.name : undefined;
}

/** The function that opens it closes it in a `finally`, or rolls back when something fails. */
function closes(opening: Opening, program: Program): boolean {
  if (ofFlask.test(opening.type)) return true;
  if (!opening.in) return /scoped_session/.test(opening.type) && program.files.some(file => file.calls.some(call => call.callee.kind === 'member' && call.callee.name === 'remove' && call.callee.of.kind === 'name'));
  return [opening.in, ...(opening.takenIn ? [opening.takenIn] : [])].some(fn => stepsOf(fn, program).some(step => (step.kind === 'rollback' || step.kind === 'close') && inFailure(step, program)));
}

/** A `try` around the call, or what is hung on it, rolls back. */
function undoneAround(call: CallRef, fn: FunctionRef, program: Program): boolean {
  const steps = stepsOf(fn, program);
  const undoing = steps.filter(step => step.kind === 'rollback' || (step.kind === 'close' && !/release/.test(nameOf(step))));
  if (call.file.language === 'rust') return undoing.length > 0;
  // `.catch(() => trx.rollback())`
  if (undoing.some(step => step.call.fact.in !== fn.index)) return true;
  const tries = program.blocksAround(call.file, call.fact.block).filter(block => block.kind === 'try');
  const helpers = program.calls(call.file).filter(one => one.fact.in === fn.index && undoesInside(one, program));
  return tries.some(tried => [...undoing.map(step => step.call), ...helpers].some(one => program.blocksAround(call.file, one.fact.block).some(block => belongsTo(block, tried))));
}

function belongsTo(block: Block, tried: Block): boolean { return (block.kind === 'catch' || block.kind === 'finally') && block.group === tried.group && block.in === tried.in; }

/** `finally: self.close()`. */
function undoesInside(call: CallRef, program: Program): boolean {
  const callee = program.calleeOf(call);
  return callee.known && program.databaseStepsOf(callee.value).some(step => step.kind === 'rollback' || step.kind === 'close');
}

function undoneByCallers(fn: FunctionRef, program: Program, depth: number): boolean {
  const callers = program.callersOf(fn);
  return depth > 0 && callers.length > 0 && callers.every(call => {
    const caller = program.functionsOf(call.file)[call.fact.in];
    return caller !== undefined && caller.fact !== fn.fact && (undoneAround(call, caller, program) || undoneByCallers(caller, program, depth - 1));
  });
}

function inFailure(step: DatabaseStep, program: Program): boolean { return program.blocksAround(step.call.file, step.call.fact.block).some(block => block.kind === 'catch' || block.kind === 'finally'); }

export function stepsOf(fn: FunctionRef, program: Program): readonly DatabaseStep[] {
  return [...withClosures(fn)].flatMap(index => program.functionsOf(fn.file)[index] ?? []).flatMap(one => program.databaseStepsOf(one));
}

function nameOf({ call: { fact: { callee } } }: DatabaseStep): string { return callee.kind === 'member' ? callee.name : ''; }
