/** The signs in code that somebody is turned away or recognised: refusing answers, and what a request says about who sends it. */
import { partsOfValue } from '../facts/parts.js';
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import { onlyWithProof } from './let-through.js';

/** `identifies` in any way; `verifies` when it looks at a proof itself (a header, a cookie, a token) and not only at what a guard before it left in the request. */
export interface Evidence {
  readonly refuses: 'unauthorized' | 'forbidden' | undefined;
  /** Some refusal meets also those who show nothing: it does not stand under `if token`. */
  readonly always: boolean;
  readonly identifies: boolean;
  readonly verifies: boolean;
}

interface Found { refuses: Evidence['refuses']; always: boolean; identifies: boolean; verifies: boolean }

const unauthorized = /unauthori[sz]ed|unauthenticated|not_?authenticated|not_?(logged|signed)_?in|requires?_?login|login_?required|invalid_?(token|credentials?|session|api_?key|jwt)|missing_?(token|credentials?|api_?key)|authentication_?(error|failed|required|exception)|auth(orization)?_?(error|exception)$|not_?authorized|http_?401/i;
const forbidden = /forbidden|permission_?denied|access_?denied|http_?403/i;
const saysUnauthorized = /\bnot (logged|signed) in\b|\bunauthori[sz]ed\b|\bnot authenticated\b|^\/?([\w-]+\/)*(login|sign-?in)([?#]|$)/i;
const whoSends = /^(user|user_?id|current_?user|identity|principal|is_?authenticated|authorization|credentials|api_?key|is_anonymous)$/i;
const requests = /^(_?req|_?request|c|ctx|context|session|g|handshake)$/;
const headers = /^(authorization|x-api-key|api-?key|x-?auth(-token)?|x-access-token|access_?token)$/i;
/** A cookie by one of these names is a proof of who sends it. */
const cookies = /^(token|session|session_?id|sid|jwt|access_?token|auth|auth_?token)$/i;
const recognisers = /^(get_?)?(current_?user|logged_?in_?user|user_?from_?(token|request|session)|server_?session|session_?user)(_?id)?$|^(verify|decode|validate|check|parse)_?(access_?|jwt_?|bearer_?|id_?|api_?)*(token|jwt|key|session)$|^get_user_id$|^(is|ensure|check|require)_?authenticated$/i;

/** What the code of these functions shows by itself, without what it calls. */
export function evidenceIn(file: FileIndex, functions: readonly number[]): Evidence {
  const found: Found = { refuses: undefined, always: false, identifies: false, verifies: false };
  const look = (value: Value, block: number): void => {
    const here: Found = { refuses: undefined, always: false, identifies: false, verifies: false };
    for (const part of partsOfValue(value)) weigh(file, part, here);
    if (here.refuses) found.always ||= !onlyWithProof(file, block);
    found.refuses = here.refuses === 'unauthorized' ? here.refuses : found.refuses ?? here.refuses;
    found.identifies ||= here.identifies;
    found.verifies ||= here.verifies;
  };
  for (const fn of functions) {
    for (const one of file.returns.get(fn) ?? []) look(one.value, one.block);
    for (const byName of file.assignments.get(fn)?.values() ?? []) for (const one of byName) look(one.value, one.block);
    for (const index of file.calls.get(fn) ?? []) {
      const call = file.facts.calls[index];
      if (!call) continue;
      look(call.callee, call.block);
      for (const argument of call.args) look(argument.value, call.block);
      if ((call.callee.kind === 'name' || call.callee.kind === 'member') && recognisers.test(call.callee.name)) found.identifies = found.verifies = true;
    }
  }
  for (const one of file.facts.raises) if (functions.includes(one.in)) look(one.value, one.block);
  for (const one of file.facts.blocks) if (functions.includes(one.in) && one.test) lookForIdentity(file, one.test, found);
  for (const one of file.facts.assignments) if (one.target.kind === 'member' && functions.includes(one.in)) look(one.value, one.block);
  return found;
}

function weigh(file: FileIndex, part: Value, found: Found): void {
  weighIdentity(file, part, found);
  if (part.kind === 'number') {
    if (part.value === 401) found.refuses = 'unauthorized';
    else if (part.value === 403) found.refuses ??= 'forbidden';
  } else if (part.kind === 'text') {
    if (saysUnauthorized.test(part.text)) found.refuses = 'unauthorized';
  } else if (part.kind === 'name' || part.kind === 'member') {
    if (unauthorized.test(part.name)) found.refuses = 'unauthorized';
    else if (forbidden.test(part.name)) found.refuses ??= 'forbidden';
  }
}

function lookForIdentity(file: FileIndex, value: Value, found: Found): void {
  for (const part of partsOfValue(value)) weighIdentity(file, part, found);
}

function weighIdentity(file: FileIndex, part: Value, found: Found): void {
  if (part.kind === 'text' && headers.test(part.text)) found.identifies = found.verifies = true;
  if (part.kind === 'member' && cookies.test(part.name) && part.of.kind === 'member' && /cookies$/i.test(part.of.name)) found.identifies = found.verifies = true;
  if (part.kind !== 'member') return;
  if (headers.test(part.name)) found.identifies = found.verifies = true;
  else if (whoSends.test(part.name) && isRequest(file, part.of)) found.identifies = true;
}

/** `req`, `request.session`, `ctx.state`: what carries who is asking. */
function isRequest(file: FileIndex, value: Value): boolean {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (call) return /^(get)?_?request$|^switchToHttp$/i.test(calledName(call));
  if (value.kind === 'name') return requests.test(value.name);
  if (value.kind === 'member') return /^(req|request|session|state|locals|auth|ctx|context)$/.test(value.name) && (isRequest(file, value.of) || (value.of.kind === 'name' && /^(self|this)$/.test(value.of.name)));
  return false;
}

/** A header or cookie taken as a parameter: `x_api_key: str = Header(None)`. */
export function namesCredential(parameter: string): boolean {
  return headers.test(parameter.replaceAll('_', '-')) || cookies.test(parameter);
}

/** For what cannot be seen: a library's middleware or an import that leads nowhere is judged by what it is called. */
export function soundsLikeAuth(name: string): boolean {
  return /auth(?!or(?!i))|jwt|login|logged_?in|permission|protect|guard|acl\b|admin|keycloak|clerk|oidc|claims|current_?user|verify_?(token|user)|requires?_?(user|role|scope|session|api_?key|sign)|(roles?|scopes?)_?(required|accepted|allowed|guard)|has_?(any_?)?(role|scope|authority)|restrict_?to|allowed_?roles|is_?(owner|signed_?in)|ensure_?(user|signed)|api_?key|bearer|principal/i.test(name) && !/csrf|throttl|rate_?limit|cors|helmet|swagger|xss|frame_?guard|rout(e|er|es|ers)$|controller$/i.test(name);
}
