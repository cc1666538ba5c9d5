/** The paths an OpenAPI file of the repository describes. */
import type { Program } from '../../src/rule/index.js';

/** A path without the names of its parameters. */
function shapeOf(path: string): string { return path.replaceAll(/\/(:\w+|\{[^}]*\}|<[^>]*>)/g, '/{}').replace(/\/+$/, '').toLowerCase(); }

/** Whatever prefix its servers leave out of the paths. */
export function committedPaths(program: Program): { has: (path: string) => boolean } {
  const texts = [...program.companions].flatMap(([name, text]) => (/\.(json|ya?ml)$/i.test(name) && /^\s*["']?(openapi|swagger)["']?\s*:/m.test(text) ? [text] : []));
  const paths = texts.flatMap(text => [...text.matchAll(/^\s*["']?(\/[^\s"':]*)["']?\s*:/gm)].map(([, path = '']) => shapeOf(path)));
  return { has: path => paths.some(one => one !== '' && (shapeOf(path) === one || shapeOf(path).endsWith(one))) };
}
