/** Which declared layer a file lives in. */
import picomatch from 'picomatch';
import type { Layer } from '../rule/settings.js';

export class Layers {
  readonly #folders: readonly { readonly layer: string; readonly glob: string; readonly matches: (path: string) => boolean; readonly base: string }[];

  constructor(layers: readonly Layer[]) {
    this.#folders = layers.flatMap(layer => layer.folders.map(glob => {
      const plain = glob.replace(/^\.\//, '').replace(/\/+$/, '');
      return { layer: layer.name, glob: plain, matches: picomatch([plain, `${plain}/**`], { dot: true }), base: layer.base === undefined || layer.base === '' ? '' : `${layer.base}/` };
    }));
  }

  /** The layer with the longest glob, where several match. */
  of(file: string): string | undefined {
    const [first] = this.#folders.filter(one => one.matches(`${one.base}${file}`)).sort((one, other) => other.glob.length - one.glob.length);
    return first?.layer;
  }
}
