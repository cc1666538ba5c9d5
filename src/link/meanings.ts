/** Answers what a value or a type means and which constants it can be, for rules that look at what a library is told. */
import type { FileFacts, TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Meaning, Source, Sources } from '../rule/meaning.js';
import type { FunctionRef } from '../rule/program.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import type { ClassRef, Shape } from './shapes.js';

const maxDepth = 12;
const maxSources = 60;

/** What gives the value it is called on, or its first argument, in another form. */
const passing = /^(?:to_string|to_owned|as_str|into|parse|unwrap|expect|clone|strip|rstrip|lstrip|trim|split|splitlines|map|filter|collect|iter|into_iter|as_ref|toString|encode|lower|toLowerCase|ok|flat|cloned|copied|unwrap_or_default)$/;
const wrapping = /^(?:str|list|tuple|set|String|from_static|from_str|from|try_from|Some|Ok|freeze|frozenset|SecretStr|AnyUrl|AnyHttpUrl|HttpUrl|URL|Url|sorted|new|json\.loads|parse_obj_as)$/;
/** What is read from outside, with what holds when nothing is there. */
const fromOutside = /^(?:getenv|env|var|get|config|str|int|bool|list|getOrThrow|requireEnv)$/;
const standsIn = /^(?:unwrap_or|unwrap_or_else|or|or_else|default)$/;

export class Meanings {
  constructor(readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined) {}

