/** Finds the guards of Rust's locks in async functions, and the first place where one is still alive while its function waits. */
import type { Assignment, Await, Call } from '../facts/structure.js';
import { known, unknown } from '../facts/known.js';
import { partsOfValue } from '../facts/parts.js';
import type { Value } from '../facts/value.js';
import type { FunctionRef } from '../rule/program.js';
import type { LockGuard } from '../rule/waiting.js';
import { calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import { LockTypes } from './lock-types.js';

const takes = new Set(['lock', 'read', 'write', 'try_lock', 'try_read', 'try_write', 'lock_arc', 'read_arc', 'write_arc', 'upgradable_read', 'upgradable_read_arc', 'read_recursive', 'try_lock_for', 'try_read_for', 'try_write_for']);
/** Calls on what `lock()` gives that leave the guard as it is. */
const stillGuard = new Set(['unwrap', 'expect', 'unwrap_or_else', 'map_err', 'ok', 'ok_or', 'ok_or_else']);
const letsGo = new Set(['drop', 'unlock', 'unlock_fair', 'forget']);

/** From where to where a guard lives; `name` when a variable holds it. */
interface Life { readonly start: number; readonly end: number; readonly name?: string }

export class LockGuards {
  readonly all: LockGuard[] = [];
  readonly #types: LockTypes;

  constructor(readonly graph: CallGraph, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly files: readonly FileIndex[], readonly textOf: (file: FileIndex) => string) {
    this.#types = new LockTypes(graph);
    for (const file of files) if (file.facts.language === 'rust' && file.facts.awaits) this.#lookInto(file, file.facts.awaits);
  }

  #lookInto(file: FileIndex, awaits: readonly Await[]): void {
    const awaitsOf = new Map<number, Await[]>();
    for (const one of awaits) push(awaitsOf, one.in, one);
    const calledOn = callsByReceiver(file);
    file.facts.calls.forEach((call, index) => {
      const waits = awaitsOf.get(call.in);
      const ref = waits && this.functionRef(file, call.in);
      const lock = ref && this.#lockTaken(file, call);
      if (!lock || lock === 'none') return;
      let last = index;
      for (let next = calledOn.get(last); next !== undefined && stillGuard.has(calledName(file.facts.calls[next] ?? call)); next = calledOn.get(last)) last = next;
      const lives = this.#livesOf(file, last);
      const held = lives.flatMap(life => waits.filter(one => one.at.end > life.start && one.at.end <= life.end && !this.#isLetGo(file, life, one)))[0];
      this.all.push({
        at: { file: file.file, ...call.nameAt }, call: { file: file.facts, index, fact: call }, in: ref,
        lock: lock === 'unseen' ? unknown('nothing tells which lock this is') : known(lock),
        ...(held && { heldAt: { file: file.file, start: held.at.end, end: held.at.end } }),
      });
    });
  }

  /** The lock's path; `unseen` when it looks like one but could not be resolved, `none` when it is something else. */
  #lockTaken(file: FileIndex, call: Call): string | 'unseen' | 'none' {
    const callee = this.graph.calleeOf(call);
    if (callee) {
      const guard = this.#types.guardGivenBy(callee.file, callee.fn);
      return guard?.replace(/(?:Mapped)?(\w+?)(?:(?:Upgradable)?(?:Read|Write))?Guard$/, '$1') ?? 'none';
    }
    if (!takes.has(calledName(call)) || call.callee.kind !== 'member' || (call.args.length > 0 && !calledName(call).endsWith('_for')) || call.awaited) return 'none';
    return this.#types.lockOf(file, call.in, call.callee.of) ?? 'unseen';
  }

  #livesOf(file: FileIndex, index: number): readonly Life[] {
    const call = file.facts.calls[index];
    if (!call) return [];
    const bound = file.facts.assignments.filter(one => one.value.kind === 'call' && one.value.call === index && one.in === call.in);
    if (bound.length > 0 && !bound.some(one => this.#isCopiedOut(file, one, call))) return bound.flatMap(one => this.#lifeOfName(file, one, call));
    return [{ start: call.at.end, end: this.#endOfTemporary(file, call) }];
  }

  #lifeOfName(file: FileIndex, { target, until, block, in: fn }: Assignment, call: Call): readonly Life[] {
    if (target.kind !== 'name' || target.name === '_') return [];
    const inside = file.facts.blocks[block];
    const end = Math.min(until ?? Number.MAX_SAFE_INTEGER, inside?.at.end ?? Number.MAX_SAFE_INTEGER, file.functionAt(fn)?.at.end ?? Number.MAX_SAFE_INTEGER);
    return [{ start: call.at.end, end, name: target.name }];
  }

  /** `let value = *lock.lock().unwrap()`: what is bound is a copy of what the lock holds; `&*` keeps the guard alive. */
  #isCopiedOut(file: FileIndex, { target }: Assignment, call: Call): boolean {
    const between = this.textOf(file).slice(target.at.end, call.at.start);
    return /=\s*\(?\s*\*/.test(between);
  }

  /** A guard without a name lives to the end of its statement; to the end of the whole `match`, `if let`, `while let` or `for` whose subject it is in. */
  #endOfTemporary(file: FileIndex, call: Call): number {
    const { blocks, calls, awaits } = file.facts;
    let end = call.at.end;
    const groups = new Set<number>();
    for (const block of blocks) {
      if (block.in !== call.in || block.parent !== call.block) continue;
      const subject = block.kind === 'case' || block.kind === 'loop' ? block.over : subjectOfLet(block.test);
      if (!subject || !contains(subject, call)) continue;
      groups.add(block.group);
      end = Math.max(end, block.at.end);
    }
    for (const block of blocks) if (groups.has(block.group) && block.kind === 'case') end = Math.max(end, block.at.end);
    for (const one of [...calls, ...(awaits ?? [])]) if (one.in === call.in && one.block === call.block && one.at.start <= call.at.start && one.at.end > end) end = one.at.end;
    return end;
  }

  /** `drop(guard)` on the way to the place that waits. */
  #isLetGo(file: FileIndex, life: Life, wait: Await): boolean {
    if (life.name === undefined) return false;
    const around = new Set([-1]);
    for (let at = wait.block; at >= 0; at = file.facts.blocks[at]?.parent ?? -1) around.add(at);
    return (file.calls.get(wait.in) ?? []).some(index => {
      const one = file.facts.calls[index];
      const given = one?.args[0]?.value;
      return one !== undefined && given?.kind === 'name' && given.name === life.name && letsGo.has(calledName(one)) && one.at.start > life.start && one.at.end < wait.at.end && around.has(one.block);
    });
  }
}

/** The subject of `if let pattern = subject`, also in a chain. */
function subjectOfLet(test: Value | undefined): Value | undefined {
  if (!test) return undefined;
  for (const part of partsOfValue(test)) if (part.kind === 'operation' && part.operator === 'let') return part.operands[0];
  return undefined;
}

function contains(value: Value, call: Call): boolean {
  return value.at.start <= call.at.start && call.at.end <= value.at.end;
}

function callsByReceiver(file: FileIndex): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  file.facts.calls.forEach((call, index) => { if (call.callee.kind === 'member' && call.callee.of.kind === 'call') found.set(call.callee.of.call, index); });
  return found;
}
