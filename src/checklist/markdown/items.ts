/** The lines of a Markdown document that can be judged: task items anywhere, crosses, and plain bullets where a heading announces a checklist. */
import type { List, ListItem, Nodes, Paragraph, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { toString } from 'mdast-util-to-string';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { repaired } from './mojibake.js';

export interface Item {
  /** Without markup, encoding repaired. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** The nearest heading above, and the bold label or parent item below it, when there is one. */
  readonly section: string;
  readonly kind: 'task' | 'bullet' | 'cross';
  /** What a collaudo comment behind it says. */
  readonly tie: string | undefined;
}

export interface MarkdownDocument { readonly title: string | undefined; readonly items: readonly Item[] }

/** Words of a heading below which plain bullets are lines to judge, in English and Italian. */
const checklistHeading = /check[\s-]?list|acceptance|definition of done|\bdod\b|criteria|quality (bar|gate)|anti-?patterns?|metrics|must[ -]haves?|must include|requirements|standards|\brules\b|lista di controllo|verific|criteri|accettazione|qualit|regole|requisiti|metriche|controlli|da evitare|diviet|obblig/i;

const tieComments = /<!--\s*collaudo:\s*([\s\S]*?)\s*-->/g;

export function documentOf(text: string): MarkdownDocument {
  const tree = fromMarkdown(text, { extensions: [gfmTaskListItem()], mdastExtensions: [gfmTaskListItemFromMarkdown()] });
  const reading = new Reading(text.split(/\r\n|\n|\r/));
  reading.read(tree);
  return { title: reading.title, items: reading.items() };
}

class Reading {
  title: string | undefined;
  readonly #found: (Item & { readonly heading: string })[] = [];
  #headings: { readonly depth: number; readonly text: string }[] = [];
  #label: string | undefined;

  constructor(readonly lines: readonly string[]) {}

  /** Bullets beside boxes are explanations: where a section has boxes, only they are lines. */
  items(): readonly Item[] {
    const boxed = new Set(this.#found.filter(one => one.kind === 'task').map(one => one.heading));
    return this.#found.filter(one => one.kind !== 'bullet' || !boxed.has(one.heading));
  }

  read(tree: Root): void {
    for (const node of tree.children) {
      switch (node.type) {
        case 'heading': this.#enter(node.depth, plain(node)); break;
        case 'list': this.#list(node, undefined); break;
        case 'paragraph': this.#paragraph(node); break;
        case 'code': this.#code(node.value, this.#isFence(node) ? lineOf(node) + 1 : lineOf(node)); break;
        case 'blockquote': this.read({ type: 'root', children: node.children }); break;
        default: break;
      }
    }
  }

  #enter(depth: number, text: string): void {
    if (depth === 1) this.title ??= text;
    this.#headings = [...this.#headings.filter(one => one.depth < depth), { depth, text }];
    this.#label = undefined;
  }

  #list(list: List, parent: string | undefined): void {
    for (const item of list.children) {
      const text = textOf(item);
      const nested = item.children.filter(child => child.type === 'list');
      const isTask = item.checked !== null && item.checked !== undefined;
      const isLabel = nested.length > 0 && !isTask && (/:$/.test(text) || isBold(item));
      if (!isLabel && text !== '' && (isTask || this.#announced())) this.#take(text, lineOf(item), isTask ? 'task' : isCross(text) ? 'cross' : 'bullet', parent, wordsEnd(item));
      for (const inner of nested) this.#list(inner, text.replace(/:$/, ''));
    }
  }

  /** `**Security:**` labels what follows; lines that begin with a cross forbid what they say. */
  #paragraph(node: Paragraph): void {
    const [only] = node.children;
    if (node.children.length <= 2 && only?.type === 'strong' && /^\W*$/.test(plainOf(node.children.slice(1)))) this.#label = plain(only).replace(/\s*:$/, '');
    else if (isCross(plain(node))) this.#crosses(node);
  }

  #crosses(node: Paragraph): void {
    plain(node).split('\n').forEach((text, index) => { if (isCross(text)) this.#take(text, lineOf(node) + index, 'cross', undefined); });
  }

  /** Boxes in a fence are boxes: documents quote the template they want filled in. */
  #isFence(node: Nodes): boolean { return /^[\s>]*(?:```|~~~)/.test(this.lines[lineOf(node) - 1] ?? ''); }

  #code(value: string, line: number): void {
    value.split(/\r\n|\n|\r/).forEach((written, index) => {
      const heading = /^#{1,6}\s+(.*)$/.exec(written)?.[1];
      if (heading !== undefined) this.#label = repaired(heading);
      const box = /^\s*[-*+]\s+\[[ xX]\]\s+(.*)$/.exec(written)?.[1];
      if (box !== undefined) this.#take(repaired(box.replaceAll(tieComments, '')).replace(/\*\*/g, '').trim(), line + index, 'task', undefined);
    });
  }

  #announced(): boolean {
    return this.#headings.some(one => checklistHeading.test(one.text)) || (this.#label !== undefined && checklistHeading.test(this.#label));
  }

  /** `last`: where its words end, when they go on below. */
  #take(text: string, line: number, kind: Item['kind'], parent: string | undefined, last = line): void {
    const heading = this.#headings.at(-1)?.text ?? '';
    const section = [heading, this.#label, parent].filter(part => part !== undefined && part !== '').join(' / ');
    const written = this.lines.slice(line - 1, Math.max(line, last)).join('\n').replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    const ties = [...written.matchAll(tieComments)].map(([, words = '']) => words);
    const tie = ties.length > 0 ? ties.join(', ') : undefined;
    this.#found.push({ text: withoutCross(text), line, kind, tie, section: section === '' ? 'Checklist' : section, heading });
  }
}

/** An item's own words: its first paragraph, not what is nested in it. */
function textOf(item: ListItem): string {
  const first = item.children.find(child => child.type === 'paragraph');
  return first ? plain(first).replace(/\s*\n\s*/g, ' ') : '';
}

/** The last line of its first paragraph, or of the comment that stands alone behind that. */
function wordsEnd(item: ListItem): number {
  const at = item.children.findIndex(child => child.type === 'paragraph');
  const [first, next] = item.children.slice(at);
  const words = first?.position?.end.line ?? lineOf(item);
  return next?.type === 'html' && next.value.startsWith('<!--') ? next.position?.end.line ?? words : words;
}

function isBold(item: ListItem): boolean {
  const first = item.children[0];
  return first?.type === 'paragraph' && first.children.length === 1 && first.children[0]?.type === 'strong';
}

function plain(node: Nodes): string {
  return repaired(toString(node, { includeHtml: false })).trim();
}

function plainOf(nodes: readonly Nodes[]): string {
  return nodes.map(plain).join('');
}

/** Words, never symbols, say what a line means; a cross only says that it forbids. */
function isCross(text: string): boolean {
  return /^[\u274c\u2717\u2718\u00d7\u2716]\ufe0f?\s/u.test(text);
}

function withoutCross(text: string): string {
  return text.replace(/^[\u274c\u2717\u2718\u00d7\u2716\u2705\u2713\u2714]\ufe0f?\s+/u, '');
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
