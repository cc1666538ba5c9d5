/** The standard library: wrappers that keep what they wrap, and calls that block the thread. */
import type { Effect, Library } from '../library.js';
import { kept, keptCalls } from './kept.js';

const first: Effect = { returns: 'argument 0' };
const file: Effect = { blocks: 'file' };

const FILE_FUNCTIONS = [
  'read', 'read_to_string', 'write', 'copy', 'remove_dir_all', 'read_dir',
];
/** One question or change to the file system's tables, no content. */
const BRIEF_FUNCTIONS = ['rename', 'remove_file', 'remove_dir', 'create_dir', 'create_dir_all', 'metadata', 'symlink_metadata', 'canonicalize', 'hard_link', 'read_link', 'set_permissions', 'exists'];

export const std: Library = {
  name: 'std',
  language: 'rust',
  mentions: ['std', 'Arc', 'Box', 'Some'],
  aliases: {
    'std.sync.LazyLock': 'std.Lazy', 'std.cell.LazyCell': 'std.Lazy', 'once_cell.sync.Lazy': 'std.Lazy', 'once_cell.unsync.Lazy': 'std.Lazy', 'lazy_static.lazy_static': 'std.Lazy',
    'parking_lot.Mutex': 'std.sync.Mutex', 'parking_lot.RwLock': 'std.sync.RwLock', 'tokio.sync.Mutex': 'std.sync.Mutex', 'tokio.sync.RwLock': 'std.sync.RwLock', 'tokio.sync.OnceCell': 'std.sync.OnceLock', 'once_cell.sync.OnceCell': 'std.sync.OnceLock',
  },
  bases: kept('std.process.Command', 'std.fs.File', 'std.net.TcpStream'),
  calls: {
    ...keptCalls,
    'std.sync.Arc.new': first, 'std.sync.Arc.clone': first, 'std.rc.Rc.new': first, 'std.rc.Rc.clone': first, 'std.boxed.Box.new': first, 'std.boxed.Box.pin': first, 'std.pin.Pin.new': first,
    'std.sync.Mutex.new': first, 'std.sync.RwLock.new': first, 'std.sync.OnceLock.from': first, 'std.cell.RefCell.new': first,
    'Some': first, 'Ok': first, 'Box.new': first, 'Box.pin': first, 'Arc.new': first, 'Arc.clone': first, 'Rc.new': first,
    'std.thread.sleep': { blocks: 'sleep' },
    'std.thread.sleep_ms': { blocks: 'sleep' },
    'std.thread.park_timeout': { blocks: 'sleep' },
    'std.thread.spawn': { returns: 'std.thread.JoinHandle', offloads: true }, 'std.thread.Builder.new': { returns: 'std.thread.Builder' }, 'std.thread.Builder.spawn': { offloads: true }, 'std.thread.Builder.*': { returns: 'self' }, 'std.thread.scope': { offloads: true },
    'std.thread.JoinHandle.join': { blocks: 'process' },
    ...Object.fromEntries(FILE_FUNCTIONS.map(name => [`std.fs.${name}`, file])),
    ...Object.fromEntries(BRIEF_FUNCTIONS.map(name => [`std.fs.${name}`, { ...file, brief: true }])),
    'std.fs.File.open': { blocks: 'file', returns: 'std.fs.File' },
    'std.fs.File.create': { blocks: 'file', returns: 'std.fs.File' },
    'std.fs.File.create_new': { blocks: 'file', returns: 'std.fs.File' },
    'std.fs.File.sync_all': file,
    'std.fs.File.read_to_string': file,
    'std.fs.File.read_to_end': file,
    'std.fs.File.write_all': file,
    'std.fs.OpenOptions.new': { returns: 'std.fs.OpenOptions' },
    'std.fs.OpenOptions.open': { blocks: 'file', returns: 'std.fs.File' },
    'std.fs.OpenOptions.*': { returns: 'self' },
    'std.fs.DirBuilder.create': { ...file, brief: true },
    'std.process.Command.new': { returns: 'std.process.Command' },
    'std.process.Command.output': { blocks: 'process' },
    'std.process.Command.status': { blocks: 'process' },
    'std.process.Command.spawn': { returns: 'std.process.Child' },
    'std.process.Command.*': { returns: 'self' },
    'std.process.Child.wait': { blocks: 'process' },
    'std.process.Child.wait_with_output': { blocks: 'process' },
    'std.net.TcpStream.connect': { blocks: 'network', returns: 'std.net.TcpStream' },
    'std.net.TcpStream.connect_timeout': { blocks: 'network', returns: 'std.net.TcpStream' },
    'std.net.UdpSocket.recv_from': { blocks: 'network' },
    'std.net.TcpListener.accept': { blocks: 'network' },
    'std.io.stdin': { returns: 'std.io.Stdin' },
    'std.io.Stdin.read_line': { blocks: 'input' },
    'std.io.Stdin.lines': { blocks: 'input' },
    'std.io.Stdin.lock': { returns: 'self' },
    'std.io.read_to_string': { blocks: 'input' },
  },
};
