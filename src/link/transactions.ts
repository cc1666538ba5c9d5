/** What functions do with transactions: which writes last at once, which with a commit, and what holds them together. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { partsOfValue, partsWithCalls } from '../facts/parts.js';
import type { CallRef, Query } from '../rule/program.js';
import type { DatabaseStep, TransactionSpan } from '../rule/transactions.js';
import { calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { Queries } from './queries.js';

/** Python's libraries that open a transaction with the first statement and keep it until somebody commits. */
const committing = /^(?:sqlalchemy|sqlmodel|flask_sqlalchemy|sqlite3|aiosqlite|psycopg|psycopg2|psycopg_pool|pymysql|aiomysql|mysql|pyodbc|pymssql|oracledb|dbapi)\b/;
/** Stores without transactions over several documents, or only in a cluster. */
const documents = /^(?:mongo|mongoose|mongodb|marsdb|redis|motor|beanie)/;
/** Connections whose `with` block commits at its end. */
const committingBlocks = /^(?:sqlite3|psycopg|psycopg2)\.(?:Async)?Connection$/;
const transaction = /(?:Transaction|Savepoint|TransactionSql)(?:Client)?$/;
/** What a parameter of this type runs on is for the caller to say. */
const lent = /(?:Transaction|Tx|Trx|Executor|Acquire|QueryRunner|EntityManager|Client|ConnectionTrait|Connection|Conn)\b/;
const decorator = /(?:^|\.)(?:atomic|transactional|transaction|Transactional|in_transaction|connection\.atomic)$/;

