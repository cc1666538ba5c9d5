/** Migrations edited after a release, in every kind of history. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { join } from 'node:path';
import { WorkTree } from '../source/work-tree.js';
import { temporaryProject } from '../temporary-project.js';
import { collaudo } from './terminal.js';

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});
afterEach(() => void vi.unstubAllEnvs());

interface Kind {
  readonly tool: string;
  readonly others: Readonly<Record<string, string>>;
  readonly path: string;
  readonly text: string;
  /** The same, written otherwise. */
  readonly rewritten: string;
  readonly edited: string;
  readonly editedLine: number;
  readonly wayBack?: string;
  readonly renamed: string;
  /** What is said of a file that only got another name. */
  readonly newName?: string;
}

const alembic = (column: string, back = "op.drop_table('users')") => `"""users

Revision ID: a1
"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True), ${column})


def downgrade():
    ${back}
`;

const typeorm = (columns: string, back = 'await queryRunner.query(`DROP TABLE "users"`);') => `import { MigrationInterface, QueryRunner } from 'typeorm';

export class Users1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`CREATE TABLE "users" ("id" serial PRIMARY KEY, ${columns})\`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    ${back}
  }
}
`;

const knex = (column: string, back = "await knex.schema.dropTable('users');") => `import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('users', table => {
    table.increments('id');
    ${column}
  });
}

export async function down(knex: Knex): Promise<void> {
  ${back}
}
`;

const kinds: readonly Kind[] = [
  {
    tool: 'sqlx', others: { 'Cargo.toml': '[package]\nname = "a"\n[dependencies]\nsqlx = "0.8"\n', 'migrations/0002_notes.sql': 'CREATE TABLE notes (id INTEGER PRIMARY KEY);\n' },
    path: 'migrations/0001_users.sql', text: 'CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL\n);\n',
    rewritten: 'CREATE TABLE users (\r\n  id INTEGER PRIMARY KEY,\r\n  name TEXT NOT NULL\r\n);\r\n', edited: 'CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name TEXT\n);\n', editedLine: 3, renamed: 'migrations/0001_people.sql',
  },
  {
    tool: 'Alembic', others: { 'versions/b2.py': alembic("sa.Column('x', sa.Text())").replace("'a1'", "'b2'").replace('= None', "= 'a1'").replace("'users', sa", "'notes', sa") },
    path: 'versions/a1.py', text: alembic("sa.Column('name', sa.Text(), nullable=False)"),
    rewritten: `# reformatted\n${alembic('\n        sa.Column("name", sa.Text(), nullable=False),\n    ').replace('def upgrade():', 'def upgrade() -> None:').replace('"""users', '"""the users').replace('revision = ', 'revision: str = ')}`,
    edited: alembic("sa.Column('name', sa.Text(), nullable=True)"), editedLine: 13, wayBack: alembic("sa.Column('name', sa.Text(), nullable=False)", "op.execute('DROP TABLE users CASCADE')"), renamed: 'versions/a1_users.py',
  },
  {
    tool: 'TypeORM', others: {},
    path: 'src/migrations/1700000000000-users.ts', text: typeorm('"name" text NOT NULL'), rewritten: typeorm('"name"   text\n      NOT NULL').replace('public async up', '// forward\n  async up'),
    edited: typeorm('"name" text'), editedLine: 5, wayBack: typeorm('"name" text NOT NULL', 'await queryRunner.query(`DROP TABLE IF EXISTS "users"`);'), renamed: 'src/database/migrations/1700000000000-users.ts',
  },
  {
    tool: 'Prisma', others: { 'prisma/schema.prisma': 'model User {\n  id Int @id\n}\n' },
    path: 'prisma/migrations/20240101000000_users/migration.sql', text: '-- CreateTable\nCREATE TABLE "User" ("id" SERIAL PRIMARY KEY);\n', rewritten: '-- Makes the table\n\nCREATE TABLE "User" (\n  "id" serial primary key\n);\n',
    edited: '-- CreateTable\nCREATE TABLE "User" ("id" BIGSERIAL PRIMARY KEY);\n', editedLine: 2, renamed: 'prisma/migrations/20240102000000_users/migration.sql',
    newName: '`20240102000000_users` is in v1 as `20240101000000_users`: databases that ran it under that name do not know this one',
  },
  {
    tool: 'Knex', others: { 'package.json': '{"dependencies":{"knex":"3"}}' },
    path: 'migrations/20240101_users.ts', text: knex("table.string('name').notNullable();"), rewritten: knex('table.string("name").notNullable() // required').replace('await knex', 'await  knex'),
    edited: knex("table.string('name');"), editedLine: 6, wayBack: knex("table.string('name').notNullable();", "await knex.schema.dropTableIfExists('users');"), renamed: 'migrations/20240102_users.ts',
    newName: '`20240102_users` is in v1 as `20240101_users`: databases that ran it under that name do not know this one',
  },
  {
    tool: 'Drizzle', others: { 'drizzle/meta/_journal.json': '{"entries":[]}' },
    path: 'drizzle/0000_users.sql', text: 'CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL);\n--> statement-breakpoint\nCREATE INDEX `i` ON `users` (`id`);\n', rewritten: 'CREATE TABLE `users` (\n  `id` integer PRIMARY KEY NOT NULL\n);\n--> statement-breakpoint\nCREATE INDEX `i` ON `users` (`id`);\n',
    edited: 'CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL);\n--> statement-breakpoint\nCREATE UNIQUE INDEX `i` ON `users` (`id`);\n', editedLine: 3, renamed: 'drizzle/0000_people.sql',
  },
];

