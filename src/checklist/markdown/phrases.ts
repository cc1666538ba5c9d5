/** Which words of a checklist line speak about which rules or evidence, in English and Italian. They only propose: a comment decides. */
import { evidenceOf } from './ties.js';

export interface Proposal {
  /** As they are written in a comment. */
  readonly judges: readonly string[];
  /** The words that matched. */
  readonly because: string;
}

interface Phrase {
  readonly judges: readonly string[];
  readonly words: RegExp;
}

const phrases: readonly Phrase[] = [
  { judges: ['no-unwrap-in-production'], words: /\bunwrap\b|\bpanic!?s?\b/ },
  { judges: ['no-string-built-sql'], words: /sql[ -]?injection|injection sql|parametri[sz]ed|parametrizzat|prepared statements?|bound parameters?|string[- ]built sql|iniezione sql/ },
  { judges: ['no-business-logic-in-routes'], words: /(business )?logic\b.*\b(routes?|handlers?|controllers?|endpoints?|commands?)\b|thin (routes|controllers|handlers)|logica\b.*\b(route|rotte|handler|controller|endpoint)/ },
  { judges: ['no-direct-database-in-routes'], words: /(database|db|queries|sql)\b.*\b(from|in)\b.*\b(controllers?|routes?|handlers?)\b|accesso\b.*\bdatabase\b.*\b(route|controller|handler)/ },
  { judges: ['no-unbounded-list'], words: /paginat|paginazion|unbounded lists?|paged/ },
  { judges: ['no-uncapped-page-size'], words: /page size|limit(e)? massimo|max(imum)? (page|limit)|\ble ?= ?\d+/ },
  { judges: ['no-writes-to-read-only-database'], words: /(database|db|erp|quer(y|ies)|tables?)\b.*(read[- ]only|sola lettura)|\w+ read[- ]only respected|never writes? to|mai scrivere/ },
  { judges: ['no-n-plus-one'], words: /\bn ?\+ ?1\b|eager load/ },
  { judges: ['no-blocking-in-async'], words: /\bblocking\b|bloccant|sync(hronous)?\b.*\basync|\basync\b.*\bawait/ },
  { judges: ['no-unawaited-async'], words: /\bawait\b|unawaited/ },
  { judges: ['no-long-work-in-routes'], words: /long[- ]running|operazioni lunghe|background jobs?/ },
  { judges: ['require-timeout-on-outgoing-calls'], words: /time-?outs?\b/ },
  { judges: ['no-unbounded-retry'], words: /\bretr(y|ies)\b|backoff|ritentativ/ },
  { judges: ['require-auth-on-routes'], words: /authenticat|autentica|\bauth required\b|\bjwt required\b|protected (routes|endpoints)|\blogin required/ },
  { judges: ['require-authorization-on-writes'], words: /authoriz|autorizz|\bpermissions? (are )?checked|\brbac\b/ },
  { judges: ['no-unverified-jwt'], words: /\bjwt\b|token (signature|expir)/ },
  { judges: ['require-input-validation'], words: /(input|inputs|request|body|payload)s?\b.*\bvalidat|validat\w*\b.*\b(input|inputs|request|body|payload)s?\b|validazione (degli |dell')?input|input validati|pydantic (validation|models?|schemas?)/ },
  { judges: ['no-permissive-cors'], words: /\bcors\b/ },
  { judges: ['no-hardcoded-secret'], words: /(no|never|not|nessun|mai) (?:\w+ )?(secrets?|credentials?|segret|credenzial|api keys?)|(secrets?|credentials?|api keys?|segreti|credenziali)\b.*(hard|in (the )?code|in source|committed|in \.?env|in the environment|stored in|nel codice)|hard[- ]?coded (secret|credential|password|api key)/ },
  { judges: ['no-hardcoded-config'], words: /hard[- ]?coded (config|values?|urls?)|valori hardcoded|magic (urls?|hosts?)/ },
  { judges: ['no-sensitive-data-in-logs'], words: /(sensitive|personal|pii|tokens?|passwords?)\b.*\blog|log\w*\b.*\b(sensitive|tokens?|passwords?|secrets)|dati sensibili\b.*\blog/ },
  { judges: ['no-plain-sensitive-data'], words: /(encrypted|hashed|cifrat|crittograf)|passwords? (are )?hash/ },
  { judges: ['no-disabled-tls'], words: /\btls\b|\bhttps\b|certificate/ },
  { judges: ['require-audit-log-on-writes'], words: /\baudit[- ]?(logs?|logging|trail)|registro (delle )?modifiche/ },
  { judges: ['no-swallowed-error', 'require-error-handlers'], words: /error handling|gestione (degli )?errori|missing error/ },
  { judges: ['no-swallowed-error'], words: /swallow|empty catch|except:? ?pass|silent(ly)? (ignored?|failures?)/ },
  { judges: ['no-internal-error-leak'], words: /(stack ?traces?|internal errors?|exceptions?)\b.*\b(leak|expos|client|answer|respons)/ },
  { judges: ['require-error-handlers'], words: /error (schema|format|shape|payload|cases? handled|handlers?)|errors? standardi|formato (degli )?errori/ },
  { judges: ['require-rollback'], words: /\brollback\b.*\b(transaction|error|fail)|transaction\w*\b.*\brollback|session lifecycle/ },
  { judges: ['require-scoped-session'], words: /session lifecycle|sessions? (are )?(closed|scoped)|connection (pool|leak)/ },
  { judges: ['no-split-transaction'], words: /\batomic|transaction boundar|transazion|data integrity/ },
  { judges: ['require-conflict-handling'], words: /integrity ?errors?|conflicts? (are )?(handled|mapped)|\b409\b/ },
  { judges: ['require-index-for-filters'], words: /index(es|ing)?\b|indici\b/ },
  { judges: ['require-index-on-foreign-key'], words: /foreign keys?\b.*\bindex|index\w*\b.*\bforeign keys?/ },
  { judges: ['require-relationship-for-foreign-key'], words: /relationships? (are )?(defined|declared)|relazioni/ },
  { judges: ['migration-order'], words: /migrations?\b.*\b(order|number|sequen)|migrazioni\b.*\b(ordin|numer)/ },
  { judges: ['require-reversible-migration', 'no-destructive-migration'], words: /roll-?back plan|reversible migration|down(grade)? migration|migrazioni reversibili/ },
  { judges: ['normalised-schema'], words: /normali[sz]ed|normalizzat/ },
  { judges: ['schema-drift'], words: /constraints match|schema (matches|drift)|models? match/ },
  { judges: ['restful-paths'], words: /restful|rest design|rest conventions/ },
  { judges: ['proper-status-codes'], words: /status codes?|codici di stato|\b(404|400)\b/ },
  { judges: ['require-api-version'], words: /api version|versioning|versionat/ },
  { judges: ['require-api-prefix'], words: /under \/api|prefix \/api|prefisso \/api/ },
  { judges: ['consistent-api-naming'], words: /consistent naming|naming convention|nomi coerenti/ },
  { judges: ['require-response-model'], words: /response[_ ]model|responses? match schemas?|typed (commands|answers|responses)|tipi corretti|(commands?|endpoints?) typed/ },
  { judges: ['require-route-docs'], words: /documentation updated|api docs?|openapi|swagger|documentazione/ },
  { judges: ['require-rate-limit'], words: /rate[- ]?limit/ },
  { judges: ['require-health-check'], words: /health[- ]?checks?|\/health\b/ },
  { judges: ['require-security-headers'], words: /security headers|\bhelmet\b|\bhsts\b/ },
  { judges: ['require-request-id'], words: /(request|correlation)[- _]?ids?/ },
  { judges: ['no-unregistered-endpoint'], words: /routers? (are )?(mounted|registered|included)|commands? (are )?registered|registrat/ },
  { judges: ['layer-direction'], words: /layer(ing|s)?\b|layered|livelli|architettura a strati/ },
  { judges: ['no-protected-logic'], words: /core (package|engine)?\s*imported|asitroncore (imported|properly)/ },
  { judges: ['require-license-check'], words: /licen[sc]e check|verifica (della )?licenza/ },
  { judges: ['require-test-for-endpoint'], words: /(api|endpoint|integration) tests?\b|tests? (per|for (each|every)) endpoint|test di integrazione/ },
  { judges: ['require-error-path-test'], words: /error paths? (are )?tested|security tests/ },
  { judges: ['require-test-for-service'], words: /unit tests?\b|test unitari/ },
  { judges: ['no-assertless-test'], words: /assert/ },
  { judges: ['no-print'], words: /\bprint(ln)?!?(\(\))?(?=\W|$)|console\.log/ },
  { judges: ['require-type-annotations'], words: /type (hints?|annotations?)( (on|for|throughout|complete|in)\b(?! all settings)|$)|annotazioni di tipo/ },
  { judges: ['require-docstrings'], words: /doc-?strings?/ },
  { judges: ['require-cache-expiry'], words: /cache\w*\b.*\b(expir|ttl|scad)|\bttl\b/ },
  { judges: ['clippy'], words: /\bclippy\b/ },
  { judges: ['build'], words: /\bcompiles?\b|build (passes|passing|succeeds)|compila\b/ },
  { judges: ['tests'], words: /tests? (pass|passing|green|verd)|cargo test|test verdi|\btests? pass\b/ },
  { judges: ['migrations'], words: /migrations?:? (run|apply|applied|work|.*migrate run)|migrazioni (applicate|funzion)/ },
  { judges: ['migrations up and down'], words: /migrations? tested/ },
  { judges: ['load test'], words: /load tests?|test di carico/ },
  { judges: ['no vulnerabilities'], words: /vulnerabilit/ },
];

/** Figures are read from the line itself: `Test coverage > 80%`, `API response time < 200ms`. */
const figures: readonly { readonly name: string; readonly words: RegExp }[] = [
  { name: 'coverage', words: /coverage[^<>=≥\d]*(>=|≥|>|at least|almeno)\s*(\d+(?:\.\d+)?)\s*%/ },
  { name: 'coverage', words: /(>=|≥|>|at least|almeno)\s*(\d+(?:\.\d+)?)\s*% (?:\w+ )?coverage/ },
  { name: 'response time', words: /(?:response|latency|risposta)[^<\d]*(<|under|sotto)\s*(\d+(?:\.\d+)?)\s*ms/ },
  { name: 'query time', words: /quer(?:y|ies)[^<\d]*(<|under|sotto)\s*(\d+(?:\.\d+)?)\s*ms/ },
  { name: 'error rate', words: /error rate[^<\d]*(<|under)\s*(\d+(?:\.\d+)?)\s*%/ },
];

/** A line about testing something asks for the test, not for the thing. */
const aboutTesting = /\b(tested|testing|tests?)\b/;

/** Undefined: nothing here judges what the line says. Only what this build can judge is proposed. */
export function proposalFor(text: string, ruleIds: readonly string[]): Proposal | undefined {
  const plain = text.toLowerCase();
  const found = phrases.flatMap(({ judges, words }) => {
    const match = words.exec(plain);
    const usable = judges.filter(one => (ruleIds.includes(one) || evidenceOf(one) !== undefined) && (!aboutTesting.test(plain) || /test|migrations|vulnerab|assert/.test(one)));
    return match && usable.length > 0 ? [{ judges: usable, words: match[0] }] : [];
  });
  const numbers = figures.flatMap(({ name, words }) => {
    const [all, sign, number] = words.exec(plain) ?? [];
    return all === undefined || number === undefined ? [] : [{ judges: [`${name} ${signOf(sign)} ${number}`], words: all }];
  });
  const all = [...numbers, ...found];
  if (all.length === 0) return undefined;
  return { judges: [...new Set(all.flatMap(one => one.judges))], because: [...new Set(all.map(one => `"${one.words.trim()}"`))].join(', ') };
}

function signOf(written: string | undefined): string {
  switch (written) {
    case '>': case '<': return written;
    case 'under': case 'sotto': return '<';
    default: return '>=';
  }
}