export class Transactions {
  readonly #spans = new Map<FileIndex, readonly TransactionSpan[]>();

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly queries: Queries) {}

  /** In the order of the text, closures left out. */
  stepsOf(file: FileIndex, fn: number): readonly DatabaseStep[] {
    return (file.calls.get(fn) ?? []).flatMap(index => {
      const call = file.facts.calls[index];
      return call ? this.#step(file, call, index) : [];
    }).sort((one, other) => one.call.fact.at.end - other.call.fact.at.end);
  }

  /** The innermost transaction that stands around a call in the same text. */
  around(file: FileIndex, call: Call): TransactionSpan | undefined {
    const all = this.#spansOf(file).filter(({ at }) => at.start <= call.at.start && call.at.end <= at.end && !(at.start === call.at.start && at.end === call.at.end));
    if (all.length === 0) return this.#collectedFor(file, call);
    return all.sort((one, other) => (one.at.end - one.at.start) - (other.at.end - other.at.start)).find(one => !one.nested) ?? all[0];
  }

  /** `const operations = [prisma.order.update(...)]; await prisma.$transaction(operations)`. */
  #collectedFor(file: FileIndex, call: Call): TransactionSpan | undefined {
    if (call.awaited || call.dropped || file.facts.language !== 'typescript') return undefined;
    for (const index of file.calls.get(call.in) ?? []) {
      const one = file.facts.calls[index];
      const given = one && one.at.start > call.at.start && this.#begins(file, one) ? one.args[0]?.value : undefined;
      if (one && given?.kind === 'name' && this.#holds(file, call, given.name)) return { at: one.at, nested: false };
    }
    return undefined;
  }

  #holds(file: FileIndex, call: Call, name: string): boolean {
    const inCall = (value: Value): boolean => value.at.start <= call.at.start && call.at.end <= value.at.end;
    return file.facts.assignments.some(one => one.target.kind === 'name' && one.target.name === name && inCall(one.value))
      || (file.calls.get(call.in) ?? []).some(index => { const one = file.facts.calls[index]; return one?.callee.kind === 'member' && one.callee.name === 'push' && one.callee.of.kind === 'name' && one.callee.of.name === name && one.args.some(argument => inCall(argument.value)); });
  }

  #step(file: FileIndex, call: Call, index: number): readonly DatabaseStep[] {
    const query = this.queries.ranBy(call);
    const session = this.evaluator.resolve(file, call)?.effect?.session;
    const kind = kindOf(session, query);
    if (kind === undefined) return [];
    const ref: CallRef = { file: file.facts, index, fact: call };
    const at = { file: file.file, start: call.nameAt.start, end: call.nameAt.end };
    return [{ kind, at, call: ref, query, lasts: kind === 'write' && query ? this.#lasts(file, call, query) : 'unknown' }];
  }

  #lasts(file: FileIndex, call: Call, query: Query): DatabaseStep['lasts'] {
    if (this.around(file, call) || this.#givenTransaction(file, call) || this.#decorated(file, call.in)) return 'in a transaction';
    const resolved = this.evaluator.resolve(file, call);
    const type = this.#typeOf(file, query);
    if (documents.test(type ?? resolved?.path ?? '')) return 'unknown';
    if (file.facts.language === 'python') return committing.test(this.tables(file).canonical(type ?? resolved?.path ?? '')) ? 'with a commit' : resolved ? 'at once' : 'unknown';
    if (transaction.test(type ?? '') || transaction.test(resolved?.owner?.type ?? '')) return 'in a transaction';
    const root = this.#rootOf(file, query);
    if (root !== undefined) {
      if (this.#begunOn(file, call, root) || this.#committedOn(file, call, root)) return 'in a transaction';
      const param = this.#paramNamed(file, call.in, root);
      if (param && lent.test(param.type?.text ?? '') && !/Pool|DatabaseConnection/.test(param.type?.text ?? '')) return 'unknown';
      if (param && (param.type === undefined || /^[A-Z]$|impl\b/.test(param.type.text.trim()))) return 'unknown';
    }
    return type === undefined && resolved?.owner === undefined ? 'unknown' : 'at once';
  }

  /** `Order.create(values, { transaction: t })`, `knex('orders').insert(values).transacting(trx)`. */
  #givenTransaction(file: FileIndex, call: Call): boolean {
    const options = call.args.some(({ value, name }) => /^(?:transaction|tx|trx|using)$/.test(name ?? '') || (value.kind === 'record' && value.entries.some(entry => entry.key?.kind === 'text' && /^(?:transaction|transacting|session|tx|trx)$/.test(entry.key.text))));
    return options || [...partsWithCalls(call.callee, file.facts.calls)].some(part => part.kind === 'member' && part.name === 'transacting');
  }

  #decorated(file: FileIndex, fn: number): boolean {
    for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) if (file.functionAt(at)?.decorators.some(one => decorator.test(one.path))) return true;
    return false;
  }

  #typeOf(file: FileIndex, query: Query): string | undefined {
    let value = this.queries.madeOf(query)?.session.value;
    for (let turn = 0; value && turn < 8; turn++) {
      const shape = this.evaluator.shapeOf(file, query.call.fact.in, value);
      if (shape.kind === 'object' && this.tables(file).isSession(shape.type)) return this.tables(file).canonical(shape.type);
      value = inner(file, value);
    }
    return undefined;
  }

  #rootOf(file: FileIndex, query: Query): string | undefined {
    let value = this.queries.madeOf(query)?.session.value;
    for (let turn = 0; value && turn < 8; turn++) {
      if (value.kind === 'name') return value.name === 'self' || value.name === 'this' ? undefined : value.name;
      value = inner(file, value);
    }
    return undefined;
  }

  /** `await client.query('BEGIN')`, `await runner.startTransaction()` before it in the same function. */
  #begunOn(file: FileIndex, call: Call, root: string): boolean {
    return (file.calls.get(call.in) ?? []).some(index => {
      const one = file.facts.calls[index];
      if (!one || one.at.start >= call.at.start) return false;
      const query = this.queries.ranBy(one);
      if (kindOf(this.evaluator.resolve(file, one)?.effect?.session, query) !== 'begin') return false;
      return [...partsWithCalls(one.callee, file.facts.calls), ...one.args.flatMap(argument => [...partsOfValue(argument.value)])].some(part => part.kind === 'name' && part.name === root);
    });
  }

  /** `tx.commit()` behind it, whatever type of this program `tx` is. */
  #committedOn(file: FileIndex, call: Call, root: string): boolean {
    return (file.calls.get(call.in) ?? []).some(index => {
      const one = file.facts.calls[index];
      return one?.callee.kind === 'member' && /^(?:commit|rollback)(?:Transaction)?$/.test(one.callee.name) && one.callee.of.kind === 'name' && one.callee.of.name === root && one.at.start > call.at.start;
    });
  }

  #paramNamed(file: FileIndex, fn: number, name: string) {
    for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) {
      const param = file.functionAt(at)?.params.find(one => one.name === name);
      if (param) return param;
    }
    return undefined;
  }

  #spansOf(file: FileIndex): readonly TransactionSpan[] {
    const known = this.#spans.get(file);
    if (known) return known;
    const found: TransactionSpan[] = [];
    for (const block of file.facts.blocks) {
      if (block.kind !== 'with' || !block.over) continue;
      for (const part of partsOfValue(block.over)) {
        const call = part.kind === 'call' ? file.facts.calls[part.call] : undefined;
        if (call && this.#begins(file, call)) found.push({ at: block.at, nested: isNested(call) });
        else if ((part.kind === 'name' || part.kind === 'member') && this.#commitsItsBlock(file, block.in, part)) found.push({ at: block.at, nested: false });
      }
    }
    const begun = new Set<Call>();
    for (const call of file.facts.calls) if (call.args.length > 0 && this.#begins(file, call)) { begun.add(call); found.push({ at: call.at, nested: isNested(call) }); }
    // `db.transaction().execute(async trx => ...)`: the closure is given to the call behind it.
    for (const call of file.facts.calls) {
      const before = call.callee.kind === 'member' && call.callee.of.kind === 'call' ? file.facts.calls[call.callee.of.call] : undefined;
      if (before && !begun.has(before) && call.args.some(argument => argument.value.kind === 'function') && this.#begins(file, before)) found.push({ at: call.at, nested: false });
    }
    this.#spans.set(file, found);
    return found;
  }

  #begins(file: FileIndex, call: Call): boolean {
    return this.evaluator.resolve(file, call)?.effect?.session === 'begin' || (calledName(call) === '$transaction' && call.callee.kind === 'member');
  }

  #commitsItsBlock(file: FileIndex, fn: number, value: Value): boolean {
    const shape = this.evaluator.shapeOf(file, fn, value);
    return shape.kind === 'object' && committingBlocks.test(this.tables(file).canonical(shape.type));
  }
}

function inner(file: FileIndex, value: Value): Value | undefined {
  if (value.kind === 'member' || value.kind === 'index' || value.kind === 'item') return value.of;
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call?.callee.kind === 'member' ? call.callee.of : call?.callee;
}

function isNested(call: Call): boolean { return /nested|savepoint/i.test(calledName(call)); }

function kindOf(session: string | undefined, query: Query | undefined): DatabaseStep['kind'] | undefined {
  if (session === 'begin' || session === 'commit' || session === 'rollback' || session === 'close') return session;
  if (session === 'flush' || !query) return undefined;
  const [first] = query.statements;
  if (first?.verb === 'begin') return 'begin';
  if (query.verb === 'commit' || query.verb === 'rollback') return query.verb;
  return query.writes && query.verb !== 'ddl' && query.verb !== 'execute' ? 'write' : undefined;
}

