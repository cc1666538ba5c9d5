/** The longest lifetime of require-cache-expiry: which entries live too long, and which nobody can judge. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

const source = `
import redis
client = redis.Redis()
MINUTES = 60
def keep(key, value, given):
    client.set(f"cache:{key}", value, ex=300)
    client.set(f"cache:{key}", value, ex=10 * MINUTES)
    client.set(f"cache:{key}", value, px=200000)
    client.setex(f"cache:{key}", 3600, value)
    client.set(f"cache:{key}", value)
`;

async function found(options: object): Promise<readonly number[]> {
  const root = temporaryProject({ 'src/keep.py': source, 'requirements.txt': 'redis\n' });
  writeFileSync(join(root, 'collaudo.json'), JSON.stringify({ rules: { 'require-cache-expiry': options } }));
  const outcome = await scanFolder(root);
  return outcome.kept.flatMap(({ finding }) => (finding.rule === 'require-cache-expiry' ? [source.slice(0, finding.at.start).split('\n').length] : []));
}

test.each([
  [{ severity: 'error' }, [10]],
  [{ severity: 'error', ttl: 300 }, [7, 9, 10]],
  [{ severity: 'error', ttl: 3600 }, [10]],
])('%j', async (options, expected) => {
  expect(await found(options)).toEqual(expected);
});
