/** Whether a refusal's status fits what its text says: not known against not allowed, conflict, refusal. */
import type { Reply, Value } from '../../src/rule/index.js';

const notKnown = /not (authenticated|logged ?in|signed ?in)|(invalid|missing|expired|bad|wrong|validate) (api[ -]?key|token|credentials?|session|auth\w*)|(token|credentials?|session)( \w+){0,2} (invalid|missing|expired|required)|(log|sign) ?in (first|to|required)|authentication (required|failed)|non autenticat|credenziali|token (mancante|scaduto|non valido)|validate credentials/i;
const notAllowed = /permission|privilege|forbidden|not (allowed|permitted|authori[sz]ed) to|(admins?|owners?|superusers?) only|only (admins?|owners?|superusers?)|insufficient (rights|scope|role)|permess[oi]|privilegi|riservat[oa] agli? /i;
const exists = /already (exists?|registered|in use|taken|used)|duplicate|must be unique|gi[aà]'? (esistente|presente|registrat|esiste|in uso)|esiste gi[aà]/i;

export interface Statuses { readonly conflict: readonly number[]; readonly refusal: readonly number[] }

/** What the text says although the status says otherwise. */
export function misfit(reply: Reply, { conflict, refusal }: Statuses): { readonly message: string; readonly instead: string } | undefined {
  if (!reply.status.known) return undefined;
  const status = reply.status.value;
  const text = textIn(reply.body, 0);
  if (status === 401 && notAllowed.test(text) && !notKnown.test(text)) return { message: `answers 401 to somebody who is known but may not: \`${short(text)}\``, instead: 'answer 403: who is asking is known, the right is missing' };
  if (status === 403 && notKnown.test(text) && !notAllowed.test(text)) return { message: `answers 403 to somebody who is not known: \`${short(text)}\``, instead: 'answer 401 (with `WWW-Authenticate`): nobody knows yet who is asking' };
  if (status >= 400 && exists.test(text)) return conflict.includes(status) ? undefined : { message: `answers ${String(status)} for a conflict: \`${short(text)}\``, instead: `answer ${conflict.join(', ')}` };
  if (refusal.length > 0 && [400, 409, 422].includes(status) && !refusal.includes(status) && !conflict.includes(status)) return { message: `answers ${String(status)} for a refusal`, instead: `answer ${refusal.join(' or ')}` };
  return undefined;
}

function textIn(body: Value | undefined, depth: number): string {
  if (!body || depth > 3) return '';
  switch (body.kind) {
    case 'text': return body.text;
    case 'joined': return body.parts.map(part => (part.kind === 'text' ? part.text : ' ')).join('');
    case 'record': return body.entries.map(entry => textIn(entry.value, depth + 1)).join(' ');
    case 'list': return body.items.map(item => textIn(item, depth + 1)).join(' ');
    default: return '';
  }
}

function short(text: string): string { const line = text.replaceAll(/\s+/g, ' ').trim(); return line.length > 50 ? `${line.slice(0, 47)}...` : line; }
