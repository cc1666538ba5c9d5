/** tokio: its file, process and time functions yield instead of blocking; `spawn_blocking` is where blocking belongs. */
import type { Library } from '../library.js';

export const tokio: Library = {
  name: 'tokio',
  language: 'rust',
  mentions: ['tokio', 'async_std', 'futures', 'rayon', 'blocking', 'actix_web', 'tauri'],
  calls: {
    'tokio.fs.*': {}, 'tokio.time.*': {}, 'tokio.process.Command.*': { returns: 'self' }, 'tokio.process.Command.new': { returns: 'tokio.process.Command' },
    'tokio.time.sleep': {}, 'tokio.spawn': {}, 'tokio.task.spawn': {}, 'tokio.task.spawn_blocking': { offloads: true }, 'tokio.task.block_in_place': { offloads: true },
    'tokio.runtime.Handle.spawn_blocking': { offloads: true }, 'tokio.runtime.Runtime.spawn_blocking': { offloads: true }, 'async_std.task.spawn_blocking': { offloads: true }, 'blocking.unblock': { offloads: true },
    'tauri.async_runtime.spawn_blocking': { offloads: true }, 'actix_web.web.block': { offloads: true }, 'rayon.spawn': { offloads: true }, 'rayon.join': { offloads: true }, 'rayon.scope': { offloads: true },
    'tokio.time.timeout': { limits: 'arguments' }, 'tokio.time.timeout_at': { limits: 'arguments' }, 'async_std.future.timeout': { limits: 'arguments' }, 'actix_web.rt.time.timeout': { limits: 'arguments' },
    'tokio.runtime.Runtime.new': { returns: 'tokio.runtime.Runtime' },
    'tokio.runtime.Runtime.block_on': { blocks: 'process' },
    'tokio.runtime.Handle.block_on': { blocks: 'process' },
    'tokio.runtime.Handle.current': { returns: 'tokio.runtime.Handle' },
    'futures.executor.block_on': { blocks: 'process' },
    'futures_lite.future.block_on': { blocks: 'process' },
    'tokio.sync.mpsc.Receiver.blocking_recv': { blocks: 'process' },
    'tokio.sync.mpsc.Sender.blocking_send': { blocks: 'process' },
  },
};
