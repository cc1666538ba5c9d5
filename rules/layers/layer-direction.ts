import type { FileFacts, Place, Program, Step } from '../../src/rule/index.js';
import { defineRule, each } from '../../src/rule/index.js';

export default defineRule<FileFacts>({
  id: 'layer-direction',
  group: 'layers',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A file imports from a layer outside its own.',
  why: 'Once an inner layer knows an outer one, neither can be changed, tested or reused without the other.',
  instead: 'move what both need into the inner layer, or hand it in as an argument',
  limits: 'Needs declared `layers`. Skipping a layer inwards is allowed; imports of types alone and imports in tests are not judged.',
  look: each('file'),
  check(file, program, report) {
    const order = program.settings.layers.map(one => one.name);
    const own = program.layerOf(file.file);
    if (own === undefined || order.length < 2 || file.role !== 'production') return;
    report.judged('file');
    const reported: { readonly at: Place; readonly layer: string }[] = [];
    for (const imported of program.importsOf(file)) {
      if (imported.typeOnly || program.roleAt(imported.at) !== 'production') continue;
      const way = wayOut(imported.file, order.slice(0, order.indexOf(own)), program);
      if (!way || reported.some(one => one.layer === way.layer && isSameStatement(one.at, imported.at, program))) continue;
      reported.push({ at: imported.at, layer: way.layer });
      const through = way.steps.length > 0 ? ` through ${imported.file}` : '';
      report(imported.at, `${own} imports ${way.layer}${through}: ${order.join(' -> ')} is the declared direction`, { path: way.steps });
    }
  },
});

/** `use crate::api::{Meeting, Transcript}` is said once: nothing between the two names begins another import. */
function isSameStatement(one: Place, other: Place, program: Program): boolean {
  if (one.start === other.start) return true;
  const between = program.sourceAt({ file: one.file, start: Math.min(one.end, other.end), end: Math.max(one.start, other.start) });
  return !/;|\.\.\.$|\b(use|import|from)\b/.test(between);
}

/** Files that put the program together know every layer: going through them says nothing. */
const assembling = /(^|\/)(main|lib|app|application|server|bootstrap|mod|__init__|index|run|asgi|wsgi)\.[a-z]+$/;
const longest = 8;

interface Way { readonly layer: string; readonly steps: readonly Step[] }

/** An outer layer this file lies in or leads to, through files that are in no layer; what lies in one answers for itself. */
function wayOut(file: string, outer: readonly string[], program: Program): Way | undefined {
  const waiting: { readonly file: string; readonly steps: readonly Step[] }[] = [{ file, steps: [] }];
  const seen = new Set([file]);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const layer = program.layerOf(next.file);
    if (layer !== undefined) {
      if (outer.includes(layer) && layer !== 'domain') return { layer, steps: next.steps };
      continue;
    }
    const facts = program.file(next.file);
    if (!facts || facts.role !== 'production' || assembling.test(next.file) || next.steps.length >= longest) continue;
    for (const imported of program.importsOf(facts)) {
      if (imported.typeOnly || seen.has(imported.file) || program.roleAt(imported.at) !== 'production') continue;
      seen.add(imported.file);
      waiting.push({ file: imported.file, steps: [...next.steps, { at: imported.at, message: `${next.file} imports ${imported.file}` }] });
    }
  }
  return undefined;
}
