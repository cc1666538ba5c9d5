/** What a handler answers: values it returns, calls that send, exceptions that become answers, here and in the functions it calls. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { Span } from '../facts/span.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { Reply } from '../rule/http.js';
import type { Endpoint, FunctionRef } from '../rule/program.js';
import { closuresIn } from './answers.js';
import { argumentOf, calledName } from './arguments.js';
import type { CallGraph, FunctionAt } from './call-graph.js';
import { keyOf } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode, Frame } from './flow.js';
import type { ReplyRow } from '../libraries/library.js';
import type { LibraryTables } from './library-tables.js';
import { placeOf } from './origins.js';
import { RaisedStatuses } from './raised-statuses.js';
import { ResponseSettings, saysHtml } from './response-settings.js';
import { statusesOf } from './statuses.js';

const maxReach = 6;
const maxDepth = 8;
/** Where a decorator on the method says its status. */
const decorated = new Set(['nestjs', 'routing-controllers', 'tsoa']);
/** What wraps an answer and leaves it what it is. */
const transparent = /^(into_response|into|boxed|await|map_into_boxed_body|map_into_right_body|map_into_left_body|respond_to|type_|type|header|headers|set|cookie|insert_header|append_header|content_type)$/;

/** Where an answer stands, and how it was reached. */
interface Spot { readonly file: FileIndex; readonly fn: number; readonly block: number; readonly frame: Frame | undefined; readonly path: readonly Step[] }

/** The status when nobody says one for this answer; `written`: the route says it. */
interface Usual { readonly statuses: readonly Known<number>[]; readonly written: boolean }

