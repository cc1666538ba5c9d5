import { z } from 'zod';
import type { Endpoint, FileFacts, Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { namesShown } from './naming-subjects.js';
import { oddVerbs, type Family } from './naming-verbs.js';

interface Options { readonly verbs: Readonly<Partial<Record<Family, string>>> }

/** Fewer names have no style. */
const few = 5;

export default defineRule<Program, Options>({
  id: 'consistent-api-naming',
  group: 'api',
  severity: 'warning',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A field, parameter or command is named otherwise than the rest of the API.',
  why: 'Whoever writes a client looks up every name, because the ones they know do not tell the next.',
  instead: 'write it like the others, or give it the usual name as an alias',
  limits: 'Names are compared with the majority of the same language, when at least five of several words are seen and four of five agree; aliases are left out. What a class answers through an alias generator is not known.',
  options: z.strictObject({ verbs: z.partialRecord(z.enum(['read', 'create', 'update', 'delete']), z.string()).default({}).describe('the verbs commands begin with: `{ "create": "crea" }`; otherwise the majority\'s') }),
  look: wholeProgram(),
  check(program, _, report, { verbs }) {
    const endpoints = program.endpoints.filter(one => program.roleAt(one.at) === 'production' && one.kind !== 'socket');
    const commands = [...new Map(endpoints.flatMap(one => (one.kind === 'command' ? [[one.method, one] as const] : []))).values()];
    commands.forEach(() => { report.judged('command'); });
    for (const { command, verb, usual } of oddVerbs(commands, verbs)) report(command.at, `command \`${command.method}\` says \`${verb}\`, ${Object.values(verbs).includes(usual) ? 'declared is' : 'most say'} \`${usual}\``);
    const languages: readonly FileFacts['language'][] = ['rust', 'python', 'typescript'];
    for (const language of languages) {
      const own = endpoints.filter((one: Endpoint) => one.handler.file.language === language);
      const names = namesShown(own, program).filter(one => one.style !== undefined);
      names.forEach(() => { report.judged('name'); });
      const styles = names.flatMap(one => one.style ?? []);
      const count = (style: string | undefined): number => styles.filter(one => one === style).length;
      const most = [...new Set(styles)].sort((one, other) => count(other) - count(one))[0];
      if (most === undefined || styles.length < few || count(most) < 0.8 * styles.length) continue;
      for (const one of names) if (one.style !== most) report(one.at, `${one.kind} \`${one.name}\` of \`${one.of}\` is written in ${one.style ?? ''}, ${String(count(most))} of ${String(styles.length)} names here in ${most}`);
    }
  },
});
