/** CommonJS: what `require('./routes')` gives where it stands, and what a file that assigns `module.exports` is. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FileIndex } from './file-index.js';
import type { Definition, Names } from './names.js';

/** The module a `require` in the middle of an expression names. */
export function requiredBy(names: Names, file: FileIndex, call: Call): Definition | undefined {
  const [given] = call.args;
  if (file.facts.language !== 'typescript' || call.callee.kind !== 'name' || call.callee.name !== 'require' || given?.value.kind !== 'text') return undefined;
  return names.importTarget(file, { local: '', module: given.value.text, in: call.in, at: call.at }).definitions[0];
}

/** `module.exports = router`: the file is that value. An object of exports is looked up by name instead. */
export function wholeExport(file: FileIndex): Value | undefined {
  const whole = file.exports.get('=');
  return whole?.kind === 'record' ? undefined : whole;
}
