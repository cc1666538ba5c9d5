/** The columns a builder's condition compares: `Lotto.id == x`, `{ where: { userId } }`, `eq(users.id, x)`, `filter_by(id=x)`, `where('id', x)`. */
import type { NameValue, Value } from '../facts/value.js';
import { calledName, entryOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Filter } from './shapes.js';

export function filtersIn(evaluator: Evaluator, file: FileIndex, fn: number, value: Value, keyword?: string): readonly Filter[] {
  if (keyword !== undefined && value.kind !== 'record') return [{ column: keyword, operator: '=' }];
  const inside = (part: Value): readonly Filter[] => filtersIn(evaluator, file, fn, part);
  switch (value.kind) {
    case 'operation': {
      if (['and', '&', '&&'].includes(value.operator)) return value.operands.flatMap(inside);
      const [left, right] = value.operands;
      if (!left || (left.kind !== 'member' && left.kind !== 'name') || !/^(==?=?|<=?|>=?|in|is)$/.test(value.operator)) return [];
      return compared(evaluator, file, fn, left, value.operator.startsWith('==') ? '=' : value.operator, right);
    }
    case 'record': {
      const where = entryOf(value, 'where');
      if (where) return inside(where.kind === 'name' ? recordNamed(evaluator, file, fn, where) : where);
      if (value.entries.some(entry => entry.key?.kind === 'text' && nonColumns.has(entry.key.text))) return [];
      return value.entries.flatMap(entry => (entry.key?.kind === 'text' ? ofEntry(file, entry.key.text, entry.value) : []));
    }
    case 'call': {
      const call = file.facts.calls[value.call];
      if (!call) return [];
      const name = calledName(call);
      const [first, second] = call.args;
      // In Rust what is compared stands before: `users::id.eq(id)`.
      if (file.facts.language !== 'rust' && (name === 'eq' || name === 'inArray')) return first && (first.value.kind === 'member' || first.value.kind === 'name') ? compared(evaluator, file, fn, first.value, name === 'eq' ? '=' : 'in', second?.value) : [];
      if (name === 'and' || name === 'and_') return call.args.flatMap(argument => inside(argument.value));
      if (name === 'in_' && call.callee.kind === 'member' && call.callee.of.kind === 'member') return [{ column: call.callee.of.name, operator: 'in' }];
      // sea-orm and diesel: `Column::Id.eq(id)`, `users::id.eq_any(ids)`.
      if ((name === 'eq' || name === 'is_in' || name === 'eq_any') && call.callee.kind === 'member' && call.callee.of.kind === 'member') return [{ column: call.callee.of.name, operator: name === 'eq' ? '=' : 'in' }];
      // sea-query: `Expr::col(User::Id).eq(id)`, `Expr::col((User::Table, User::Id)).is_in(ids)`.
      if ((name === 'eq' || name === 'is_in') && call.callee.kind === 'member' && call.callee.of.kind === 'call') {
        const column = columnOfExpression(file, call.callee.of.call);
        return column === undefined ? [] : [{ column, operator: name === 'eq' ? '=' : 'in' }];
      }
      return [];
    }
    case 'text': return /^[\w."`[\]]+$/.test(value.text) ? [columnNamed(value.text)] : columnsOfCondition(value.text);
    default: return [];
  }
}

function columnOfExpression(file: FileIndex, index: number): string | undefined {
  const call = file.facts.calls[index];
  const given = call && calledName(call) === 'col' ? call.args[0]?.value : undefined;
  const column = given?.kind === 'list' ? given.items.at(-1) : given;
  return column?.kind === 'member' || column?.kind === 'name' ? column.name : undefined;
}

/** A column compared with another table's column joins; it selects nothing. */
function compared(evaluator: Evaluator, file: FileIndex, fn: number, column: Value & { kind: 'member' | 'name' }, operator: string, other: Value | undefined): readonly Filter[] {
  if (column.kind === 'name') return [{ column: column.name, operator }];
  const owner = evaluator.shapeOf(file, fn, column.of);
  if (other?.kind === 'member') {
    const right = evaluator.shapeOf(file, fn, other.of);
    if (right.kind === 'class' && owner.kind === 'class') return [];
    if (right.kind === 'object' && owner.kind === 'object' && right.type === owner.type && !right.ran) return [];
  }
  if (owner.kind !== 'class') return [{ column: column.name, operator, ...(column.of.kind === 'name' && file.facts.language === 'typescript' && { table: column.of.name }) }];
  const fact = owner.ref.file.classAt(owner.ref.cls);
  const field = fact?.fields.find(one => one.name === column.name);
  return [{ column: column.name, operator, ...(fact && { table: fact.name }), ...(field?.value && namesAParent(owner.ref.file, field.value) && { parent: true }) }];
}

/** `Field(foreign_key="user.id")`, `mapped_column(ForeignKey("users.id"))`, `relationship("User")`. */
function namesAParent(file: FileIndex, value: Value): boolean {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (!call) return false;
  return /^(ForeignKey|relationship|Relationship)$/.test(calledName(call)) || call.args.some(argument => argument.name === 'foreign_key' || namesAParent(file, argument.value));
}

const nonColumns = new Set(['take', 'skip', 'include', 'select', 'orderBy', 'order', 'limit', 'offset', 'relations', 'data', 'attributes', 'cursor']);

/** `{ userId }`, `{ id: { in: ids } }`, `{ author: { id } }`, Mongo's `{ $where: 'this.orderId === 1' }`. */
function ofEntry(file: FileIndex, column: string, value: Value): readonly Filter[] {
  if (column === '$where') return inScript(value);
  // TypeORM's `In(ids)`, `Not(1)`, `Like('a%')`.
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (call && /^[A-Z][A-Za-z]*$/.test(calledName(call)) && !call.new) return [{ column, operator: calledName(call) === 'In' ? 'in' : calledName(call) === 'Equal' ? '=' : 'other' }];
  if (value.kind !== 'record') return [{ column, operator: '=' }];
  if (entryOf(value, 'in')) return [{ column, operator: 'in' }];
  const compares = value.entries.length === 0 || value.entries.some(entry => entry.spread || entry.key?.kind !== 'text' || operators.test(entry.key.text));
  return [{ column, operator: compares ? 'other' : '=', ...(!compares && { parent: true }) }];
}

const operators = /^([$_].*|not|notIn|gte?|lte?|contains|startsWith|endsWith|mode|some|every|none|is|isNot|has|hasSome|hasEvery|search|path|equals|in|between|like|ilike|OR|AND|NOT|increment|decrement|set|connect|create|push|multiply)$/;

function inScript(value: Value): readonly Filter[] {
  const text = value.kind === 'text' ? value.text : value.kind === 'joined' ? value.parts.map(part => (part.kind === 'text' ? part.text : '?')).join('') : '';
  if (text.includes('||')) return [];
  return [...text.matchAll(/this\.(\w+)\s*={2,3}/g)].map(match => ({ column: match[1] ?? '', operator: '=' }));
}

/** `const where = { userId }; findMany({ where })`. */
function recordNamed(evaluator: Evaluator, file: FileIndex, fn: number, value: NameValue): Value {
  const [definition, second] = evaluator.names.define(file, fn, value.name, value.at.start).definitions;
  return definition?.kind === 'assignment' && !second && definition.file === file && definition.fact.value.kind === 'record' ? definition.fact.value : value;
}

/** `users.id`, `"id"`. */
function columnNamed(text: string): Filter {
  const [column = '', table] = text.replaceAll(/["`[\]]/g, '').split('.').reverse();
  return { column, operator: '=', ...(table !== undefined && table !== '' && { table }) };
}

/** `lotto.id = :id AND ...` in a raw fragment. */
function columnsOfCondition(text: string): readonly Filter[] {
  if (/\bor\b/i.test(text)) return [];
  return [...text.matchAll(/(?:(\w+)["`\]]?\.["`[]?)?(\w+)["`\]]?\s*(=\s*[:$?@]|in\s*\(\s*[:$?@])/gi)].map(([, table, column = '', how = '']) => ({ column, operator: how.startsWith('=') ? '=' : 'in', ...(table !== undefined && { table }) }));
}
