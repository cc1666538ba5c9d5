/** Work a request should not wait for, what runs on by itself, and caches with the builder calls that limit them. */
import type { LongWorkKind } from '../../facts/long-work.js';
import type { CacheRow, Library } from '../library.js';

function each(type: string, names: string, kind: LongWorkKind): Record<string, LongWorkKind> {
  return Object.fromEntries(names.split(' ').map(name => [`${type}.${name}`, kind]));
}

const moka: CacheRow = { what: 'store', chain: ['max_capacity', 'time_to_live', 'time_to_idle', 'expire_after', 'weigher'] };
const redisSet: CacheRow = { what: 'entry', keepsState: true };
const redisSetFor: CacheRow = { what: 'entry', limited: true, keepsState: true, seconds: 2 };

export const resilience: Library = {
  name: 'resilience',
  language: 'rust',
  mentions: ['lettre', 'Command', 'image', 'printpdf', 'genpdf', 'headless_chrome', 'wkhtmltopdf', 'tesseract', 'tokio', 'moka', 'redis', 'lru', 'cached'],
  aliases: { 'redis.AsyncCommands': 'redis.Commands', 'redis.aio.MultiplexedConnection': 'redis.Commands', 'redis.aio.ConnectionManager': 'redis.Commands', 'redis.Connection': 'redis.Commands', 'redis.Client.get_connection': 'redis.connected', 'redis.Client.get_multiplexed_async_connection': 'redis.connected', 'redis.Client.get_async_connection': 'redis.connected' },
  calls: {
    'redis.Client.open': { returns: 'redis.Client' }, 'redis.connected': { returns: 'redis.Commands' },
    'moka.sync.Cache.builder': { returns: 'moka.CacheBuilder' }, 'moka.future.Cache.builder': { returns: 'moka.CacheBuilder' }, 'moka.CacheBuilder.build': { returns: 'moka.Cache' }, 'moka.CacheBuilder.build_with_hasher': { returns: 'moka.Cache' }, 'moka.CacheBuilder.*': { returns: 'self' },
    'image.open': { returns: 'image.DynamicImage' }, 'image.load_from_memory': { returns: 'image.DynamicImage' },
  },
  longWork: {
    'lettre.SmtpTransport.send': 'mail', 'lettre.AsyncSmtpTransport.send': 'mail', 'lettre.Transport.send': 'mail', 'lettre.AsyncTransport.send': 'mail', 'lettre.transport.smtp.AsyncSmtpTransport.send': 'mail',
    ...each('std.process.Command', 'output status', 'process'), ...each('tokio.process.Command', 'output status', 'process'), ...each('std.process.Child', 'wait wait_with_output', 'process'), ...each('tokio.process.Child', 'wait wait_with_output', 'process'),
    ...each('image.DynamicImage', 'resize resize_exact resize_to_fill thumbnail blur save write_to', 'image'), ...each('image.imageops', 'resize thumbnail blur', 'image'),
    ...each('genpdf.Document', 'render render_to_file', 'document'), ...each('printpdf.PdfDocumentReference', 'save', 'document'), 'headless_chrome.Tab.print_to_pdf': 'document',
  },
  detaches: ['tokio.spawn', 'tokio.task.spawn', 'tokio.task.spawn_local', 'actix_web.rt.spawn', 'actix_rt.spawn', 'async_std.task.spawn', 'tauri.async_runtime.spawn', 'std.thread.spawn', 'rayon.spawn', 'rocket.tokio.spawn', 'rocket.tokio.task.spawn'],
  caches: { 'moka.CacheBuilder.build': moka, 'redis.Commands.set': redisSet, 'redis.Commands.set_ex': redisSetFor, 'redis.Commands.mset': redisSet, 'redis.Commands.set_nx': redisSet, 'lru.LruCache.unbounded': { what: 'store' }, 'cached.UnboundCache.new': { what: 'store' } },
};