async function found(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await collaudo(folder, ['--only', 'migration-order', '--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as { readonly findings: readonly { readonly file: string; readonly line: number; readonly message: string }[] };
  return report.findings.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

function released(kind: Kind): WorkTree {
  const tree = WorkTree.create({ ...kind.others, [kind.path]: kind.text }).commit();
  tree.git('tag', 'v1');
  return tree.commit({ 'README.md': 'later\n' });
}

const nameOf = (path: string): string => (path.endsWith('/migration.sql') ? path.split('/').at(-2) : path.split('/').at(-1)?.replace(/\.\w+$/, '')) ?? '';

describe.each(kinds)('$tool', kind => {
  test('edited, committed or not', async () => {
    const tree = released(kind);
    expect(await found(tree.folder)).toEqual([]);
    const says = [`${kind.path}:${kind.editedLine} \`${nameOf(kind.path)}\` is in v1 and was edited since: databases that ran it keep the old form`];
    tree.write({ [kind.path]: kind.edited });
    expect(await found(tree.folder)).toEqual(says);
    expect(await found(tree.commit().folder)).toEqual(says);
  });

  test('written otherwise, or led back otherwise, it is the same', async () => {
    const tree = released(kind);
    expect(await found(tree.commit({ [kind.path]: kind.rewritten }).folder)).toEqual([]);
    if (kind.wayBack !== undefined) expect(await found(tree.commit({ [kind.path]: kind.wayBack }).folder)).toEqual([]);
  });

  test('under another name, and edited besides', async () => {
    const tree = released(kind).remove(kind.path).commit({ [kind.renamed]: kind.text });
    expect(await found(tree.folder)).toEqual(kind.newName === undefined ? [] : [expect.stringContaining(kind.newName)]);
    if (kind.newName !== undefined) return;
    const name = nameOf(kind.renamed) === nameOf(kind.path) ? `\`${nameOf(kind.renamed)}\` is in v1` : `\`${nameOf(kind.renamed)}\` is in v1 as \`${nameOf(kind.path)}\``;
    const edited = await found(tree.commit({ [kind.renamed]: kind.edited }).folder);
    expect(edited).toEqual(kind.tool === 'Drizzle' ? [] : [`${kind.renamed}:${kind.editedLine} ${name} and was edited since: databases that ran it keep the old form`]);
  });

  test('what came after the release is free', async () => {
    const tree = WorkTree.create({ 'README.md': 'x\n' }).commit();
    tree.git('tag', 'v1');
    tree.commit({ ...kind.others, [kind.path]: kind.text });
    expect(await found(tree.commit({ [kind.path]: kind.edited }).folder)).toEqual([]);
    tree.git('tag', 'v2');
    expect(await found(tree.commit({ [kind.path]: kind.text }).folder)).toEqual([expect.stringContaining('is in v2 and was edited since')]);
  });
});

const [sqlx, , , prisma] = kinds;

describe('what is released', () => {
  const edited = (kind = sqlx): WorkTree => {
    if (!kind) throw new Error('no kind');
    return WorkTree.create({ ...kind.others, [kind.path]: kind.text }).commit();
  };
  const change = { [sqlx?.path ?? '']: sqlx?.edited ?? '' };

  test('nothing without a tag, a repository or git', async () => {
    const tree = edited().commit(change);
    expect(await found(tree.folder)).toEqual([]);
    expect(await found(temporaryProject({ ...sqlx?.others, ...change }))).toEqual([]);
    tree.git('tag', 'v1', 'HEAD~1');
    expect(await found(tree.folder)).toHaveLength(1);
    vi.stubEnv('PATH', '/nowhere');
    expect((await collaudo(tree.folder, ['--only', 'migration-order'])).stdout).toContain('whether released migrations were edited is not known: git cannot be started (ENOENT)');
  });

  test('the newest tag that HEAD contains, or one of those a pattern fits', async () => {
    const tree = edited();
    tree.git('tag', '-a', 'v1', '-m', 'released');
    tree.commit(change).git('tag', 'build-7');
    tree.git('switch', '-q', '-c', 'side');
    tree.commit({ 'x.md': '' }).git('tag', 'v9');
    tree.git('switch', '-q', 'main');
    expect(await found(tree.folder)).toEqual([]);
    expect(await found(tree.write({ 'collaudo.json': '{ "released": "v*" }' }).folder)).toEqual([expect.stringContaining('is in v1 and')]);
    expect(await found(tree.write({ 'collaudo.json': '{ "released": "none-*" }' }).folder)).toEqual([]);
  });

  test('a branch, by --since or by the configuration; never a place counted from HEAD', async () => {
    const tree = edited();
    tree.git('switch', '-q', '-c', 'feature');
    tree.commit({ 'migrations/0003_mine.sql': 'CREATE TABLE mine (id INTEGER PRIMARY KEY);\n' });
    tree.commit({ ...change, 'migrations/0003_mine.sql': 'CREATE TABLE mine (id BIGINT PRIMARY KEY);\n' });
    expect(await found(tree.folder)).toEqual([]);
    expect(await found(tree.folder, '--since', 'main')).toEqual(['migrations/0001_users.sql:3 `0001_users` is in main and was edited since: databases that ran it keep the old form']);
    expect(await found(tree.folder, '--since', 'HEAD~1')).toEqual([]);
    expect(await found(tree.folder, '--since', tree.git('rev-parse', 'HEAD~1').trim())).toEqual([]);
    tree.write({ 'collaudo.json': '{ "released": "main" }' });
    expect(await found(tree.folder, '--since', 'HEAD~1')).toHaveLength(1);
    expect(await found(tree.folder, 'migrations')).toEqual([expect.stringContaining('migrations/0001_users.sql:3 ')]);
    expect(await found(join(tree.folder, '..'), tree.folder)).toEqual([expect.stringContaining('migrations/0001_users.sql:3 ')]);
  });

  test('a clone with only the newest commits says that it does not know', async () => {
    const tree = edited();
    tree.git('tag', 'v1');
    tree.commit(change);
    const beside = temporaryProject({});
    tree.git('clone', '-q', '--depth', '1', `file://${tree.folder}`, join(beside, 'shallow'));
    expect((await collaudo(join(beside, 'shallow'), ['--only', 'migration-order'])).stdout).toContain('whether released migrations were edited is not known: this clone has only the newest commits');
  });

  test('a squashed history is no edit', async () => {
    const tree = edited(prisma);
    tree.git('tag', 'v1');
    tree.remove('prisma/migrations').commit({ 'prisma/migrations/20250101000000_squashed/migration.sql': 'CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT);\n' });
    expect(await found(tree.folder)).toEqual([]);
  });
});

test('code around the same steps may change', async () => {
  const kind = kinds[1];
  if (!kind) throw new Error('no kind');
  const tree = released(kind);
  const logged = kind.text.replace('def upgrade():\n', 'import logging\n\n\ndef upgrade():\n    logging.info("making users")\n');
  expect(await found(tree.commit({ [kind.path]: logged }).folder)).toEqual([]);
  expect(await found(tree.commit({ [kind.path]: logged.replace('logging.info("making users")', 'op.execute("DELETE FROM users")') }).folder)).toContainEqual(expect.stringContaining('was edited since'));
});

test('sqlx compares the text: a comment alone stops it', async () => {
  if (!sqlx) throw new Error('no kind');
  const tree = released(sqlx);
  tree.write({ [sqlx.path]: `-- the users\n${sqlx.text}` });
  expect(await found(tree.folder)).toEqual(['migrations/0001_users.sql:1 `0001_users` is in v1 and its text was changed since: sqlx refuses to go on where it was applied']);
});
