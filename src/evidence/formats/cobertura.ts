/** Cobertura XML: lines and hits per class. */
import type { Coverage, EvidenceFile } from '../evidence.js';
import { unreadable } from '../complaint.js';
import { coverageFrom, type MutableHits } from '../covered-lines.js';
import { datedByEpoch } from '../dates.js';
import { isAbsolutePath, withSlashes } from '../paths.js';
import { countIn, readXml } from '../xml.js';

export function readCobertura(file: EvidenceFile): Coverage {
  const files = new Map<string, MutableHits>();
  const sources: string[] = [];
  let source = '';
  let timestamp: string | undefined;
  let hits: MutableHits | undefined;
  let classes = 0;

  readXml(file.path, file.text, {
    open(element, parents) {
      if (parents.length === 0) {
        if (element.name !== 'coverage') throw unreadable(file.path, element.line, `<${element.name}> is not the root of a Cobertura report`);
        timestamp = element.attributes['timestamp'];
      } else if (element.name === 'source') {
        source = '';
      } else if (element.name === 'class') {
        const path = element.attributes['filename'];
        if (path === undefined || path === '') throw unreadable(file.path, element.line, 'this <class> names no file');
        classes++;
        hits = files.get(withSlashes(path)) ?? new Map();
        files.set(withSlashes(path), hits);
      } else if (element.name === 'line' && hits) {
        const number = countIn(file.path, element, 'number');
        const times = countIn(file.path, element, 'hits');
        if (number === undefined || number === 0 || times === undefined) throw unreadable(file.path, element.line, 'this <line> lacks its number or its hits');
        // Lines are listed under their method and again under their class, so that adding up would count them twice.
        hits.set(number, Math.max(hits.get(number) ?? 0, times));
      }
    },
    text(words, element) {
      if (element.name === 'source') source += words;
    },
    close(element) {
      if (element.name === 'class') hits = undefined;
      if (element.name === 'source' && source.trim() !== '') sources.push(withSlashes(source.trim()).replace(/\/+$/, ''));
    },
  });
  if (classes === 0) throw unreadable(file.path, undefined, 'this coverage report names no file', 'check that the tool was told which files to measure');

  // With several sources the report does not say which one a file belongs to.
  const [only, second] = sources;
  const prefix = only !== undefined && second === undefined && isAbsolutePath(only) ? `${only}/` : '';
  const placed = new Map([...files].map(([path, lines]) => [isAbsolutePath(path) ? path : prefix + path, lines]));
  return { kind: 'coverage', source: file.path, format: 'cobertura', ...datedByEpoch(file, timestamp), ...coverageFrom(placed) };
}
