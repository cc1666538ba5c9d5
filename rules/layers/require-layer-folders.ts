/** Layers that are declared and hold nothing, and handlers that stand outside the layer made for them. */
import { defineRule, nameOf, wholeProgram, type Program } from '../../src/rule/index.js';

/** Above this many, handlers that nearly all stand elsewhere are one finding. */
const many = 5;

export default defineRule<Program>({
  id: 'require-layer-folders',
  group: 'layers',
  severity: 'warning',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A declared layer has no code, or a handler stands outside the outermost layer.',
  why: 'Whoever looks for a thing looks where the layers say it is; what has no place ends up in the handlers.',
  instead: 'move the code into the folder of its layer, or take the layer out of the declared order',
  limits: 'Judges folders by the declared globs; what the code in them does is the matter of other rules.',
  look: wholeProgram(),
  check(program, _, report) {
    const layers = program.settings.layers.map(one => one.name);
    const files = program.files.filter(file => file.role === 'production' && file.language !== 'sql');
    const [first] = files;
    if (!first || layers.length === 0) return;
    const filled = new Map(layers.map(layer => [layer, files.find(file => program.layerOf(file.file) === layer)]));
    const [outermost = ''] = layers;
    for (const layer of layers) {
      report.judged('layer');
      if (filled.get(layer)) continue;
      const neighbour = layers.map(one => filled.get(one)).find(one => one !== undefined) ?? first;
      report({ file: neighbour.file, start: 0, end: 0 }, `the layer \`${layer}\` has no file: nothing matches ${foldersOf(program, layer)}`);
    }
    if (!filled.get(outermost)) return;
    const handlers = [...new Map(program.endpoints.map(one => [one.handler.fact, one])).values()].filter(one => program.roleAt(one.at) === 'production');
    for (const one of handlers) report.judged(one.kind === 'command' ? 'command' : 'handler');
    const outside = handlers.filter(one => program.layerOf(one.at.file) !== outermost);
    const [one] = outside;
    if (one && outside.length > many && outside.length >= 0.8 * handlers.length) {
      report(one.at, `${String(outside.length)} of ${String(handlers.length)} handlers live outside ${outermost}: its folder has another name, or the layer is not there`, { path: outside.slice(1, 4).map(other => ({ at: other.at, message: `${nameOf(other)} is one of them` })) });
      return;
    }
    for (const endpoint of outside) {
      const layer = program.layerOf(endpoint.at.file);
      report(endpoint.at, `${nameOf(endpoint)} is handled ${layer === undefined ? 'outside every layer' : `in ${layer}`}: handlers live in ${outermost}`);
    }
  },
});

function foldersOf(program: Program, layer: string): string {
  return program.settings.layers.find(one => one.name === layer)?.folders.join(' or ') ?? layer;
}