export class Replies {
  readonly #raised: RaisedStatuses;
  readonly #settings: ResponseSettings;
  readonly #found = new Map<string, readonly Reply[]>();
  readonly #declared = new Map<string, Endpoint>();

  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly graph: CallGraph, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, endpoints: readonly Endpoint[]) {
    this.#raised = new RaisedStatuses(flow, tables);
    this.#settings = new ResponseSettings(flow, tables, this.#raised);
    for (const one of endpoints) this.#declared.set(`${one.handler.file.file}#${String(one.handler.index)}`, one);
  }

  of(file: FileIndex, fn: number): readonly Reply[] {
    const key = keyOf(file, fn);
    const done = this.#found.get(key);
    if (done) return done;
    const found: Reply[] = [];
    this.#returned(file, fn, found);
    this.#sent({ file, fn, block: -1, frame: undefined, path: [] }, found, new Set());
    const seen = new Set<string>();
    const once = found.filter(one => {
      const id = `${one.at.file}@${String(one.at.start)} ${one.status.known ? String(one.status.value) : '?'}`;
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    });
    this.#found.set(key, once);
    return once;
  }

  /** The status an answer has when nobody says one. */
  #usual(file: FileIndex, fn: number): Usual {
    const endpoint = this.#declared.get(keyOf(file, fn));
    const fact = endpoint?.declaration.fact;
    const written = fact && argumentOf(fact, 'status_code');
    if (endpoint?.framework === 'fastapi' && written) return { statuses: statusesOf(this.flow, { file: this.#indexOf(endpoint) ?? file, fn: endpoint.declaration.in, value: written, frame: undefined }), written: true };
    if (endpoint && decorated.has(endpoint.framework)) {
      const code = file.functionAt(fn)?.decorators.find(one => /(^|\.)(HttpCode|SuccessResponse)$/.test(one.path))?.args[0]?.value;
      if (code?.kind === 'text' && /^\d{3}$/.test(code.text)) return { statuses: [known(Number(code.text))], written: true };
      return code ? { statuses: statusesOf(this.flow, { file, fn, value: code, frame: undefined }), written: true } : { statuses: [known(endpoint.framework === 'nestjs' && endpoint.method === 'POST' ? 201 : 200)], written: false };
    }
    if (endpoint?.framework === 'litestar') return written ? { statuses: statusesOf(this.flow, { file, fn, value: written, frame: undefined }), written: true } : { statuses: [known(endpoint.method === 'POST' ? 201 : endpoint.method === 'DELETE' ? 204 : 200)], written: false };
    return { statuses: [known(200)], written: false };
  }

  /** Routes may be declared in another file than their handler. */
  #indexOf(endpoint: Endpoint): FileIndex | undefined { return this.flow.evaluator.names.files.get(endpoint.declaration.file.file); }

  /** Express and koa throw away what a handler returns. */
  #answersByReturning(file: FileIndex, fn: number): boolean {
    const framework = this.#declared.get(keyOf(file, fn))?.framework;
    if (framework === 'express' || framework === 'koa') return false;
    const params = file.functionAt(fn)?.params ?? [];
    return !params.some((param, position) => {
      const shape = this.flow.evaluator.shapeOfParam(file, fn, param, position);
      return shape.kind === 'object' && /^(express\.Response|koa\.Context)$/.test(this.tables(file).canonical(shape.type));
    });
  }

  #returned(file: FileIndex, fn: number, found: Reply[]): void {
    if (!this.#answersByReturning(file, fn)) return;
    const usual = this.#usual(file, fn);
    const own = file.returns.get(fn) ?? [];
    for (const one of own) this.#read({ file, fn, value: one.value, frame: undefined }, { file, fn, block: one.block, frame: undefined, path: [] }, one.at, usual, found, 0);
    const fact = file.functionAt(fn);
    // A handler that only falls off its end answers too.
    if (fact && own.length === 0 && file.facts.language !== 'rust') this.#add({ file, fn, block: -1, frame: undefined, path: [] }, fact.nameAt, this.#settings.before({ file, fn, block: -1, frame: undefined }, { start: fact.at.end, end: fact.at.end }) ?? usual.statuses, undefined, found, { implicit: !usual.written });
  }

  /** What a returned value answers. */
  #read(node: FlowNode, spot: Spot, at: Span, usual: Usual, found: Reply[], depth: number): void {
    const { file, value } = node;
    const plain = (): void => {
      const set = this.#settings.before(spot, at);
      const statuses = set ?? (this.#isMadeElsewhere(node) ? [unknown('the response is made elsewhere')] : usual.statuses);
      this.#add(spot, at, statuses, value.kind === 'nothing' ? undefined : value, found, { implicit: !set && !usual.written });
    };
    if (depth > maxDepth) { plain(); return; }
    const go = (next: FlowNode): void => { this.#read(next, spot, at, usual, found, depth + 1); };
    switch (value.kind) {
      case 'choice': for (const option of value.options) go({ ...node, value: option }); return;
      case 'list': if (!this.#pair(node, spot, at, found)) plain(); return;
      case 'member': {
        const status = file.facts.language === 'rust' ? statusesOf(this.flow, node) : [];
        if (status.some(one => one.known)) this.#add(spot, at, status, undefined, found); else plain();
        return;
      }
      case 'name': {
        const [only, second] = this.flow.ofName(node, value.name).nodes;
        const leads = only && !second && (only.value.kind === 'call' || only.value.kind === 'list' || only.value.kind === 'member') && only.fn === node.fn && depth < 3;
        if (leads && this.#explicit(only, depth)) go(only); else plain();
        return;
      }
      case 'call': this.#readCall(node, spot, found, depth, plain, go); return;
      default: plain();
    }
  }

  /** A function that gives whole responses gives one here: what it is called, or what it holds, says nothing of its status. */
  #isMadeElsewhere({ file, fn, value }: FlowNode): boolean {
    if (value.kind !== 'call' && value.kind !== 'name') return false;
    const returns = file.functionAt(fn)?.returns?.text ?? '';
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    const path = call && this.flow.evaluator.resolve(file, call)?.path;
    return /\b(HttpResponse|\w*Response|IntoResponse|Responder)\b/.test(returns) && (path === undefined || !/(^|\.)(Json|Html)$/.test(path));
  }

  #readCall(node: FlowNode, spot: Spot, found: Reply[], depth: number, plain: () => void, go: (next: FlowNode) => void): void {
    const { file, value } = node;
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    if (!call) { plain(); return; }
    const inner = { ...node, fn: call.in };
    const [first] = call.args;
    if (file.facts.language === 'rust' && calledName(call) === 'Err') {
      const raised = first && this.#raised.of({ ...inner, value: first.value });
      const status = first ? this.#rustStatus({ ...inner, value: first.value }) : undefined;
      this.#add(spot, call.at, raised?.statuses ?? status ?? [unknown('the error decides its status where it becomes an answer')], first?.value, found, { raised: true });
      return;
    }
    if (this.#byRow(inner, call, spot, found)) return;
    if (call.callee.kind === 'member' && transparent.test(call.callee.name) && this.#explicit({ ...inner, value: call.callee.of }, depth)) { go({ ...inner, value: call.callee.of }); return; }
    const through = this.flow.ofCall(inner, call) ?? [];
    const explicit = through.filter(one => this.#explicit(one, depth));
    if (explicit.length === 0) { plain(); return; }
    for (const one of through) this.#read(one, spot, call.at, { statuses: [unknown('a helper decides it')], written: false }, found, depth + 1);
  }

  /** Whether a value says its status itself. */
  #explicit(node: FlowNode, depth: number): boolean {
    const trial: Reply[] = [];
    this.#read(node, { file: node.file, fn: node.fn, block: -1, frame: node.frame, path: [] }, node.value.at, { statuses: [known(200)], written: false }, trial, depth + 1);
    return trial.some(one => !one.implicit || one.gives !== undefined);
  }

  /** A status beside a body: axum's `(StatusCode::CREATED, Json(x))`, Flask's `x, 201`. */
  #pair(node: FlowNode, spot: Spot, at: Span, found: Reply[]): boolean {
    if (node.value.kind !== 'list' || node.value.items.length < 2 || node.value.items.length > 4) return false;
    const { items } = node.value;
    const rust = node.file.facts.language === 'rust';
    const [status, body] = rust ? [items[0], items.at(-1)] : [items[1], items[0]];
    const framework = this.#declared.get(keyOf(spot.file, spot.fn))?.framework;
    if (!status || (!rust && (node.file.facts.language !== 'python' || framework === 'fastapi'))) return false;
    const statuses = statusesOf(this.flow, { ...node, value: status });
    if (!statuses.some(one => one.known && one.value >= 100 && one.value < 600)) return false;
    this.#add(spot, at, statuses, body, found);
    return true;
  }

  #rustStatus(node: FlowNode): readonly Known<number>[] | undefined {
    const inner = node.value.kind === 'call' ? node.file.facts.calls[node.value.call] : undefined;
    const value = inner?.callee.kind === 'member' && transparent.test(inner.callee.name) ? inner.callee.of : node.value;
    const [first] = value.kind === 'list' ? value.items : [value];
    const statuses = first && (first.kind === 'member' || first.kind === 'name') ? statusesOf(this.flow, { ...node, value: first }) : [];
    return statuses.some(one => one.known) ? statuses : undefined;
  }

  /** A call the tables know as an answer, or an object of a class that extends one. */
  #byRow(node: FlowNode, call: Call, spot: Spot, found: Reply[]): boolean {
    const row = this.#rowOf(node.file, call);
    if (!row) return false;
    const statuses = this.#raised.statusesBy(row, call, node) ?? this.#settings.above(node, call) ?? this.#settings.before({ ...spot, file: node.file, fn: call.in, block: call.block }, call.at);
    const usual = this.#usual(spot.file, spot.fn);
    // A `Response` made by hand does not take over the status of the route.
    const plain = node.file.facts.language === 'typescript' ? usual.statuses : [known(200)];
    this.#add({ ...spot, file: node.file, fn: call.in, block: call.block }, call.nameAt, statuses ?? plain, row.body === undefined ? undefined : argumentOf(call, row.body), found, { implicit: !statuses, raised: row.raises !== undefined, gives: row.gives ?? (saysHtml(node.file, call) ? 'page' : undefined) });
    return true;
  }

  /** A library's answer, or a class of this program that extends one. */
  #rowOf(file: FileIndex, call: Call): ReplyRow | undefined {
    const resolved = this.flow.evaluator.resolve(file, call);
    if (resolved) return this.tables(file).reply(resolved.path);
    const made = this.flow.evaluator.shapeOf(file, call.in, call.callee);
    const bases = made.kind === 'class' ? this.flow.evaluator.basesOf(made.ref) : [];
    return bases.flatMap(base => (base.kind === 'library' ? this.tables(file).reply(base.path) ?? [] : [])).find(row => row.raises === undefined);
  }

  /** Calls that send, members that are set, and what is raised: also in closures and in what is called. */
  #sent(spot: Spot, found: Reply[], seen: Set<string>): void {
    const { file, fn } = spot;
    // A helper is entered again for another status it is given.
    const given = spot.frame?.call.args.flatMap(one => (one.value.kind === 'number' ? [String(one.value.value)] : one.value.kind === 'member' ? [one.value.name] : [])) ?? [];
    const key = [keyOf(file, fn), ...given].join(' ');
    if (seen.has(key) || spot.path.length > maxReach) return;
    seen.add(key);
    for (const inner of [fn, ...closuresIn(file, fn)]) {
      for (const index of file.calls.get(inner) ?? []) {
        const call = file.facts.calls[index];
        if (call) this.#sentBy({ ...spot, fn: inner, block: call.block }, call, found, seen);
      }
      for (const one of file.raises.get(inner) ?? []) {
        const given = errIn(file, one.value);
        if (one.value.kind === 'call' && (!given || spot.path.length > 0)) continue;
        const node = { file, fn: inner, value: given ?? one.value, frame: spot.frame };
        const raised = this.#raised.of(node) ?? (given && { statuses: this.#rustStatus(node) ?? [unknown('the error decides its status where it becomes an answer')], body: given });
        if (raised) this.#add({ ...spot, fn: inner, block: one.block }, one.at, raised.statuses, raised.body, found, { raised: true });
      }
      for (const one of file.facts.assignments) {
        if (one.in !== inner || one.target.kind !== 'member' || this.#settings.memberOf(file, inner, one.target) !== 'body') continue;
        const here = { ...spot, fn: inner, block: one.block };
        const after = this.#settings.in(file, inner).find(set => set.start > one.at.start && set.block === one.block);
        const statuses = after ? statusesOf(this.flow, { file, fn: inner, value: after.value, frame: spot.frame }) : this.#settings.before(here, one.at);
        this.#add(here, one.at, statuses ?? [known(200)], one.value.kind === 'nothing' ? undefined : one.value, found, { implicit: !statuses });
      }
    }
  }

  #sentBy(spot: Spot, call: Call, found: Reply[], seen: Set<string>): void {
    const { file } = spot;
    const node: FlowNode = { file, fn: call.in, value: call.callee, frame: spot.frame };
    const resolved = this.flow.evaluator.resolve(file, call);
    const row = resolved && this.tables(file).reply(resolved.path);
    if (row && !row.sets && (row.raises ?? (resolved.owner !== undefined && file.facts.language === 'typescript'))) { this.#byRow(node, call, spot, found); return; }
    const callee = this.graph.calleeOf(call);
    const raised = row ? undefined : this.#raised.ofCall(node, call);
    if (raised) { this.#add(spot, call.nameAt, raised.statuses, raised.body, found, { raised: true }); return; }
    if (callee) this.#entered(spot, call, callee, found, seen);
  }

  #entered(spot: Spot, call: Call, callee: FunctionAt, found: Reply[], seen: Set<string>): void {
    const step: Step = { at: placeOf({ file: spot.file, value: call.callee }), message: `\`${calledName(call)}\` is called here` };
    const frame: Frame = { call, file: spot.file, fn: call.in, entered: callee.file, enteredFn: callee.fn, outer: spot.frame, depth: (spot.frame?.depth ?? 0) + 1 };
    this.#sent({ file: callee.file, fn: callee.fn, block: -1, frame, path: [...spot.path, step] }, found, seen);
  }

  #add(spot: Spot, at: Span, statuses: readonly Known<number>[], body: Value | undefined, found: Reply[], more: { readonly implicit?: boolean; readonly raised?: boolean; readonly gives?: Reply['gives'] } = {}): void {
    const ref = this.functionRef(spot.file, spot.fn);
    if (!ref) return;
    for (const status of statuses) {
      found.push({ status, implicit: more.implicit ?? false, body, at: { file: spot.file.file, start: at.start, end: at.end }, in: ref, block: spot.block, raised: more.raised ?? false, gives: more.gives, path: spot.path });
    }
  }
}

/** What stands in Rust's `Err(...)`. */
function errIn(file: FileIndex, value: Value): Value | undefined {
  const call = value.kind === 'call' && file.facts.language === 'rust' ? file.facts.calls[value.call] : undefined;
  return call && calledName(call) === 'Err' ? call.args[0]?.value : undefined;
}
