/** The statuses of HTTP by the names libraries give them. */

const names: Readonly<Record<string, number>> = {
  CONTINUE: 100, SWITCHING_PROTOCOLS: 101, OK: 200, CREATED: 201, ACCEPTED: 202, NON_AUTHORITATIVE_INFORMATION: 203, NO_CONTENT: 204, RESET_CONTENT: 205, PARTIAL_CONTENT: 206, MULTI_STATUS: 207,
  MULTIPLE_CHOICES: 300, MOVED_PERMANENTLY: 301, FOUND: 302, SEE_OTHER: 303, NOT_MODIFIED: 304, TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308, MOVED_TEMPORARILY: 302,
  BAD_REQUEST: 400, UNAUTHORIZED: 401, PAYMENT_REQUIRED: 402, FORBIDDEN: 403, NOT_FOUND: 404, METHOD_NOT_ALLOWED: 405, NOT_ACCEPTABLE: 406, REQUEST_TIMEOUT: 408, CONFLICT: 409, GONE: 410,
  LENGTH_REQUIRED: 411, PRECONDITION_FAILED: 412, PAYLOAD_TOO_LARGE: 413, REQUEST_ENTITY_TOO_LARGE: 413, REQUEST_TOO_LONG: 413, CONTENT_TOO_LARGE: 413, UNSUPPORTED_MEDIA_TYPE: 415, EXPECTATION_FAILED: 417,
  IM_A_TEAPOT: 418, MISDIRECTED_REQUEST: 421, UNPROCESSABLE_ENTITY: 422, UNPROCESSABLE_CONTENT: 422, LOCKED: 423, FAILED_DEPENDENCY: 424, TOO_EARLY: 425, UPGRADE_REQUIRED: 426, PRECONDITION_REQUIRED: 428, TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500, NOT_IMPLEMENTED: 501, BAD_GATEWAY: 502, SERVICE_UNAVAILABLE: 503, GATEWAY_TIMEOUT: 504, INSUFFICIENT_STORAGE: 507,
};

const camel = new Map(Object.entries(names).map(([name, status]) => [name.toLowerCase().replaceAll(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()), status]));

/** Owners of constants that are statuses: `http.HTTPStatus`, `axum.http.StatusCode`, `http-status-codes.StatusCodes`. */
const owners = /(^|[./-])(status|statuses|codes|http-?status(es)?|http_?status|status_?codes?|http_?status_?codes?|http)$/i;

/** The status a library's constant stands for, by its path: `fastapi.status.HTTP_404_NOT_FOUND`, `http.StatusCode.NOT_FOUND`. */
export function statusNamed(path: string): number | undefined {
  const dot = path.lastIndexOf('.');
  const name = path.slice(dot + 1);
  const numbered = /^(?:HTTP_|HTTP_STATUS_|_)(\d{3})(_|$)/.exec(name)?.[1];
  if (numbered !== undefined) return Number(numbered);
  return owners.test(path.slice(0, Math.max(dot, 0))) ? names[name] ?? camel.get(name) : undefined;
}

/** Rows for what is called like a status: `of('werkzeug.exceptions.', ...)` gives `werkzeug.exceptions.NotFound`. */
export function byStatus<Row>(prefix: string, row: (status: number) => Row, suffix = '', style: 'Camel' | 'camel' = 'Camel', from = 200): Readonly<Record<string, Row>> {
  return Object.fromEntries([...camel].filter(([, status]) => status >= from).map(([name, status]) => [`${prefix}${style === 'camel' ? name.charAt(0).toLowerCase() + name.slice(1) : name}${suffix}`, row(status)]));
}
