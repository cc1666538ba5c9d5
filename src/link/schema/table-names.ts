/** The table a Python model class is kept in, as the class or its bases say. */
import type { FlowNode } from '../flow.js';
import type { ClassRef } from '../shapes.js';
import type { Reading } from './reading.js';

/** `User.id` as `user.id`, by the table of the class. */
export function textOfName(reading: Reading, node: FlowNode): string | undefined {
  const { value } = node;
  if (value.kind !== 'member') return undefined;
  const shape = reading.flow.evaluator.shapeOf(node.file, node.fn, value.of);
  const table = shape.kind === 'class' ? tableNameOf(reading, shape.ref) : undefined;
  return table === undefined ? undefined : `${table}.${value.name}`;
}

/** A class, its bases of this program in the order attributes are looked up, the library's bases, and those nobody knows. */
export interface Ancestry { readonly classes: readonly ClassRef[]; readonly libraries: readonly string[]; readonly unknown: readonly string[] }

export function ancestryOf(reading: Reading, ref: ClassRef): Ancestry {
  const classes: ClassRef[] = [];
  const libraries: string[] = [];
  const unknown: string[] = [];
  const visit = (one: ClassRef): void => {
    if (classes.some(seen => seen.file === one.file && seen.cls === one.cls) || classes.length > 40) return;
    classes.push(one);
    const bases = one.file.classAt(one.cls)?.bases ?? [];
    reading.flow.evaluator.members.basesOf(one).forEach((base, index) => {
      if (base.kind === 'class') visit(base.ref);
      else if (base.kind === 'library') libraries.push(base.path);
      else if (base.kind === 'object') libraries.push(base.type);
      else if (base.kind === 'method') libraries.push(base.path);
      else unknown.push(bases[index]?.text ?? '');
    });
  };
  visit(ref);
  return { classes, libraries, unknown };
}

const models = /(^|\.)(declarative_base|DeclarativeBase|DeclarativeBaseNoMeta|MappedAsDataclass|as_declarative)$/;

/** `__tablename__`, written or made of the class's name; SQLModel's is the name in small letters, Flask-SQLAlchemy's in snake case. */
export function tableNameOf(reading: Reading, ref: ClassRef): string | undefined {
  const fact = ref.file.classAt(ref.cls);
  if (!fact) return undefined;
  const line = ancestryOf(reading, ref);
  const sqlModel = line.libraries.some(path => /(^|\.)SQLModel$/.test(path));
  if (sqlModel && !fact.keywords.some(one => one.name === 'table' && one.value.kind === 'boolean' && one.value.value)) return undefined;
  for (const owner of line.classes) {
    const named = owner.file.classAt(owner.cls);
    const value = named?.fields.find(one => one.name === '__tablename__')?.value;
    // A base with a table of its own and a child without: both are kept in one table, which is the base's.
    if (value && (owner === line.classes[0] || value.kind !== 'text')) return reading.textOf({ file: owner.file, fn: -1, value, frame: undefined });
    if (value) return undefined;
    const [method] = owner.file.methods.get(named?.name ?? '')?.get('__tablename__') ?? [];
    const returned = method === undefined ? undefined : owner.file.returns.get(method)?.[0];
    if (method !== undefined && returned) return madeOf(reading, { file: owner.file, fn: method, value: returned.value, frame: undefined }, fact.name);
  }
  if (sqlModel) return fact.name.toLowerCase();
  if (line.libraries.some(path => /(^|\.)(flask_sqlalchemy|SQLAlchemy)(\.\w+)*\.Model$/.test(path)) && !line.libraries.some(path => models.test(path))) return snake(fact.name);
  return undefined;
}

/** What a method makes of the class's name: as it is, in small letters, or by a function that cuts it at its capitals. */
function madeOf(reading: Reading, node: FlowNode, name: string): string | undefined {
  const plain = reading.textOf(node);
  if (plain !== undefined) return plain;
  const text = reading.written(node);
  if (!text.includes('__name__')) return undefined;
  if (/^cls\.__name__\.lower\(\)$/.test(text)) return name.toLowerCase();
  if (/^cls\.__name__$/.test(text)) return name;
  if (/^cls\.__name__\.lower\(\) *\+ *["']s["']$/.test(text) || /^f["']\{cls\.__name__\.lower\(\)\}s["']$/.test(text)) return `${name.toLowerCase()}s`;
  return snake(name);
}

function snake(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
}
