/** Secrets in settings files that are part of the repository: `.env`, compose files, `alembic.ini`. */
import type { Place } from '../../src/rule/index.js';
import { formatOf, isPlaceholder, looksRandom, namesSecret, passwordInAddress } from './secret-formats.js';

/** Templates are committed on purpose, and tests have secrets of their own. */
const template = /\.(?:ex[ae]mpl[eo]|ejemplo|sample|template|dist|defaults?|tpl|tmpl|skel|test|testing|ci|e2e)(?:\.|$)|(?:^|\/)(?:tests?|examples?|fixtures|e2e|__tests__)\/|(?:example|sample|template|test)\.ya?ml$/i;
const settings = /(?:^|\/)\.env(?:\.[^/]+)?$/;
const lined = /(?:^|\/)(?:\.env(?:\.[^/]+)?|alembic\.ini|Dockerfile|(?:docker-)?compose[^/]*\.ya?ml)$/;

export function committedSecretsIn(path: string, text: string): readonly { readonly at: Place; readonly message: string }[] {
  if (template.test(path)) return [];
  const found: { at: Place; message: string }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const said = lined.test(path) ? secretIn(line, settings.test(path)) : undefined;
    const format = said ? undefined : formatOf(line);
    if (said) found.push({ at: { file: path, start: start + said.from, end: start + said.from + said.value.length }, message: settings.test(path) ? `the value of \`${said.name}\` is committed with this settings file` : `the value of \`${said.name}\` is committed with this file` });
    else if (format) found.push({ at: { file: path, start: start + (line.length - line.trimStart().length), end: start + line.trimEnd().length }, message: `${format} is committed with this file` });
    start += line.length + 1;
  }
  return found;
}

/** `NAME=value`, `NAME: value`, `ENV NAME value`, `- NAME=value`. In `.env` every secret that is no placeholder counts, elsewhere one that looks like one. */
function secretIn(line: string, isSettings: boolean): { readonly name: string; readonly value: string; readonly from: number } | undefined {
  const match = /^\s*(?:-\s+|export\s+|(?:ENV|ARG)\s+)?["']?([A-Za-z_][\w.-]*)["']?\s*[=:\s]\s*(["']?)([^\s"'#]+)\2\s*(?:#.*)?$/.exec(line);
  const [, name = '', , value = ''] = match ?? [];
  if (!match || line.trimStart().startsWith('#') || isPlaceholder(value) || /^(\w+):\1$/.test(value)) return undefined;
  const isSecret = passwordInAddress(value) !== undefined || (namesSecret(name) && (looksRandom(value) || (isSettings && value.length >= 6 && !/^(?:true|false|null|\d+[smhd]?)$/i.test(value) && /\d|[A-Z].*[a-z]|[^A-Za-z0-9_-]/.test(value))));
  return isSecret ? { name, value, from: line.lastIndexOf(value) } : undefined;
}
