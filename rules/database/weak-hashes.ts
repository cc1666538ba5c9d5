/** Calls that hash with md5, sha1 or weaker. */
import type { CallRef, Program, Value } from '../../src/rule/index.js';

const weakNames = /^(?:md[245]|sha-?1?|ripemd-?\d*)(?:-?rsa)?$/i;
const weakPaths = /^(?:hashlib\.(?:md[45]|sha1?)|Crypto\.Hash\.(?:MD[245]|SHA1?)(?:\.new)?|cryptography\.hazmat\.primitives\.hashes\.(?:MD5|SHA1)|md-?5(?:\.default|\.compute|\.Md5(?:\.new|\.digest)?)?|js-md5(?:\.\w+)?|blueimp-md5|sha-?1(?:\.default|\.Sha1(?:\.new|\.digest|\.from)?)?|js-sha1(?:\.\w+)?|crypto-js\.(?:default\.)?(?:MD5|SHA1)|crypto-js\/(?:md5|sha1)(?:\.default)?|ts-md5\.Md5\.hash\w*)(?:\.(?:update|hexdigest|digest))?$/;
/** The algorithm is told by the first argument or an option. */
const named = /^(?:hashlib\.new|crypto\.createHash|node:crypto\.createHash|crypto\.default\.createHash)$/;

export interface WeakHash { readonly call: CallRef; readonly algorithm: string; /** What is hashed. */ readonly hashed: readonly Value[] }

export function weakHashOf(call: CallRef, program: Program): WeakHash | undefined {
  const path = program.libraryPathOf(call);
  if (!path.known) return throughChain(call, program);
  const args = call.fact.args;
  if (args.some(argument => argument.name === 'usedforsecurity' && argument.value.kind === 'boolean' && !argument.value.value)) return undefined;
  if (named.test(path.value)) {
    const algorithm = args.find(argument => argument.name === 'name')?.value ?? args[0]?.value;
    return algorithm?.kind === 'text' && weakNames.test(algorithm.text) ? { call, algorithm: algorithm.text, hashed: args.slice(1).map(argument => argument.value) } : undefined;
  }
  if (path.value === 'crypt.crypt' || path.value === 'crypt.mksalt') {
    const method = args.find(argument => argument.value.kind === 'member' && /^METHOD_/.test(argument.value.name))?.value;
    return method?.kind === 'member' && !/SHA(?:256|512)/.test(method.name) ? { call, algorithm: method.name.replace('METHOD_', '').toLowerCase(), hashed: path.value === 'crypt.crypt' ? args.slice(0, 1).map(argument => argument.value) : [] } : undefined;
  }
  return weakPaths.test(path.value) ? { call, algorithm: (/md-?[245]|sha-?1?/i.exec(path.value)?.[0] ?? 'md5').toLowerCase(), hashed: args.map(argument => argument.value) } : throughChain(call, program);
}

/** `createHash('md5').update(password)`: what is hashed comes later. */
function throughChain({ file, fact }: CallRef, program: Program): WeakHash | undefined {
  if (fact.callee.kind !== 'member' || fact.callee.name !== 'update' || fact.callee.of.kind !== 'call') return undefined;
  const index = fact.callee.of.call;
  const made = file.calls[index];
  const weak = made && weakHashOf({ file, index, fact: made }, program);
  return weak && { ...weak, hashed: fact.args.map(argument => argument.value) };
}
