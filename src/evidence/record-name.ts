/** How a recorded command is written down: a file name that tells commands apart, and no secrets. */
import { createHash } from 'node:crypto';

const longest = 60;

/** `alembic-upgrade-head`; what a file name cannot say in full ends with a hash of it. */
export function recordName(words: readonly string[]): string {
  const plain = words.join('-');
  const name = words.join(' ').toLowerCase().replace(/[^a-z0-9._]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  const says = name === plain && name.length <= longest;
  return says ? name : [name.slice(0, longest).replace(/[-.]+$/, ''), createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 6)].filter(part => part !== '').join('-');
}

const secretName = /(?:password|passwd|pwd|secret|token|api[-_]?key|authorization|credential)/i;

export function withoutSecrets(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    if (/^--?[\w-]+$/.test(before) && secretName.test(before) && !word.startsWith('-')) return '***';
    return word
      .replace(/(\w:\/\/[^\s:/@]*):[^\s@]+@/g, '$1:***@')
      .replace(/\b(authorization|proxy-authorization|x-api-key|cookie):\s*.+/gi, '$1: ***')
      .replace(/([\w-]*(?:password|passwd|pwd|secret|token|api[-_]?key|credential)[\w-]*=)[^\s&'"]+/gi, '$1***');
  });
}
