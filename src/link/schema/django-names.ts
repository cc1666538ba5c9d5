/** Which table a Django model is kept in: applications have labels, models names, and both may say otherwise. */
import type { Value } from '../../facts/value.js';
import type { FileIndex } from '../file-index.js';
import type { FlowNode } from '../flow.js';
import type { ClassRef } from '../shapes.js';
import type { Reading } from './reading.js';

export interface ModelName { readonly label: string; readonly model: string }

/** Models of Django's own that are kept under another name than `label_model`. */
const own: Readonly<Record<string, string>> = { 'contenttypes.contenttype': 'django_content_type', 'sites.site': 'django_site', 'sessions.session': 'django_session', 'redirects.redirect': 'django_redirect', 'flatpages.flatpage': 'django_flatpage', 'admin.logentry': 'django_admin_log' };

export class DjangoNames {
  readonly #labels = new Map<string, string>();
  readonly #tables = new Map<string, string>();
  readonly #renamed = new Map<string, string>();
  readonly #user: string;

  constructor(files: readonly FileIndex[]) {
    let user = 'auth.User';
    for (const file of files) {
      if (file.facts.language !== 'python') continue;
      const setting = file.assignments.get(-1)?.get('AUTH_USER_MODEL')?.[0]?.value;
      if (setting?.kind === 'text') user = setting.text;
      if (!/(^|\/)(apps|__init__)\.py$/.test(file.file)) continue;
      const label = file.facts.classes.flatMap(one => one.fields.find(field => field.name === 'label')?.value ?? []).find(one => one.kind === 'text');
      if (label) this.#labels.set(file.file.slice(0, Math.max(0, file.file.lastIndexOf('/'))), label.text);
    }
    this.#user = user;
  }

  /** `shop/models.py`, `shop/models/order.py`, `shop/migrations/0001_initial.py`: `shop`. */
  labelOf(file: string): string {
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
    for (let at = folder; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const label = this.#labels.get(at);
      if (label !== undefined) return label;
    }
    const home = /^(?:.*\/)?([^/]+)\/(?:models|migrations)(?:\/|$)/.exec(folder)?.[1];
    return home ?? folder.slice(folder.lastIndexOf('/') + 1);
  }

  keep(name: ModelName, table: string): void { this.#tables.set(keyOf(name), table); }

  renamed(from: ModelName, to: string): void { this.#renamed.set(keyOf(from), to); }

  tableOf(name: ModelName): string {
    let at = name;
    for (let turn = 0; turn < 10 && !this.#tables.has(keyOf(at)); turn++) {
      const to = this.#renamed.get(keyOf(at));
      if (to === undefined) break;
      at = { label: at.label, model: to };
    }
    return this.#tables.get(keyOf(at)) ?? own[keyOf(at)] ?? `${at.label}_${at.model.toLowerCase()}`;
  }

  /** `'self'`, `'User'`, `'accounts.User'`, a class, `settings.AUTH_USER_MODEL`, `get_user_model()`. */
  modelOf(reading: Reading, node: FlowNode, owner: ModelName): ModelName | undefined {
    const { value } = node;
    const ofText = (text: string): ModelName => {
      const [first = '', second] = text.split('.');
      return text === 'self' ? owner : second === undefined ? { label: owner.label, model: first } : { label: first, model: second };
    };
    if (value.kind === 'text') return ofText(value.text);
    if ((value.kind === 'member' || value.kind === 'name') && value.name === 'AUTH_USER_MODEL') return ofText(this.#user);
    const call = value.kind === 'call' ? node.file.facts.calls[value.call] : undefined;
    if (call) {
      const called = call.callee.kind === 'member' || call.callee.kind === 'name' ? call.callee.name : '';
      if (called === 'get_user_model' || called === 'swappable_dependency') return ofText(this.#user);
      return undefined;
    }
    const shape = reading.flow.evaluator.shapeOf(node.file, node.fn, value);
    if (shape.kind === 'class') return this.nameOf(shape.ref);
    if (shape.kind === 'library') {
      const parts = /(\w+)\.models\.(?:\w+\.)*(\w+)$/.exec(shape.path);
      return parts ? { label: parts[1] ?? '', model: parts[2] ?? '' } : undefined;
    }
    const text = reading.textOf(node);
    return text === undefined ? undefined : ofText(text);
  }

  nameOf(ref: ClassRef): ModelName {
    const meta = metaOf(ref);
    const label = meta?.fields.find(one => one.name === 'app_label')?.value;
    return { label: label?.kind === 'text' ? label.text : this.labelOf(ref.file.file), model: ref.file.classAt(ref.cls)?.name ?? '' };
  }
}

function keyOf({ label, model }: ModelName): string {
  return `${label}.${model.toLowerCase()}`;
}

/** A setting of the `class Meta` inside a class, or of the one it derives from: `class Meta(Base.Meta)`. */
export function metaValue(line: readonly ClassRef[], key: string): { readonly file: FileIndex; readonly value: Value } | undefined {
  const [ref] = line;
  const meta = ref && metaOf(ref);
  const value = meta?.fields.find(one => one.name === key)?.value;
  if (value || !ref || !meta) return value && ref && { file: ref.file, value };
  const outer = meta.bases.flatMap(base => /(?:^|\.)(\w+)\.Meta$/.exec(base.name)?.[1] ?? []);
  const at = line.findIndex((one, index) => index > 0 && outer.includes(one.file.classAt(one.cls)?.name ?? ''));
  return at < 0 ? undefined : metaValue(line.slice(at), key);
}

/** The `class Meta` inside a class. */
export function metaOf({ file, cls }: ClassRef): ReturnType<FileIndex['classAt']> {
  const outer = file.classAt(cls);
  return outer && file.facts.classes.find(one => one.name === 'Meta' && outer.at.start < one.at.start && one.at.end <= outer.at.end);
}
