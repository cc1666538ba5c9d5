/** Strict XML as a stream of elements: not well-formed is an error with its line, and no entity is ever expanded but XML's own five. */
import { SaxesParser } from 'saxes';
import { cutOff, unreadable } from './complaint.js';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
}

export interface Reader {
  readonly open: (element: Element, parents: readonly Element[]) => void;
  readonly close?: (element: Element, parents: readonly Element[]) => void;
  /** Only of elements named here, to keep long outputs out of memory. */
  readonly text?: (text: string, element: Element) => void;
}

export function readXml(path: string, text: string, reader: Reader): void {
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  const open: Element[] = [];
  parser.on('error', error => {
    throw unreadable(path, parser.line, `this is no well-formed XML (${error.message.replace(/^(?:\S+:)?\d+:\d+: /, '').replace(/\.$/, '')})`, cutOff);
  });
  parser.on('opentag', tag => {
    const element = { name: tag.name, attributes: tag.attributes, line: parser.line };
    reader.open(element, open);
    open.push(element);
  });
  parser.on('text', words => {
    const element = open.at(-1);
    if (element) reader.text?.(words, element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) reader.close?.(element, open);
  });
  parser.write(text).close();
}

/** The first element's name and attributes, without reading on. */
export function rootOf(text: string): { readonly name: string; readonly attributes: Readonly<Record<string, string>> } | undefined {
  let root: { readonly name: string; readonly attributes: Readonly<Record<string, string>> } | undefined;
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  parser.on('error', () => undefined);
  parser.on('opentag', tag => { root ??= { name: tag.name, attributes: tag.attributes }; });
  for (let at = 0; root === undefined && at < Math.min(text.length, mostPreamble); at += 4096) parser.write(text.slice(at, at + 4096));
  return root;
}

/** Comments and a document type fit in this. */
const mostPreamble = 64 * 1024;

/** A count in an attribute: a whole number, none when it is not there. */
export function countIn(path: string, element: Element, name: string): number | undefined {
  const written = element.attributes[name];
  if (written === undefined || written === '') return undefined;
  if (!/^\d+$/.test(written)) throw unreadable(path, element.line, `${name}="${written}" of <${element.name}> is no count`, cutOff);
  return Number(written);
}
