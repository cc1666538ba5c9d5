/** Tells an entity with its children, or an object of statistics, from an envelope around a list. */

/** Fields that only carry a list: how much there is, how to go on, whether it went well. */
const envelope = new Set(['total', 'totals', 'count', 'totalcount', 'totalitems', 'totalpages', 'totalelements', 'page', 'pages', 'pagecount', 'pagesize', 'pagenumber', 'currentpage', 'perpage', 'limit', 'offset', 'skip', 'take', 'size', 'length', 'hasmore', 'hasnext', 'hasprevious', 'hasprev', 'next', 'previous', 'prev', 'cursor', 'nextcursor', 'success', 'ok', 'status', 'statuscode', 'message', 'msg', 'error', 'errors', 'code', 'meta', 'pagination', 'links', 'timestamp', 'version', 'sort', 'order', 'filter', 'filters', 'query']);
const list = new Set(['data', 'items', 'item', 'results', 'result', 'rows', 'list', 'content', 'contents', 'records', 'entries', 'docs', 'documents', 'values', 'elements', 'payload', 'body', 'response', 'all']);

const fieldsOfAnEntity = 3;

/** Whether the field `name` is one of many: `others` are its neighbours, `spreads` objects poured in beside them. */
export function isOneOfMany(name: string | undefined, others: readonly string[], spreads: number): boolean {
  if (name !== undefined && list.has(plain(name))) return false;
  const own = others.filter(other => !envelope.has(plain(other)) && !list.has(plain(other))).length;
  return own + spreads * fieldsOfAnEntity >= fieldsOfAnEntity;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}
