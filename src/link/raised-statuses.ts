/** Which status an exception is answered with: a library's, or a class of this program that extends one or carries a status of its own. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { ReplyRow } from '../libraries/library.js';
import { argumentOf, calledName } from './arguments.js';
import { definedValue } from './defined-values.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode, Frame } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import type { ClassRef } from './shapes.js';
import { statusesOf } from './statuses.js';

/** What is raised, as far as its answer is concerned. */
export interface Raised { readonly statuses: readonly Known<number>[]; readonly body: Value | undefined; /** Its class's name. */ readonly name: string }

/** Fields and parameters that hold a status in exceptions people write. */
const holdsStatus = /^(http_?)?(status|status_?code|error_?code|code)$/i;
const maxDepth = 5;

export class RaisedStatuses {
  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables) {}

  /** Undefined when the value is no exception that becomes an answer. */
  of(node: FlowNode, depth = 0): Raised | undefined {
    const { file, fn, value } = node;
    if (depth > maxDepth) return undefined;
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    if (call) return this.ofCall({ ...node, fn: call.in }, call) ?? this.#returned(node, call, depth);
    if (value.kind !== 'name' && value.kind !== 'member') return undefined;
    // `raise NotFound` makes one without arguments; `raise CREDENTIALS_ERROR` raises the one made elsewhere.
    const shape = this.flow.evaluator.shapeOf(file, fn, value);
    if (shape.kind === 'library') return this.#byRow(node, this.tables(file).reply(shape.path), { args: [] }, lastName(shape.path));
    if (shape.kind === 'class') return this.#ofClass(shape.ref, undefined, undefined, 0);
    const defined = definedValue(this.flow.evaluator, file, fn, value);
    return defined?.value.kind === 'call' ? this.of({ ...defined, frame: undefined }, depth + 1) : undefined;
  }

  ofCall(node: FlowNode, call: Call): Raised | undefined {
    const resolved = this.flow.evaluator.resolve(node.file, call);
    const row = resolved && this.tables(node.file).reply(resolved.path);
    if (row) return this.#byRow(node, row, call, lastName(resolved.path));
    const callee = this.flow.evaluator.shapeOf(node.file, call.in, call.callee);
    return callee.kind === 'class' ? this.#ofClass(callee.ref, call, node, 0) : undefined;
  }

  #byRow(node: FlowNode, row: ReplyRow | undefined, call: Pick<Call, 'args'>, name: string): Raised | undefined {
    if (!row?.raises) return undefined;
    return { statuses: this.statusesBy(row, call, node) ?? [known(500)], body: row.body === undefined ? undefined : argumentOf(call, row.body), name };
  }

  /** What a row says of the status of one call. */
  statusesBy(row: ReplyRow, call: Pick<Call, 'args'>, node: FlowNode): readonly Known<number>[] | undefined {
    const given = row.statusFrom === undefined ? undefined : argumentOf(call, row.statusFrom);
    if (given && given.kind !== 'record') return statusesOf(this.flow, { ...node, value: given });
    return row.status === undefined ? undefined : [known(row.status)];
  }

  /** `raise not_found(id)`: a helper that makes the exception. */
  #returned(node: FlowNode, call: Call, depth: number): Raised | undefined {
    for (const one of this.flow.ofCall({ ...node, fn: call.in }, call) ?? []) {
      const raised = this.of(one, depth + 1);
      if (raised) return raised;
    }
    return undefined;
  }

  #ofClass(ref: ClassRef, call: Call | undefined, node: FlowNode | undefined, depth: number): Raised | undefined {
    const fact = ref.file.classAt(ref.cls);
    if (!fact || depth > maxDepth) return undefined;
    const bases = this.flow.evaluator.basesOf(ref);
    const library = bases.flatMap(base => (base.kind === 'library' ? [base.path] : base.kind === 'object' ? [base.type] : []));
    const row = library.map(path => this.tables(ref.file).reply(path)).find(one => one?.raises);
    const init = this.flow.evaluator.methodOf(ref, ref.file.facts.language === 'python' ? '__init__' : 'constructor');
    const frame: Frame | undefined = init && call && node ? { call, file: node.file, fn: node.fn, entered: init.file, enteredFn: init.fn, outer: node.frame, depth: 1 } : undefined;
    const inside = init && { file: init.file, fn: init.fn, frame };
    const body = call?.args.at(-1)?.value;
    if (row) {
      const passed = inside && (inside.file.calls.get(inside.fn) ?? []).flatMap(index => inside.file.facts.calls[index] ?? []).find(one => /^(__init__|super)$/.test(calledName(one)));
      const through = passed && inside ? this.statusesBy(row, passed, { ...inside, value: passed.callee }) : undefined;
      const own = this.#ownStatus(ref, inside);
      const direct = !init && call && node ? this.statusesBy(row, call, node) : undefined;
      return { statuses: through ?? own ?? direct ?? [unknown(`${fact.name} does not say its status`)], body, name: fact.name };
    }
    for (const base of bases) {
      const above = base.kind === 'class' ? this.#ofClass(base.ref, init ? undefined : call, node, depth + 1) : undefined;
      if (above) return { ...above, statuses: this.#ownStatus(ref, inside) ?? above.statuses, body, name: fact.name };
    }
    const isError = library.some(path => /(^|\.)(\w*Exception|\w*Error)$/.test(path));
    const own = isError ? this.#ownStatus(ref, inside) : undefined;
    return own && { statuses: own, body, name: fact.name };
  }

  /** `status_code = 404` in the class, `self.status = status` in its constructor, a constructor's parameter property. */
  #ownStatus(ref: ClassRef, inside: Omit<FlowNode, 'value'> | undefined): readonly Known<number>[] | undefined {
    const fact = ref.file.classAt(ref.cls);
    const field = fact?.fields.find(one => holdsStatus.test(one.name) && one.value);
    if (field?.value) return onlyStatuses(statusesOf(this.flow, { file: ref.file, fn: -1, value: field.value, frame: undefined }));
    const assigned = inside && [...inside.file.members].flatMap(([name, facts]) => (holdsStatus.test(name) ? facts.filter(one => one.in === inside.fn) : []))[0];
    if (assigned) return onlyStatuses(statusesOf(this.flow, { ...inside, value: assigned.value }));
    const param = inside && inside.file.functionAt(inside.fn)?.params.find(one => holdsStatus.test(one.name));
    return param && inside ? onlyStatuses(statusesOf(this.flow, { ...inside, value: { kind: 'name', name: param.name, at: param.at } })) : undefined;
  }
}

/** A `code` that is no number of HTTP's is something else. */
function onlyStatuses(found: readonly Known<number>[]): readonly Known<number>[] | undefined {
  return found.some(one => one.known && (one.value < 100 || one.value > 599)) ? undefined : found;
}

function lastName(path: string): string { return path.slice(path.lastIndexOf('.') + 1); }
