/** Fields of a request's class that take texts of any length and numbers of any size. */
import type { FileFacts } from '../../src/rule/index.js';

type ClassFact = FileFacts['classes'][number];

const text = /^(?:str|string|String)$/;
const number = /^(?:int|float|Decimal|number|[iu](?:8|16|32|64|128|size)|f32|f64)$/;
const textBounds = /^(?:max_length|min_length|pattern|regex|MaxLength|Length|Matches|IsEmail|IsUUID|IsUrl|IsEnum|IsIn|IsDateString|IsPhoneNumber|length|email|url|constr|StringConstraints)$/;
const numberBounds = /^(?:ge|gt|le|lt|multiple_of|max_digits|Min|Max|IsPositive|IsIn|range|conint|confloat|condecimal|Interval)$/;

export interface Unbounded { readonly name: string; readonly takes: 'texts of any length' | 'numbers of any size' }

export function unboundedIn(fact: ClassFact, file: FileFacts): readonly Unbounded[] {
  const checked = validatedIn(fact, file);
  return fact.fields.flatMap((field): readonly Unbounded[] => {
    let { type } = field;
    while (type && /^(?:Optional|Option|\|)$/.test(type.name)) type = type.args.find(one => !/^(?:None|null|undefined)$/.test(one.name));
    const plain = type?.name === 'Annotated' ? type.args[0]?.name : type?.name;
    const kind = plain === undefined ? undefined : text.test(plain) ? 'text' : number.test(plain) ? 'number' : undefined;
    // Identities are looked up, not trusted to be in a range.
    if (kind === undefined || checked.has(field.name) || checked.has('*') || (kind === 'number' && /(?:^|_)id$|Id$|ID$/.test(field.name))) return [];
    const bounds = kind === 'text' ? textBounds : numberBounds;
    const given = [field.value, ...(type?.values ?? [])].flatMap(value => (value?.kind === 'call' ? file.calls[value.call] ?? [] : []));
    const isBounded = given.some(call => call.args.some(one => one.name !== undefined && bounds.test(one.name)))
      || field.decorators.some(one => bounds.test(one.path.split('.').at(-1) ?? '') || one.args.some(({ name, value }) => (name !== undefined && bounds.test(name)) || (value.kind === 'name' && bounds.test(value.name)) || (value.kind === 'call' && isCallOf(file, value.call, bounds))));
    return isBounded ? [] : [{ name: field.name, takes: kind === 'text' ? 'texts of any length' : 'numbers of any size' }];
  });
}

function isCallOf(file: FileFacts, index: number, names: RegExp): boolean {
  const callee = file.calls[index]?.callee;
  return (callee?.kind === 'name' || callee?.kind === 'member') && names.test(callee.name);
}

/** Fields with a validator of their own; `*` when one looks at the whole. */
function validatedIn(fact: ClassFact, file: FileFacts): ReadonlySet<string> {
  const cls = file.classes.indexOf(fact);
  return new Set(file.functions.filter(one => one.class === cls).flatMap(one => one.decorators).flatMap(one => (/(?:^|\.)(?:field_validator|validator)$/.test(one.path) ? one.args.flatMap(({ value }) => (value.kind === 'text' ? [value.text] : [])) : [])));
}
