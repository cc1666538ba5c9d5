/** Python annotations as column types. */
import type { TypeRef } from '../../../facts/structure.js';
import type { FileIndex } from '../../file-index.js';
import type { Reading } from '../reading.js';
import { ancestryOf } from '../table-names.js';

const plain: Readonly<Record<string, string>> = {
  int: 'Integer', str: 'String', bool: 'Boolean', float: 'Float', Decimal: 'Numeric', datetime: 'DateTime', date: 'Date', time: 'Time', timedelta: 'Interval', bytes: 'LargeBinary',
  UUID: 'Uuid', dict: 'JSON', Dict: 'JSON', list: 'Array', List: 'Array', set: 'Array', EmailStr: 'String', AwareDatetime: 'DateTime', AnyUrl: 'String', HttpUrl: 'String', UUID4: 'Uuid',
};

export interface PythonType { readonly type: string; readonly nullable: boolean; /** The class of another table: no column but a relation. */ readonly model: boolean }

export function pythonType(reading: Reading, file: FileIndex, type: TypeRef): PythonType {
  const options = type.name === '|' || /(^|\.)(Optional|Union)$/.test(type.name) ? type.args : [type];
  const nullable = /(^|\.)Optional$/.test(type.name) || options.some(one => one.name === 'None');
  const [first] = options.filter(one => one.name !== 'None');
  if (!first) return { type: '', nullable, model: false };
  if (first !== type && (first.name === '|' || /(^|\.)(Optional|Union)$/.test(first.name))) return { ...pythonType(reading, file, first), nullable };
  const name = first.name.split('.').at(-1) ?? '';
  const found = plain[name];
  if (found !== undefined) {
    const [item] = first.args;
    return { type: found, nullable, model: found === 'Array' && item !== undefined && pythonType(reading, file, item).model };
  }
  const shape = reading.flow.evaluator.shapeOfType(file, -1, first);
  if (shape.kind !== 'class' && shape.kind !== 'instance') return { type: first.text, nullable, model: false };
  const line = ancestryOf(reading, shape.ref);
  return { type: line.libraries.some(path => /Enum$/.test(path)) ? `Enum(${name})` : first.text, nullable, model: line.classes.some(({ file: home, cls }) => isTable(home, cls)) };
}

function isTable(file: FileIndex, cls: number): boolean {
  const fact = file.classAt(cls);
  return fact?.fields.some(one => one.name === '__tablename__') === true || fact?.keywords.some(one => one.name === 'table') === true;
}
