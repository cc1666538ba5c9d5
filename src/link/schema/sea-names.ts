/** Names of tables and columns as sea-query spells them: variants of enumerations, `Alias::new("users")`, plain text. */
import type { FlowNode } from '../flow.js';
import type { Reading } from './reading.js';

export function snake(name: string): string {
  return name.replace(/^r#/, '').replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
}

/** `User::Table` is the enumeration's name, `User::CreatedAt` the variant's, unless an attribute says otherwise. */
export function nameOf(reading: Reading, node: FlowNode | undefined): string | undefined {
  if (!node) return undefined;
  const { value } = node;
  if (value.kind === 'text') return value.text;
  if (value.kind === 'list') return nameOf(reading, value.items.at(-1) && { ...node, value: value.items.at(-1) ?? value });
  const call = value.kind === 'call' ? node.file.facts.calls[value.call] : undefined;
  if (call) {
    const [first] = call.args;
    if (first) return nameOf(reading, { ...node, value: first.value });
    return call.callee.kind === 'member' ? nameOf(reading, { ...node, value: call.callee.of }) : undefined;
  }
  if (value.kind !== 'member') return reading.textOf(node);
  const shape = reading.flow.evaluator.shapeOf(node.file, node.fn, value.of);
  const fact = shape.kind === 'class' ? shape.ref.file.classAt(shape.ref.cls) : undefined;
  const variant = fact?.fields.find(one => one.name === value.name);
  // `impl Iden for User` may say anything.
  if (!fact || fact.kind !== 'enum' || !variant || !fact.decorators.some(one => one.path === 'derive' && one.args.some(({ value: given }) => given.kind === 'name' && /^(Iden|DeriveIden|EnumIter)$/.test(given.name)))) return undefined;
  const written = [...variant.decorators, ...(value.name === 'Table' ? fact.decorators : [])].flatMap(one => one.args.filter(argument => argument.name === 'iden' || one.path === 'iden')).find(argument => argument.value.kind === 'text')?.value;
  return written?.kind === 'text' ? written.text : snake(value.name === 'Table' ? fact.name : value.name);
}
