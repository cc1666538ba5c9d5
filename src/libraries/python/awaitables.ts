/** Calls that only make a coroutine, or a task that the event loop forgets when nobody keeps it. */
import type { Awaitable, Library } from '../library.js';
import { onType } from './on-type.js';

function each(names: string, makes: Awaitable = 'coroutine'): Record<string, Awaitable> {
  return Object.fromEntries(names.split(' ').map(name => [name, makes]));
}

const redis = 'get set setex psetex setnx getset delete exists expire incr incrby decr hget hset hgetall hdel lpush rpush lpop rpop lrange sadd srem smembers zadd zrange publish ping flushdb flushall aclose ttl mget mset keys xadd eval';
const collection = 'insert_one insert_many find_one update_one update_many replace_one delete_one delete_many count_documents create_index find_one_and_update find_one_and_delete bulk_write distinct';

export const awaitables: Library = {
  name: 'asyncio',
  language: 'python',
  mentions: ['asyncio', 'anyio', 'trio', 'httpx', 'aiohttp', 'asyncpg', 'redis', 'motor', 'aiofiles', 'databases', 'tortoise', 'starlette', 'fastapi', 'aiosmtplib', 'curio'],
  aliases: {
    'aioredis.Redis': 'redis.asyncio.Redis', 'aioredis.from_url': 'redis.asyncio.from_url', 'redis.asyncio.client.Redis': 'redis.asyncio.Redis', 'redis.asyncio.StrictRedis': 'redis.asyncio.Redis', 'redis.asyncio.Redis.from_url': 'redis.asyncio.from_url',
    'starlette.websockets.WebSocket': 'fastapi.WebSocket',
  },
  calls: {
    'asyncio.get_event_loop': { returns: 'asyncio.AbstractEventLoop' }, 'asyncio.get_running_loop': { returns: 'asyncio.AbstractEventLoop' }, 'asyncio.new_event_loop': { returns: 'asyncio.AbstractEventLoop' },
    'redis.asyncio.from_url': { returns: 'redis.asyncio.Redis' }, 'redis.asyncio.Redis': { returns: 'redis.asyncio.Redis' },
  },
  awaitables: {
    ...onType('asyncio', { ...each('sleep wait_for to_thread wait open_connection start_server create_subprocess_exec create_subprocess_shell gather', 'coroutine'), ...each('create_task ensure_future', 'task') }),
    ...onType('asyncio.AbstractEventLoop', { ...each('create_task', 'task'), ...each('create_connection create_server shutdown_asyncgens') }),
    ...onType('asyncio.Queue', each('put get join')), ...onType('asyncio.Event', each('wait')), ...onType('asyncio.Lock', each('acquire')), ...onType('asyncio.Semaphore', each('acquire')), ...onType('asyncio.Condition', each('acquire wait wait_for')),
    ...onType('asyncio.StreamWriter', each('drain wait_closed')), ...onType('asyncio.StreamReader', each('read readline readexactly')),
    ...onType('anyio', each('sleep sleep_until sleep_forever run_process open_process open_file connect_tcp')), 'anyio.to_thread.run_sync': 'coroutine', 'anyio.lowlevel.checkpoint': 'coroutine',
    ...onType('trio', each('sleep sleep_until sleep_forever run_process open_file open_tcp_stream serve_tcp aclose_forcefully')), 'trio.to_thread.run_sync': 'coroutine', 'trio.lowlevel.checkpoint': 'coroutine',
    'starlette.concurrency.run_in_threadpool': 'coroutine', 'fastapi.concurrency.run_in_threadpool': 'coroutine',
    ...onType('sqlalchemy.ext.asyncio.AsyncSession', each('execute scalar scalars get get_one merge delete commit rollback flush refresh close stream stream_scalars run_sync connection invalidate reset aclose exec')),
    ...onType('sqlalchemy.ext.asyncio.AsyncConnection', each('execute scalar scalars commit rollback close run_sync exec_driver_sql')), 'sqlalchemy.ext.asyncio.AsyncEngine.dispose': 'coroutine',
    ...onType('httpx.AsyncClient', each('get post put patch delete head options request send aclose')), 'httpx.Response.aread': 'coroutine',
    ...onType('aiohttp.ClientSession', each('close')), ...onType('aiohttp.ClientResponse', each('json text read')),
    ...onType('fastapi.WebSocket', each('accept send_json send_text send_bytes receive_json receive_text receive_bytes receive close')),
    ...onType('fastapi.Request', each('json body form')), ...onType('starlette.requests.Request', each('json body form')), ...onType('fastapi.UploadFile', each('read write seek close')),
    ...onType('asyncpg.Connection', each('execute executemany fetch fetchrow fetchval close')), ...onType('asyncpg.Pool', each('execute executemany fetch fetchrow fetchval close')), 'asyncpg.connect': 'coroutine',
    ...onType('databases.Database', each('connect disconnect execute execute_many fetch_all fetch_one fetch_val')),
    ...onType('redis.asyncio.Redis', each(redis)),
    ...onType('motor.motor_asyncio.AsyncIOMotorCollection', each(collection)),
    ...onType('aiosmtplib', each('send')),
    ...onType('tortoise.Tortoise', each('init generate_schemas close_connections')),
  },
};
