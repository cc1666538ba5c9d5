/** Verbs of commands that say the same in other words, in English and Italian. */
import type { Endpoint } from '../../src/rule/index.js';
import { wordsOf } from './path-words.js';

export const families = {
  read: ['get', 'fetch', 'retrieve', 'ottieni', 'leggi', 'prendi'],
  create: ['create', 'crea', 'insert', 'inserisci'],
  update: ['update', 'edit', 'modify', 'aggiorna', 'modifica'],
  delete: ['delete', 'remove', 'destroy', 'elimina', 'cancella', 'rimuovi'],
} as const;
export type Family = keyof typeof families;

export function familyOf(verb: string): Family | undefined {
  const kinds: readonly Family[] = ['read', 'create', 'update', 'delete'];
  return kinds.find(kind => families[kind].some(word => word === verb));
}

/** Commands whose verb is not the one most commands say for the same, or the one declared. */
export function oddVerbs(commands: readonly Endpoint[], declared: Readonly<Partial<Record<Family, string>>>): readonly { readonly command: Endpoint; readonly verb: string; readonly usual: string }[] {
  const spoken = commands.flatMap(command => { const [verb = ''] = wordsOf(command.method); const family = familyOf(verb); return family ? [{ command, verb, family }] : []; });
  return spoken.flatMap(({ command, verb, family }) => {
    const wanted = declared[family];
    if (wanted !== undefined) return verb === wanted ? [] : [{ command, verb, usual: wanted }];
    const same = spoken.filter(one => one.family === family);
    const usual = [...new Set(same.map(one => one.verb))].sort((one, other) => same.filter(given => given.verb === other).length - same.filter(given => given.verb === one).length)[0];
    const share = same.filter(one => one.verb === usual).length;
    return usual !== undefined && verb !== usual && spoken.length >= 5 && share >= 2 && share >= 2 * (same.length - share) ? [{ command, verb, usual }] : [];
  });
}
