/** Whether the type of what an endpoint answers is declared. */
import type { Endpoint, FileFacts, Program } from '../../src/rule/index.js';
import { argumentOfCall } from '../../src/rule/index.js';

type TypeRef = NonNullable<FileFacts['functions'][number]['returns']>;

/** Types that say nothing of what is in them. */
const anything = new Set(['dict', 'Dict', 'Any', 'object', 'Object', 'any', 'unknown', 'Mapping', 'MutableMapping', 'OrderedDict', 'Value', 'JsonValue', 'Response', 'JSONResponse', 'ORJSONResponse', 'UJSONResponse', 'HttpResponse', 'IntoResponse', 'Responder', 'Reply', 'FastifyReply']);
/** Without arguments these hold anything. */
const bare = new Set(['list', 'List', 'tuple', 'Tuple', 'set', 'Sequence', 'Iterable', 'Array', 'Json', 'Map', 'HashMap']);
const swagger = /(^|\.)(Api(Ok|Created|Accepted|NoContent|Default)?Response|ApiPaginatedResponse|utoipa\.path|oasgen|api_v2_operation|openapi|ZodResponse|ZodSerializerDto|SerializeOptions|response)$/;

/** `none`: what is answered has no declared type; `not asked`: the framework has no place for one, or nothing is answered; `unseen`: it may be no data at all. */
export function answerTypeOf(endpoint: Endpoint, program: Program): 'declared' | 'none' | 'not asked' | 'unseen' {
  const { handler, framework, declaration } = endpoint;
  const { returns } = handler.fact;
  const replies = program.repliesOf(handler).filter(one => !one.raised && !(one.status.known && one.status.value >= 300));
  if (endpoint.kind === 'http' && replies.length > 0 && replies.every(one => one.body === undefined || one.gives !== undefined)) return 'not asked';
  // A socket is opened here, a file is handed out, or the type is inferred.
  if (handler.fact.params.some(one => /WebSocket/.test(one.type?.text ?? '')) || /export|download|\.?(csv|pdf|xlsx|png|svg)$/i.test(endpoint.path) || (handler.file.language === 'rust' && handler.fact.kind === 'closure')) return 'not asked';
  if (handler.fact.decorators.some(one => swagger.test(one.path))) return 'declared';
  switch (framework) {
    case 'fastapi': {
      if (['response_model', 'response_class'].some(name => argumentOfCall(declaration.fact, name) !== undefined)) return 'declared';
      if (argumentOfCall(declaration.fact, 'status_code')?.kind === 'number' && replies.length === 0) return 'not asked';
      return returns && !saysNothing(returns) ? 'declared' : 'none';
    }
    case 'nestjs': case 'axum': case 'actix-web': case 'rocket': {
      if (returns && !saysNothing(returns)) return 'declared';
      return handler.file.language === 'rust' && !/Value/.test(returns?.text ?? '') && replies.every(one => !one.status.known) ? 'unseen' : 'none';
    }
    case 'tauri': return returns && saysNothing(returns) ? 'none' : 'declared';
    case 'fastify': {
      const schema = argumentOfCall(declaration.fact, 'schema');
      if (schema && (schema.kind !== 'record' || argumentOfCall({ args: [{ value: schema }] }, 'response'))) return 'declared';
      if ('types' in declaration.fact && (declaration.fact.types?.length ?? 0) > 0) return 'declared';
      return returns && !saysNothing(returns) ? 'declared' : 'none';
    }
    case 'express': {
      const response = handler.fact.params.find(one => /(^|\.)Response$/.test(one.type?.name ?? ''));
      return response?.type && response.type.args.length > 0 && !saysNothing({ name: 'Box', args: response.type.args, text: '' }) ? 'declared' : 'none';
    }
    default: return 'not asked';
  }
}

function saysNothing(type: TypeRef): boolean {
  const name = type.name.split(/::|\./).at(-1) ?? '';
  const [first] = type.args;
  if (/^(dyn|impl)\b/.test(type.text)) return [...anything].some(one => new RegExp(`\\b${one}\\b`).test(type.text));
  if (/^(Result|Promise|Observable|Awaitable|Coroutine|Option|Optional|Annotated|Box|Json|JSON|Vec|list|List|\[\]|Array|Sequence|Iterable|ApiResult|AppResult|HttpResult|\w*Result)$/.test(name) && first) return saysNothing(first);
  if (name === '|' || name === 'Union' || name === '()') return type.args.some(saysNothing);
  if (/^(dict|Dict|Mapping|Record|HashMap|BTreeMap|Map)$/.test(name)) return type.args.length < 2 || saysNothing(type.args.at(-1) ?? type);
  if (name === 'Response' || name === 'HttpResponse') return type.args.length === 0;
  return anything.has(name) || (bare.has(name) && type.args.length === 0);
}
