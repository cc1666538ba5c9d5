/** Secrets written into the code or into a committed settings file. */
import { z } from 'zod';
import type { FileFacts, Program, Report } from '../../src/rule/index.js';
import { defineRule, namedTextsIn, wholeProgram, type NamedText } from '../../src/rule/index.js';
import { committedSecretsIn } from './committed-settings.js';
import { formatOf, listsPatterns, looksRandom, namesSecret, passwordInAddress } from './secret-formats.js';

const options = z.strictObject({
  values: z.enum(['random', 'any']).default('random').describe('what counts beside providers\' formats: texts too random to be words, or any text bound to the name of a secret'),
});

export default defineRule({
  id: 'no-hardcoded-secret',
  group: 'security',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'A password, key or token stands in the code or in a committed settings file.',
  why: 'Whoever can read the repository, now or in ten years, has it; and it cannot be changed without a release.',
  instead: 'read it from the environment or a secret store, and replace the one that was committed: it is known',
  limits: 'Beside providers\' formats only texts too random to be words are reported, and only where the name they are bound to is a secret\'s. With --preview every other text under such a name is shown too.',
  options,
  previewOptions: { values: 'any' },
  look: wholeProgram(),
  check(program, _, report, given) {
    const { values } = options.parse(given ?? {});
    for (const file of program.files) {
      if (file.role === 'test' || file.role === 'example' || file.role === 'generated') continue;
      report.judged('file');
      if (file.language === 'sql') for (const one of committedSecretsIn(file.file, program.textOf(file))) report(one.at, one.message, { secret: true });
      judgeFile(file, program, report, values === 'any' && program.purposeOf(file) !== 'browser' && !translated.test(file.file));
    }
    for (const [path, text] of program.companions) {
      report.judged('settings file');
      for (const { at, message } of committedSecretsIn(path, text)) report(at, message, { secret: true });
    }
  },
});

function judgeFile(file: FileFacts, program: Program, report: Report, any: boolean): void {
  const texts = namedTextsIn(file);
  if (listsPatterns(texts.map(one => one.text))) return;
  for (const one of texts) {
    const at = program.place(file, one.at);
    if (program.roleAt(at) === 'test') continue;
    const what = whatIs(one, file, any);
    if (what !== undefined) report(at, what, { secret: true });
    else if (!any && file.role === 'production' && mayBeSecret(one)) report.unknown('text', `whether \`${one.name ?? one.text.slice(0, 2)}\` is one is not told by its letters`, at);
  }
}

/** What holds where the environment names no secret, or what a key to sign with is set to: too plain for a finding, and no proof that there is none. */
function mayBeSecret({ text, name: first, others, bound }: NamedText): boolean {
  const name = [first, ...others].find(one => one !== undefined && namesSecret(one));
  if (name === undefined || text === '' || /\s|^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(text) || echoes(text, name)) return false;
  if (bound === 'fallback') return true;
  return /^(?:assigned|field|argument|key)$/.test(bound) && /(?:secret|(?:signing|private|encryption|jwt|hmac)_?(?:key|secret))$/i.test(name) && text.length >= 6 && !/^[a-z]+(?:[_.][a-z]+)+$|^[/.#]|:\/\//.test(text);
}

/** Texts for people, by language. */
const translated = /(?:^|\/)(?:i18n|locales?|translations?|lang)\//;

/** `password: "Password"`: a label, the name of a field. */
function echoes(text: string, name: string): boolean { return lettersOf(text) === lettersOf(name); }

function lettersOf(text: string): string { return text.toLowerCase().replace(/[^a-z]/g, ''); }

/** The words never hold more of a secret than its first letters. */
function whatIs({ text, name: first, others, bound }: NamedText, file: FileFacts, any: boolean): string | undefined {
  const format = formatOf(text);
  if (format !== undefined) return `${format} stands in the code: \`${text.trim().slice(0, 4)}…\``;
  if (passwordInAddress(text) !== undefined) return 'an address with its password stands in the code';
  const name = [first, ...others].find(one => one !== undefined && namesSecret(one));
  if (name === undefined) return undefined;
  if (looksRandom(text) && bound !== 'compared' && file.role !== 'migration') return `\`${name}\` is written in the code: ${String(text.length)} letters, beginning with \`${text.slice(0, 2)}…\``;
  return any && text !== '' && !echoes(text, name) ? `\`${name}\` is written in the code, ${String(text.length)} letters` : undefined;
}
