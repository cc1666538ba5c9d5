/** Which commands prove what when they end well: known ones by their words, inside the wrappers people run them with. */
import type { CommandRun } from './evidence.js';

/** Words in order; options may stand between them. */
export const migrateUp: readonly string[] = [
  'sqlx migrate run', 'sqlx database setup', 'sqlx database reset', 'diesel migration run', 'diesel migration redo', 'diesel setup', 'diesel database reset', 'refinery migrate',
  'sea-orm-cli migrate up', 'sea-orm-cli migrate fresh', 'sea-orm-cli migrate refresh',
  'alembic upgrade head', 'alembic upgrade heads', 'flask db upgrade', 'aerich upgrade', 'manage.py migrate', 'django-admin migrate', 'yoyo apply',
  'prisma migrate deploy', 'prisma migrate reset', 'drizzle-kit migrate', 'knex migrate:latest', 'typeorm migration:run', 'typeorm-ts-node-commonjs migration:run', 'typeorm-ts-node-esm migration:run',
  'sequelize db:migrate', 'sequelize-cli db:migrate', 'mikro-orm migration:up', 'node-pg-migrate up', 'db-migrate up',
  'dbmate up', 'dbmate migrate', 'flyway migrate', 'liquibase update', 'goose up', 'migrate up', 'atlas migrate apply', 'atlas schema apply',
];
export const migrateDown: readonly string[] = [
  'sqlx migrate revert', 'diesel migration revert', 'diesel migration redo', 'sea-orm-cli migrate down', 'sea-orm-cli migrate refresh', 'sea-orm-cli migrate reset',
  'alembic downgrade', 'flask db downgrade', 'aerich downgrade', 'yoyo rollback', 'yoyo reapply',
  'knex migrate:rollback', 'knex migrate:down', 'typeorm migration:revert', 'typeorm-ts-node-commonjs migration:revert', 'typeorm-ts-node-esm migration:revert',
  'sequelize db:migrate:undo', 'sequelize-cli db:migrate:undo', 'sequelize db:migrate:undo:all', 'sequelize-cli db:migrate:undo:all', 'mikro-orm migration:down', 'node-pg-migrate down', 'node-pg-migrate redo', 'db-migrate down', 'db-migrate reset',
  'dbmate down', 'dbmate rollback', 'flyway undo', 'liquibase rollback', 'liquibase rollback-count', 'goose down', 'goose reset', 'goose redo', 'migrate down', 'atlas migrate down',
];
export const buildCommands: readonly string[] = ['cargo build', 'cargo tauri build', 'tauri build'];
export const clippyCommands: readonly string[] = ['cargo clippy'];
export const testCommands: readonly string[] = [
  'cargo test', 'cargo nextest run', 'pytest', 'py.test', 'tox', 'nox', 'manage.py test', 'python -m unittest', 'python3 -m unittest',
  'npm test', 'npm run test', 'npm t', 'pnpm test', 'pnpm run test', 'yarn test', 'yarn run test', 'bun test', 'vitest run', 'jest', 'mocha', 'node --test',
];
export const auditCommands: readonly string[] = ['cargo audit', 'pip-audit', 'npm audit', 'pnpm audit'];
/** These fail when the server answers with an error. */
export const smokeCommands: readonly string[] = ['wget', 'hurl --test', 'http --check-status', 'https --check-status', 'xh --check-status'];

/** What runs another command and hands on how it ended. */
const wrappers: readonly string[] = [
  'npx', 'pnpx', 'bunx', 'npm', 'pnpm', 'yarn', 'bun', 'node', 'poetry', 'uv', 'uvx', 'pipenv', 'hatch', 'rye', 'pdm', 'python', 'python3', 'py', 'cargo',
  'docker', 'docker-compose', 'podman', 'kubectl', 'env', 'dotenv', 'sudo', 'time', 'timeout', 'nice', 'xvfb-run', 'direnv', 'nix', 'mise',
];
/** With these a command only says what it would do. */
const onlyTalk: readonly string[] = ['--help', '-h', '--version', '--sql', '--dry-run', '--dryrun', '--fake', '--plan', '--check', '--no-run', '--collect-only', '--co', '--list', '--fix'];
/** With these only some of the tests run, or only some of the findings count. */
const narrowing = /^(?:-k|-m|-t|-g|--lf|--last-failed|--ff|--changed|--onlyChanged|--related|--findRelatedTests|--(?:deselect|ignore|ignore-vuln|testNamePattern|test-name-pattern|testPathPattern|grep|fgrep|shard|filter|project|audit-level|only|session)(?:=.*)?|-[esE])$/;
const narrowingCargo = /^(?:-p|--(?:skip|exact|ignored|allow|cap-lints|exclude|test|bin|example|bench|package)(?:=.*)?|--lib|--bins|--doc|--examples|-A.*)$/;
/** One file, one test: what stands in a command's place for paths and filters. */
const single = /::|\.(?:py|rs|[cm]?[jt]sx?)(?::\d+)?$/;
/** The same first words, and another question. */
const otherQuestion = /^(?:fix|signatures)$/;

