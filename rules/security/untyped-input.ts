/** Parameters by which a handler takes whatever is sent, and those that take a table's own class. */
import type { Endpoint, FileFacts, Program } from '../../src/rule/index.js';

type Param = FileFacts['functions'][number]['params'][number];
type Type = NonNullable<Param['type']>;

/** What a parameter says about what may be sent: nothing, the columns of a table, or the fields of a class. */
export type Input =
  | { readonly kind: 'anything'; readonly name: string; readonly type: string }
  | { readonly kind: 'table'; readonly name: string; readonly type: string }
  | { readonly kind: 'class'; readonly name: string; readonly file: FileFacts; readonly fact: FileFacts['classes'][number] };

/** Extractors of a request's body, form or query. */
const carriers = /^(?:axum\.(?:Json|Form|extract\.Query)|actix_web\.web\.(?:Json|Form|Query)|rocket\.(?:serde\.json\.Json|form\.Form)|axum_valid\.Valid|axum_extra\..*(?:Json|Form|Query)|poem\.web\.Json|salvo\..*JsonBody)$/;
const wrappers = /^(?:Option|Optional|Annotated|Box|Partial|Readonly|Required|Array|Vec|List|list|Sequence|\[\]|\||Result|Union)$/;
const anythings = /^(?:dict|Dict|Mapping|MutableMapping|Any|object|any|unknown|Object|Record|HashMap|BTreeMap|Map|Value|JSON|JsonValue|json)$/;
const nothings = /^(?:None|null|undefined|nothing)$/;

export function inputsOf(endpoint: Endpoint, program: Program): readonly Input[] {
  const { file, index, fact } = endpoint.handler;
  return fact.params.flatMap(param => inputOf(endpoint, { file, index }, param, program));
}

function inputOf(endpoint: Endpoint, at: { readonly file: FileFacts; readonly index: number }, param: Param, program: Program): readonly Input[] {
  const { file, index } = at;
  const { type } = param;
  if (file.language === 'rust') {
    if (!type) return [];
    if (endpoint.kind === 'command') return isInjected(type, file, index, program) ? [] : told(param, type, file, index, program);
    const carrier = program.meaningOfType(file, index, { ...type, args: [] }, 'by name');
    const [inner] = type.args;
    if (inner && carrier.kind === 'library' && /Valid$/.test(carrier.path)) return inputOf(endpoint, at, { ...param, type: inner }, program);
    return inner && ((carrier.kind === 'library' && carriers.test(carrier.path)) || (carrier.kind === 'object' && carriers.test(carrier.type))) ? told(param, inner, file, index, program) : [];
  }
  if (file.language === 'typescript') {
    const body = param.decorators.find(one => /^(?:Body|Query)$/.test(one.path));
    // A pipe of its own, or one value by its key: not the whole of what is sent.
    if (!body || body.args.some(one => one.value.kind !== 'nothing')) return [];
    if (!type) return [{ kind: 'anything', name: param.name, type: 'no type' }];
    // tsoa checks what is sent against the type itself, an interface's fields too.
    return told(param, type, file, index, program).filter(one => endpoint.framework !== 'tsoa' || one.kind !== 'class');
  }
  if (endpoint.framework !== 'fastapi' || !type || isProvided(param, type, file, program)) return [];
  return told(param, type, file, index, program);
}

function told(param: Param, type: Type, file: FileFacts, fn: number, program: Program, depth = 0): readonly Input[] {
  const last = type.name.split(/::|\./).at(-1) ?? type.name;
  const named = /^[{[(]/.test(param.name) ? 'the body' : `\`${param.name}\``;
  if (depth > 5 || nothings.test(last)) return [];
  // `CurrentUser = Annotated[User, Depends(...)]`: what is declared under the name comes first.
  const alias = program.aliasOf(file, fn, type);
  if (alias && alias.type !== type) return isProvided(undefined, alias.type, alias.file, program) ? [] : told(param, alias.type, alias.file, -1, program, depth + 1);
  const meaning = program.meaningOfType(file, fn, { ...type, args: [] }, 'by name');
  if (meaning.kind === 'class' || meaning.kind === 'instance') {
    if (isTable(meaning)) return [{ kind: 'table', name: named, type: meaning.fact.name }];
    return [{ kind: 'class', name: named, file: meaning.file, fact: meaning.fact }];
  }
  if (wrappers.test(last)) return type.args.slice(0, last === '|' || last === 'Union' ? type.args.length : 1).flatMap(one => told(param, one, file, fn, program, depth + 1));
  if (!anythings.test(last)) return [];
  // A table of plain values is checked: `dict[str, int]`, `Record<string, string>`.
  const held = type.args.at(-1);
  if (held && !anythings.test(held.name.split(/::|\./).at(-1) ?? '')) return [];
  if (last === 'Value' && meaning.kind === 'library' && !/^serde_json\b/.test(meaning.path)) return [];
  return [{ kind: 'anything', name: named, type: type.text }];
}

function isTable({ fact, bases }: { readonly fact: FileFacts['classes'][number]; readonly bases: readonly string[] }): boolean {
  if (fact.keywords.some(one => one.name === 'table' && one.value.kind === 'boolean' && one.value.value) && bases.some(base => /^sqlmodel\./.test(base))) return true;
  return fact.decorators.some(one => one.path === 'Entity' || (one.path === 'derive' && one.args.some(({ value }) => (value.kind === 'name' || value.kind === 'member') && /^(?:FromRow|Queryable|DeriveEntityModel)$/.test(value.name))));
}

/** What Tauri hands over itself. */
function isInjected(type: Type, file: FileFacts, fn: number, program: Program): boolean {
  const meaning = program.meaningOfType(file, fn, { ...type, args: [] }, 'by name');
  return /(?:^|::)(?:State|AppHandle|Window|WebviewWindow|Webview|Channel|Request)$/.test(type.name) || (meaning.kind === 'library' && meaning.path.startsWith('tauri.'));
}

/** A dependency, the request itself, or what the path says. */
function isProvided(param: Param | undefined, type: Type, file: FileFacts, program: Program): boolean {
  const given = [param?.default, ...(type.values ?? [])].flatMap(value => (value?.kind === 'call' ? file.calls[value.call] ?? [] : []));
  return given.some(call => { const path = program.libraryPathOf({ file, index: file.calls.indexOf(call), fact: call }); return (call.callee.kind === 'name' || call.callee.kind === 'member') && (/^(?:Depends|Security|Path)$/.test(call.callee.name) || (path.known && /Depends$/.test(path.value))); });
}
