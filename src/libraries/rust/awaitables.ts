/** Futures of Rust's libraries: nothing happens before they are awaited. */
import type { Awaitable, Library } from '../library.js';

function each(type: string, names: string): Record<string, Awaitable> {
  return Object.fromEntries(names.split(' ').map(name => [`${type}.${name}`, 'future']));
}

export const awaitables: Library = {
  name: 'futures',
  language: 'rust',
  mentions: ['tokio', 'async_std', 'futures', 'reqwest', 'sqlx', 'sea_orm', 'smol', 'redis', 'tokio_postgres'],
  awaitables: {
    ...each('tokio.time', 'sleep sleep_until timeout timeout_at'), ...each('tokio.fs', '*'), ...each('tokio.task', 'yield_now'), ...each('tokio.net.TcpStream', 'connect'), ...each('tokio.net.TcpListener', 'bind accept'),
    ...each('tokio.process.Command', 'output status'), ...each('tokio.process.Child', 'wait wait_with_output kill'), ...each('tokio.signal', 'ctrl_c'),
    ...each('async_std.task', 'sleep'), ...each('async_std.fs', '*'), ...each('smol.Timer', 'after'), ...each('futures.future', 'join_all try_join_all join try_join select_all'), ...each('futures_util.future', 'join_all try_join_all join try_join select_all'),
    ...each('reqwest', 'get'), ...each('reqwest.Client', 'execute'), ...each('reqwest.RequestBuilder', 'send'), ...each('reqwest.Response', 'text json bytes chunk'),
    ...each('sqlx.Query', 'execute fetch_all fetch_one fetch_optional'), ...each('sqlx.Executor', 'execute fetch_all fetch_one fetch_optional'), ...each('sqlx.Transaction', 'commit rollback'), ...each('sqlx.Pool', 'begin acquire close connect'), ...each('sqlx.PoolOptions', 'connect'), ...each('sqlx.Migrator', 'run'),
    ...each('tokio_postgres.Client', 'query query_one query_opt execute batch_execute prepare'), ...each('sea_orm.Database', 'connect'),
  },
};
