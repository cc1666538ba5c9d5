/** Prisma: `prisma.user.findMany({ take })` on any model; raw SQL through tagged templates or, unsafely, strings. */
import type { Library } from '../library.js';
import { deletes, each, inserts, readsMany, readsOne, readsScalar, updates } from './rows.js';

const client = '@prisma/client.PrismaClient';
const model = '@prisma/client.Model';
const sql = '@prisma/client.Prisma';

export const prisma: Library = {
  name: 'prisma',
  language: 'typescript',
  mentions: ['prisma', 'Prisma'],
  aliases: { '@prisma/client.Prisma.TransactionClient': client, '@prisma/client/edge.PrismaClient': client },
  calls: {
    [client]: { opens: ['datasourceUrl', 0], returns: client },
    [`${client}.$extends`]: { returns: 'self' },
    [`${client}.$connect`]: {},
    [`${client}.$disconnect`]: { session: 'close' },
    [`${client}.$on`]: {},
    [`${client}.$use`]: {},
    [`${client}.$transaction`]: { session: 'begin', passes: 'self' },
    [`${client}.$queryRaw`]: { runs: 0, rows: 'many' },
    [`${client}.$queryRawUnsafe`]: { runs: 0, rows: 'many' },
    [`${client}.$executeRaw`]: { runs: 0, rows: 'none' },
    [`${client}.$executeRawUnsafe`]: { runs: 0, rows: 'none' },
    [`${sql}.sql`]: { text: 0, returns: '@prisma/client.Sql' },
    [`${sql}.raw`]: { text: 0, returns: '@prisma/client.Sql' },
    [`${sql}.join`]: { quotes: true, returns: '@prisma/client.Sql' },
    ...each(model, 'findMany', { ...readsMany, table: 'path', limit: 'take' }),
    ...each(model, 'groupBy', { ...readsMany, table: 'path', limit: 'take', adds: 'group' }),
    ...each(model, 'findFirst findFirstOrThrow findUnique findUniqueOrThrow', { ...readsOne, table: 'path' }),
    ...each(model, 'count aggregate', { ...readsScalar, table: 'path' }),
    ...each(model, 'create createMany createManyAndReturn', { ...inserts, table: 'path' }),
    ...each(model, 'update updateMany updateManyAndReturn upsert', { ...updates, table: 'path' }),
    ...each(model, 'delete deleteMany', { ...deletes, table: 'path' }),
  },
  // Whatever else a client is asked for is a model of the schema.
  attributes: { [`${client}.*`]: model },
  sessions: [client],
};
