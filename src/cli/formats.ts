/** Reads `--format name[=file]` and sends each report where it belongs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { didYouMean } from '../config/nearest.js';
import type { Outcome } from '../findings/outcome.js';
import { formats, type FormatName } from '../report/formats.js';
import { UsageError } from '../usage-error.js';
import { wantsColor, widthOf, type Surroundings } from './surroundings.js';

export interface Wanted {
  readonly format: FormatName;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

/** Named in the contract, not written yet. */
const later: readonly string[] = ['github', 'gitlab', 'junit', 'html'];

export function wantedFormats(given: readonly string[]): readonly Wanted[] {
  const wanted = (given.length > 0 ? given : ['text']).map(wantedFormat);
  const [, second] = wanted.filter(one => one.file === undefined);
  if (second) throw new UsageError('two formats would be mixed on standard output', `give one of them a file: --format ${second.format}=report.${second.format}`);
  return wanted;
}

function wantedFormat(given: string): Wanted {
  const [, name = given, file] = /^([^=]*)=(.*)$/s.exec(given) ?? [];
  const known = Object.keys(formats);
  if (!isFormat(name)) {
    if (later.includes(name)) throw new UsageError(`the format "${name}" is not available yet`, `available: ${known.join(', ')}`);
    throw new UsageError(`there is no format "${name}"`, didYouMean(name, known) ?? `available: ${known.join(', ')}`);
  }
  if (file === '') throw new UsageError(`--format ${name}= names no file`, `write --format ${name}=<file>, or --format ${name} for standard output`);
  return { format: name, file };
}

function isFormat(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}

export function writeReports(outcome: Outcome, wanted: readonly Wanted[], around: Surroundings, style: { readonly color: boolean; readonly quiet: boolean }): void {
  for (const { format, file } of wanted) {
    const color = file === undefined && wantsColor(around.stdout, around.env, style.color);
    const text = formats[format](outcome, { color, quiet: style.quiet, width: file === undefined ? widthOf(around.stdout) : 100 });
    if (file === undefined) around.stdout.write(text);
    else writeReport(resolve(around.cwd, file), file, text);
  }
}

function writeReport(path: string, named: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`the report cannot be written to ${named} (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`);
  }
}
