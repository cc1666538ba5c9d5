/** tokio: its file, process and time functions yield instead of blocking; `spawn_blocking` is where blocking belongs. */
import type { Library } from '../library.js';

export const tokio: Library = {
  name: 'tokio',
  language: 'rust',
  mentions: ['tokio', 'async_std', 'futures'],
  calls: {
    'tokio.fs.*': {}, 'tokio.time.*': {}, 'tokio.process.Command.*': { returns: 'self' }, 'tokio.process.Command.new': { returns: 'tokio.process.Command' },
    'tokio.time.sleep': {}, 'tokio.spawn': {}, 'tokio.task.spawn': {}, 'tokio.task.spawn_blocking': {}, 'tokio.task.block_in_place': {},
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
