/** Calls that give a promise: whoever drops it does not hear when it fails, nor when it ends. */
import type { Awaitable, Library } from '../library.js';

function each(type: string, names: string): Record<string, Awaitable> {
  return Object.fromEntries(names.split(' ').map(name => [`${type}.${name}`, 'promise']));
}

const files = 'access appendFile chmod chown copyFile cp link lstat mkdir mkdtemp open opendir readFile readdir readlink realpath rename rm rmdir stat symlink truncate unlink utimes writeFile';
const verbs = 'get post put patch delete head options request postForm putForm patchForm call';
const models = 'findMany findFirst findFirstOrThrow findUnique findUniqueOrThrow create createMany createManyAndReturn update updateMany upsert delete deleteMany count aggregate groupBy';
const redis = 'get set setex setEx psetex del expire incr decr hget hset hSet hGet hgetall hGetAll hdel lpush rpush lPush rPush sadd sAdd srem sRem publish flushall flushAll flushdb flushDb ping exists ttl mget mGet mset mSet quit';

export const awaitables: Library = {
  name: 'promises',
  language: 'typescript',
  mentions: ['fetch', 'axios', 'got', 'ky', 'undici', 'invoke', 'tauri', 'prisma', 'Prisma', 'promises', 'fs-extra', 'redis', 'mongoose', 'mongodb', 'typeorm', 'sequelize', 'nodemailer', 'bcrypt', 'argon2'],
  aliases: {
    'ioredis.default': 'ioredis', 'ioredis.Redis': 'ioredis', '@tauri-apps/api/tauri.invoke': '@tauri-apps/api/core.invoke', '@tauri-apps/api.invoke': '@tauri-apps/api/core.invoke',
    'globalThis.window.__TAURI__.core.invoke': '@tauri-apps/api/core.invoke', 'globalThis.window.__TAURI__.invoke': '@tauri-apps/api/core.invoke', 'globalThis.__TAURI__.core.invoke': '@tauri-apps/api/core.invoke', 'globalThis.__TAURI__.invoke': '@tauri-apps/api/core.invoke',
    'nodemailer.default': 'nodemailer',
  },
  calls: { 'nodemailer.createTransport': { returns: 'nodemailer.Transporter' }, 'redis.createClient': { returns: 'redis.Client' }, 'ioredis': { returns: 'ioredis' } },
  awaitables: {
    'globalThis.fetch': 'promise', 'node-fetch': 'promise', 'cross-fetch': 'promise', ...each('undici', 'fetch request stream'), '@tauri-apps/plugin-http.fetch': 'promise',
    'axios': 'promise', ...each('axios', verbs), ...each('axios.AxiosInstance', verbs), 'got': 'promise', ...each('got', verbs), ...each('got.Instance', verbs), 'ky': 'promise', ...each('ky', verbs), ...each('ky.Instance', verbs),
    '@tauri-apps/api/core.invoke': 'promise', ...each('@tauri-apps/api/event', 'emit emitTo'), ...each('@tauri-apps/plugin-fs', 'readTextFile readFile writeTextFile writeFile mkdir remove rename copyFile'), ...each('@tauri-apps/plugin-dialog', 'open save ask confirm message'),
    ...each('fs/promises', files), ...each('fs.promises', files), ...each('fs-extra', `${files} copy move remove ensureDir ensureFile outputFile outputJson readJson writeJson emptyDir pathExists`),
    ...each('timers/promises', 'setTimeout setImmediate'),
    ...each('@prisma/client.Model', models), ...each('@prisma/client.PrismaClient', '$connect $disconnect $transaction $queryRaw $queryRawUnsafe $executeRaw $executeRawUnsafe'),
    ...each('typeorm.Repository', 'save find findOne findOneBy findBy findOneOrFail findAndCount insert update delete remove softDelete restore count upsert query clear'), ...each('typeorm.EntityManager', 'save find findOne findOneBy insert update delete remove query transaction'), ...each('typeorm.DataSource', 'initialize destroy query transaction runMigrations'),
    ...each('mongoose', 'connect disconnect'), ...each('mongodb.Collection', 'insertOne insertMany findOne updateOne updateMany replaceOne deleteOne deleteMany countDocuments createIndex findOneAndUpdate findOneAndDelete bulkWrite'),
    ...each('mongoose.Model', 'create insertMany bulkWrite'), ...each('sequelize.Model', 'create bulkCreate findAll findOne findByPk findOrCreate update destroy count upsert'),
    ...each('ioredis', redis), ...each('redis.Client', `${redis} connect disconnect`), 'nodemailer.Transporter.sendMail': 'promise',
    ...each('bcrypt', 'hash compare genSalt'), ...each('argon2', 'hash verify'),
  },
};
