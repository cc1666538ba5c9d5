/** The words of paths: verbs that say what the method says already, and the way words are joined. */

/** In English and Italian: what a method of HTTP says already. */
const verbs = ['get', 'fetch', 'retrieve', 'read', 'list', 'find', 'create', 'add', 'insert', 'save', 'update', 'edit', 'modify', 'set', 'delete', 'remove', 'destroy',
  'ottieni', 'leggi', 'elenca', 'trova', 'crea', 'aggiungi', 'inserisci', 'salva', 'aggiorna', 'modifica', 'elimina', 'rimuovi', 'cancella'];
/** Alone, these are nouns, states or actions as often as verbs. */
const notAlone = new Set(['read', 'list', 'find', 'set', 'add', 'remove', 'get', 'trova', 'elenca', 'aggiungi', 'rimuovi', 'cancella', 'modifica', 'save', 'salva']);
/** Under an item these repeat the method; other words there are actions. */
const underItem = new Set(['create', 'update', 'edit', 'delete', 'destroy', 'crea', 'aggiorna', 'elimina']);
/** `/add-on`, `/set-top-box`, `/find-by-status` say no verb of a method. */
const noVerb = /^(add-?on|set-?(up|tings?|top)|get-?(started|ting)|read-?(me|only|ing|iness|y|er)|list-?(ing|en|ener)|edit-?(or|ion)|find-?ing|save-?d|update-?s|updated)/i;

export function wordsOf(segment: string): readonly string[] {
  return segment.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(/[\s_.-]+/).filter(word => word !== '').map(word => word.toLowerCase());
}

/** The verb a segment begins with; `below` an item, only what repeats the method. */
export function verbIn(segment: string, below: boolean): string | undefined {
  const words = wordsOf(segment);
  const [first = ''] = words;
  if (!verbs.includes(first) || noVerb.test(segment)) return undefined;
  if (words.length === 1) return (below ? underItem.has(first) : !notAlone.has(first)) ? first : undefined;
  // `update-password`, `/{id}/add-note` under one item are actions.
  return below ? undefined : first;
}

export type Style = 'kebab-case' | 'snake_case' | 'camelCase' | 'PascalCase' | 'words run together';

/** Undefined for one lowercase word, which fits every style. */
export function styleOf(segment: string): Style | undefined {
  if (!/^[A-Za-z][\w-]*$/.test(segment)) return undefined;
  if (/^[a-z\d]+$/.test(segment)) return undefined;
  if (/^[a-z\d]+(-[a-z\d]+)+$/.test(segment)) return 'kebab-case';
  if (/^[a-z\d]+(_[a-z\d]+)+$/.test(segment)) return 'snake_case';
  if (/^[a-z][a-z\d]*([A-Z][a-z\d]*)+$/.test(segment)) return 'camelCase';
  if (/^([A-Z][a-z\d]+)+$/.test(segment)) return 'PascalCase';
  return undefined;
}

/** The same noun as one thing and as many: `order` and `orders`, `category` and `categories`, Italian `ordine` and `ordini`. */
export function isPluralOf(many: string, one: string): boolean {
  if (many === one) return false;
  if (many === `${one}s` || many === `${one}es` || (one.endsWith('y') && many === `${one.slice(0, -1)}ies`)) return true;
  const stem = one.slice(0, -1);
  return one.length > 4 && many.length === one.length && many.startsWith(stem) && ['oi', 'ei', 'ae', 'ai'].includes(one.slice(-1) + many.slice(-1));
}