export function runsOneOf(run: CommandRun, patterns: readonly string[]): boolean {
  return simpleCommands(run.words).some(words => !words.some(word => onlyTalk.includes(word) || otherQuestion.test(word)) && patterns.some(pattern => matches(words, pattern.split(' '))));
}

export function isNarrowed(run: CommandRun): boolean {
  return simpleCommands(run.words).some(words => words.some((word, index) => isNarrowing(word, index, words)) || filtersCargo(words));
}

function isNarrowing(word: string, index: number, words: readonly string[]): boolean {
  const before = nameOf(words[index - 1] ?? '');
  if (word === '-m' && /^python/.test(before)) return false;
  if (narrowingCargo.test(word)) return words.some(one => nameOf(one) === 'cargo');
  if (/^(?:-e|-s|-E)$/.test(word)) return words.some(one => /^(?:tox|nox|nextest)$/.test(nameOf(one)));
  return narrowing.test(word) || (single.test(word) && !/^manage\.py$/.test(nameOf(word)) && !word.startsWith('-') && !/^--?(?:config|c|rootdir|import|require|r)$/.test(words[index - 1] ?? ''));
}

/** `cargo test orders`: only tests with that word in their name. */
function filtersCargo(words: readonly string[]): boolean {
  const at = words.findIndex((word, index) => word === 'test' && nameOf(words[index - 1] ?? '') === 'cargo');
  if (at === -1) return false;
  const rest = words.slice(at + 1);
  return rest.some((word, index) => !/^[-+]/.test(word) && !/^(?:--(?:features|jobs|profile|target|target-dir|manifest-path|color|message-format|config|test-threads|format)|-[jFZ])$/.test(rest[index - 1] ?? ''));
}

/** `curl` ends well even when the server answers with an error, unless it is told otherwise. */
export function curlIn(run: CommandRun): 'fails on errors' | 'ignores errors' | undefined {
  const curl = simpleCommands(run.words).find(words => matches(words, ['curl']));
  if (!curl) return undefined;
  return curl.some(word => /^--fail(?:-with-body)?$/.test(word) || /^-[a-zA-Z]*f/.test(word)) ? 'fails on errors' : 'ignores errors';
}

const shells: readonly string[] = ['sh', 'bash', 'zsh', 'dash', 'ash'];

/** A shell's script is looked into when its end is that of each of its commands: joined by `&&` only. */
function simpleCommands(words: readonly string[]): readonly (readonly string[])[] {
  const at = words.findIndex(word => shells.includes(nameOf(word)));
  const flag = words[at + 1];
  const script = words[at + 2];
  if (at === -1 || flag === undefined || script === undefined || !/^-[a-z]*c$/.test(flag)) return [words];
  const parts = script.split('&&');
  return parts.some(part => /[;|&\n`]|\$\(/.test(part)) ? [] : parts.map(part => part.trim().split(/\s+/).map(word => word.replace(/^["']|["']$/g, '')));
}

function matches(words: readonly string[], pattern: readonly string[]): boolean {
  const starts = words.flatMap((word, index) => (nameOf(word) === pattern[0] ? [index] : []));
  return starts.some(start => isWrapped(words, start) && follows(words.slice(start + 1), pattern.slice(1)));
}

function isWrapped(words: readonly string[], start: number): boolean {
  const first = words.find(word => !/^\w+=/.test(word)) ?? '';
  return words.slice(0, start).every(word => /^\w+=/.test(word)) || wrappers.includes(nameOf(first));
}

/** The pattern's words in order, with nothing between them but options and what may be an option's value. */
function follows(words: readonly string[], pattern: readonly string[]): boolean {
  let next = 0;
  for (let index = 0; next < pattern.length; index++) {
    const word = words[index];
    if (word === undefined) return false;
    if (word === pattern[next]) next++;
    else if (!/^[-+]/.test(word) && !/^-[^=]*$/.test(words[index - 1] ?? '')) return false;
  }
  return true;
}

function nameOf(word: string): string {
  return word.replaceAll('\\', '/').split('/').at(-1)?.replace(/\.(?:exe|cmd)$/i, '') ?? word;
}
