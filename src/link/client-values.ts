/** Which parameters of a handler the client fills, and which parts of a request hold what it sent. */
import type { Param } from '../facts/structure.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

/** What a request or context offers that the client chose. */
const clientParts = /^(query|params|body|headers|cookies|request|req|queries|query_params|path_params|form|args|values|json|get_json|data|GET|POST|match_info|rel_url|param|header|queryStringParameters|url)$/;
/** Handed to a handler by the framework, the client has no part in them. */
const givenTypes = /^(State|Extension|Data|AppHandle|Window|WebviewWindow|Webview|Arc|PgPool|SqlitePool|Pool|Session|AsyncSession|BackgroundTasks|Cookies)$/;
const requestTypes = /(^|[A-Z])(Request|Context|Ctx|Req)$|^HttpRequest$/;
const clientDecorators = /^(Query|Param|Body|Headers|QueryParam|QueryParams|PathParam|BodyParam|Args|Arg)$/;

export function isClientsParam(tables: LibraryTables, file: FileIndex, fn: number, param: Param, fields: readonly string[]): boolean {
  const { language } = file.facts;
  const type = param.type?.name.split(/::|\./).at(-1) ?? '';
  if (givenTypes.test(type)) return false;
  if (param.decorators.length > 0) return param.decorators.some(one => clientDecorators.test(one.path.split('.').at(-1) ?? ''));
  const [part] = fields;
  const isWhole = requestTypes.test(type) || (language === 'typescript' && param.type === undefined) || (language === 'python' && /^(request|req|ctx)$/.test(param.name)) || tables.isRequest(type);
  if (isWhole || (language === 'typescript' && part !== undefined)) return part !== undefined && clientParts.test(part);
  // An extractor of the project's own may have bounds nobody sees from here.
  if (language === 'rust' && fields.length > 0) return /^(Query|Json|Path|Form|Qs|QsQuery|ValidatedQuery|Valid|Validated|ValidatedJson)$/.test(type) || isCommand(file, fn);
  return true;
}

function isCommand(file: FileIndex, fn: number): boolean {
  return file.functionAt(fn)?.decorators.some(one => /(^|\.)command$/.test(one.path)) ?? false;
}
