/** Guards that only look at who shows something: without a token, a session or a user they let the request through. */
import type { Block } from '../facts/structure.js';
import type { RecordEntry, Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';

const credential = /token|authorization|credential|jwt|api_?key|cookie|session|claims|bearer|authed|logged_?in|authenticated|^(auth|(current_?|auth_?|logged_?in_?)?user(_?id)?|account|(auth_?)?header)$/i;
const denied = /^(un|not?_|is_?not|is_?un|missing|invalid|without|requires?|needs?)/i;
/** How a chain goes on: Express, Koa, Starlette, axum, actix. */
const goesOn = /^(next|run|call|call_next|pass|proceed)$/;
/** What it is called says that nobody has to be known. */
const soundsOptional = /^(maybe|opt(ional)?)(?=_|[A-Z]|$)|optional|_?or_?(none|anonymous|guest)$|(if|when)_?(present|any|logged_?in|required|needed|enabled|configured)$|soft_?auth/i;

export function soundsLenient(name: string): boolean { return soundsOptional.test(name); }

/** `jwt_required(optional=True)`, `HTTPBearer(auto_error=False)`, `jwt({ credentialsRequired: false })`. */
export function isLenient(args: readonly { readonly name?: string; readonly value: Value }[]): boolean {
  const settings = args.flatMap((one): readonly (readonly [string, Value])[] => [
    ...(one.name === undefined ? [] : [[one.name, one.value] as const]),
    ...(one.value.kind === 'record' ? one.value.entries.flatMap(entry => keyed(entry)) : []),
  ]);
  return settings.some(([name, value]) => value.kind === 'boolean' && (/^(optional|allow_?anonymous)$/i.test(name) ? value.value : /^(required|auto_?error|credentials_?required)$/i.test(name) && !value.value));
}

function keyed({ key, value }: RecordEntry): readonly (readonly [string, Value])[] {
  return key?.kind === 'text' ? [[key.text, value]] : [];
}

/** What a condition asks of the proof: that it is there, or that it is missing. */
function asked(file: FileIndex, test: Value): 'present' | 'absent' | undefined {
  switch (test.kind) {
    case 'name': case 'member': return credential.test(test.name) && !denied.test(test.name) ? 'present' : undefined;
    case 'index': return test.key.kind === 'text' && credential.test(test.key.text) ? 'present' : asked(file, test.of);
    case 'call': {
      const call = file.facts.calls[test.call];
      const name = call ? calledName(call) : '';
      const of = call?.callee.kind === 'member' ? asked(file, call.callee.of) : undefined;
      if (of === 'present' && /^is_?(none|empty|null)$/i.test(name)) return 'absent';
      if (of === 'present' && /^(is_some|get|header|trim|as_ref)$/.test(name)) return 'present';
      return credential.test(name) && !denied.test(name) && call?.args.length === 0 ? 'present' : undefined;
    }
    case 'operation': {
      const sides = test.operands.map(one => asked(file, one));
      const nothing = test.operands.some(one => one.kind === 'nothing');
      if (/^(not|!)$/.test(test.operator)) return sides[0] === 'present' ? 'absent' : sides[0] === 'absent' ? 'present' : undefined;
      if (!nothing || !sides.includes('present')) return undefined;
      return /^(is|==|===)$/.test(test.operator) ? 'absent' : /^(is not|!=|!==)$/.test(test.operator) ? 'present' : undefined;
    }
    case 'choice': {
      const parts = test.options.map(one => asked(file, one));
      if (test.operator === 'and') return parts.includes('present') ? 'present' : parts.every(one => one === 'absent') ? 'absent' : undefined;
      return parts.includes('absent') ? 'absent' : parts.every(one => one === 'present') ? 'present' : undefined;
    }
    default: return undefined;
  }
}

/** Whether a place is only reached when somebody shows something. */
export function onlyWithProof(file: FileIndex, block: number): boolean {
  for (let one = file.facts.blocks[block]; one; one = file.facts.blocks[one.parent]) {
    if (one.test && asked(file, one.test) === 'present') return true;
    if (one.kind === 'else' && file.facts.blocks.some(other => other.group === one.group && other.in === one.in && other.kind === 'if' && other.test && asked(file, other.test) === 'absent')) return true;
  }
  return false;
}

/** Whether one of these functions ends well for somebody who shows nothing: `if not token: return None`, `if (!header) return next()`. */
export function letsThrough(file: FileIndex, functions: readonly number[]): boolean {
  return file.facts.blocks.some((block, index) => functions.includes(block.in) && block.kind === 'if' && block.test !== undefined && asked(file, block.test) === 'absent' && endsWell(file, block, index));
}

function endsWell(file: FileIndex, block: Block, index: number): boolean {
  if (!block.leaves || file.facts.raises.some(one => one.block === index)) return false;
  const calls = (file.calls.get(block.in) ?? []).flatMap(one => file.facts.calls[one] ?? []).filter(one => one.block === index);
  const returned = (file.returns.get(block.in) ?? []).filter(one => one.block === index);
  const plain = returned.every(({ value }) => value.kind === 'nothing' || (value.kind === 'boolean' && value.value) || value.kind === 'call' || (value.kind === 'name' && value.name === 'None'));
  return plain && calls.every(one => (goesOn.test(calledName(one)) && !(calledName(one) === 'next' && one.args.length > 0)) || /^(Ok|Some|debug|info|trace)$/.test(calledName(one)));
}
