/** What a column's type holds, whatever dialect or library names it. */
import type { TypeFamily } from '../../rule/schema.js';

/** Tried in order on the type without blanks, length and case. */
const families: readonly (readonly [TypeFamily, RegExp])[] = [
  ['list', /\[\]$|^array\b|_array$|\blist$/],
  ['json', /json|^hstore$|^dict/],
  ['uuid', /^uuid|^guid$|uniqueidentifier/],
  ['boolean', /^bool|^bit$|^bit\(1\)$|^tinyint\(1\)$/],
  ['enum', /^enum\b|^enum\(|enum$|choices?type/],
  ['date and time', /^timestamp|^datetime|^smalldatetime|^timestamptz|utcdatetime|aware|^tz_?date/],
  ['date', /^date(only)?(field)?$|^date$/],
  ['time', /^time\b|^time(tz|field|withtimezone|withouttimezone)?(\(\d+\))?$/],
  ['interval', /^interval|^duration/],
  ['integer', /^(big|small|tiny|medium|unsigned)*(int|integer|serial|increments|identity)\d*(unsigned|field)?(\(\d+\))?(unsigned)?$|^(positive)?(big|small)?(integer|auto)(field)?$|^(bigincrements|increments|rowid|year|long|number|oid)$|^(small|big)autofield$/],
  ['number', /^(double|real|float|decimal|dec|numeric|money|smallmoney|number)/],
  ['binary', /^(blob|longblob|mediumblob|tinyblob|bytea|binary|varbinary|largebinary|bytes|image|rowversion|filestream)/],
  ['text', /^(var|long|medium|tiny|ci|n|nvar)*(char|text|string|varchar|character|charactervarying|clob)|^string|^citext|^name$|^xml$|^(char|text|slug|email|url|file|filepath|image|ipaddress|genericipaddress|uuidstring)field$|^unicode|^autostring|^inet$|^cidr$/],
];

export function familyOf(type: string): TypeFamily {
  const plain = type.toLowerCase().replaceAll(/["`]/g, '').replaceAll(/^(sa|sqlalchemy|db|types|postgresql|pg|mysql|sqlite|datatypes|sequelize|models|schema|mssql|sqlmodel|sql|t|sqltypes|column_type)\./g, '').replaceAll(/\s+/g, '');
  if (plain === '') return 'unknown';
  for (const [family, pattern] of families) if (pattern.test(plain)) return family;
  const bare = plain.replace(/\(.*$/, '').replace(/^.*\./, '');
  for (const [family, pattern] of families) if (pattern.test(bare)) return family;
  return 'other';
}