  of(file: FileIndex, fn: number, value: Value): Meaning { return this.#meaning(file, this.flow.evaluator.shapeOf(file, fn, value)); }

  ofType(file: FileIndex, fn: number, type: TypeRef): Meaning { return this.#meaning(file, this.flow.evaluator.shapeOfType(file, fn, type)); }

  /** What a type's own name means, whatever it is made of: `Json` in `Json<User>`. */
  ofTypeName(file: FileIndex, fn: number, type: TypeRef): Meaning { return this.#meaning(file, this.flow.evaluator.types.named(file, fn, type.name.replaceAll('::', '.'))); }

  /** `type Body = Record<string, unknown>`, `UserBody = Annotated[...]`: what the name was declared to stand for. */
  aliasOf(file: FileIndex, fn: number, type: TypeRef): { readonly file: FileFacts; readonly type: TypeRef } | undefined {
    const found = this.flow.evaluator.aliasOf(file, fn, type);
    return found && { file: found.file.facts, type: found.type };
  }

  #meaning(file: FileIndex, shape: Shape): Meaning {
    switch (shape.kind) {
      case 'library': case 'method': return { kind: 'library', path: this.tables(file).canonical(shape.path) };
      case 'object': return { kind: 'object', type: this.tables(file).canonical(shape.type) };
      case 'class': case 'instance': {
        const fact = shape.ref.file.classAt(shape.ref.cls);
        return fact ? { kind: shape.kind, file: shape.ref.file.facts, fact, bases: this.#basesOf(shape.ref, 0) } : { kind: 'unknown', because: 'the class was not recorded' };
      }
      case 'function': {
        const fn = this.functionRef(shape.file, shape.fn);
        return fn ? { kind: 'function', fn } : { kind: 'unknown', because: 'the function was not recorded' };
      }
      case 'module': case 'record': return { kind: 'unknown', because: 'a module or an object' };
      case 'unknown': return shape;
    }
  }

  #basesOf(ref: ClassRef, depth: number): readonly string[] {
    return depth > 6 ? [] : this.flow.evaluator.basesOf(ref).flatMap(base => (base.kind === 'library' ? [this.tables(ref.file).canonical(base.path)] : base.kind === 'object' ? [this.tables(ref.file).canonical(base.type)] : base.kind === 'class' ? this.#basesOf(base.ref, depth + 1) : []));
  }

  sourcesOf(file: FileIndex, fn: number, value: Value): Sources {
    const walk = new Walk(this.flow);
    walk.follow({ file, fn, value, frame: undefined }, 0);
    return { all: [...walk.found.values()], open: walk.open };
  }
}

class Walk {
  readonly found = new Map<Value, Source>();
  readonly #seen = new Set<Value>();
  open: string | undefined;

  constructor(readonly flow: Flow) {}

  follow(node: FlowNode, depth: number): void {
    const { value } = node;
    if (this.#seen.has(value)) return;
    this.#seen.add(value);
    if (depth > maxDepth || this.found.size > maxSources) { this.#lose('it is followed no further'); return; }
    const go = (next: Value): void => { this.follow({ ...node, value: next }, depth + 1); };
    switch (value.kind) {
      case 'text': case 'number': case 'boolean': case 'nothing': case 'joined': case 'record': case 'function': case 'operation': this.#keep(node); return;
      case 'list': {
        const spread = value.items.filter(item => item.kind === 'item');
        this.#keep(node);
        for (const item of spread) if (item.kind === 'item') go(item.of);
        return;
      }
      case 'choice': value.options.forEach(go); return;
      case 'each': go(value.over); return;
      case 'name': this.#through(this.flow.ofNameAlone(node, value.name), node, depth); return;
      case 'member': {
        // `process.env.X`: whatever the environment says.
        if (value.of.kind === 'member' && value.of.name === 'env') { this.#lose('the environment says'); return; }
        this.#through(this.flow.ofMember(node, value.of, value.name), node, depth);
        return;
      }
      case 'call': this.#ofCall(node, value.call, depth); return;
      case 'index': this.#lose('an entry of a collection'); return;
      case 'item': this.#lose('an item of a collection'); return;
      case 'unknown': this.#lose(value.because);
    }
  }

  #keep(node: FlowNode): void {
    const { file, fn, value } = node;
    this.found.set(value, { value, file: file.facts, in: fn, at: { file: file.file, start: value.at.start, end: value.at.end } });
  }

  #lose(because: string): void { this.open ??= because; }

  #through({ nodes, ends }: ReturnType<Flow['ofName']>, node: FlowNode, depth: number): void {
    for (const one of nodes) this.follow(one, depth + 1);
    for (const end of ends) {
      if (end.kind === 'param') {
        if (end.callers.length === 0) this.#lose(`nobody is seen to hand over \`${end.param.name}\``);
        for (const caller of end.callers) this.follow(caller, depth + 1);
      } else if (end.kind === 'library' || end.kind === 'class' || end.kind === 'function') this.#keep(node);
      else this.#lose(end.kind === 'unknown' ? end.because : 'a loop variable');
    }
  }

  #ofCall(node: FlowNode, index: number, depth: number): void {
    const call = node.file.facts.calls[index];
    if (!call) { this.#lose('the call was not recorded'); return; }
    const here = { ...node, fn: call.in };
    const go = (next: Value): void => { this.follow({ ...here, value: next }, depth + 1); };
    const results = this.flow.ofCall(here, call);
    if (results && results.length > 0) { for (const one of results) this.follow(one, depth + 1); return; }
    const name = calledName(call);
    const [first, second] = call.args;
    const { callee } = call;
    if (callee.kind === 'member' && standsIn.test(name) && first) { go(callee.of); go(this.#given(here, first.value)); return; }
    if (callee.kind === 'member' && passing.test(name) && !call.macro) { go(callee.of); return; }
    if (name === 'Field') {
      const given = call.args.find(one => one.name === 'default')?.value ?? (first?.name === undefined ? first?.value : undefined);
      if (given) go(given);
      this.#lose('the settings may say otherwise');
      return;
    }
    if (fromOutside.test(name) && first?.value.kind === 'text' && /^[A-Z][A-Z0-9_]+$/.test(first.value.text)) {
      const instead = call.args.find(one => one.name === 'default')?.value ?? (second?.name === undefined ? second?.value : undefined);
      if (instead) go(instead);
      this.#lose('the environment says');
      return;
    }
    if (wrapping.test(name) && first && call.args.length === 1) { go(first.value); return; }
    this.#keep(here);
  }

  /** `|| "x".into()`: what the closure gives. */
  #given(node: FlowNode, value: Value): Value {
    return value.kind === 'function' ? node.file.returns.get(value.function)?.[0]?.value ?? value : value;
  }
}
