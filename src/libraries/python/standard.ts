/** Python's built-ins and standard library: what blocks the thread, what can only be a number, what passes its argument on. */
import type { Effect, Library } from '../library.js';
import { onType } from './on-type.js';

function each(names: readonly string[], effect: Effect): Record<string, Effect> {
  return Object.fromEntries(names.map(name => [name, effect]));
}

const passesOn: Effect = { returns: 'argument 0' };

export const builtins: Library = {
  name: 'builtins',
  language: 'python',
  mentions: ['open', 'input', 'next', 'iter', 'contextlib', 'asyncio', 'cast', 'copy', 'anyio', 'trio', 'run_in_threadpool', 'async_timeout', 'sync_to_async'],
  aliases: { 'io.open': 'builtins.open', 'typing_extensions.cast': 'typing.cast' },
  calls: {
    'builtins.open': { blocks: 'file', returns: 'builtins.file' },
    'io.open_code': { blocks: 'file' },
    'builtins.input': { blocks: 'input' },
    ...onType('builtins', each(['int', 'float', 'len', 'abs', 'round', 'ord', 'hash', 'id', 'bool', 'complex'], { number: true })),
    ...onType('builtins', each(['next', 'anext', 'iter', 'aiter', 'reversed'], passesOn)),
    'typing.cast': { returns: 'argument 1' },
    'copy.copy': passesOn, 'copy.deepcopy': passesOn,
    'contextlib.closing': passesOn, 'contextlib.aclosing': passesOn, 'contextlib.nullcontext': passesOn,
    'contextlib.ExitStack': { returns: 'contextlib.ExitStack' },
    'contextlib.AsyncExitStack': { returns: 'contextlib.ExitStack' },
    'contextlib.ExitStack.enter_context': passesOn,
    'contextlib.ExitStack.enter_async_context': passesOn,
    'asyncio.wait_for': { ...passesOn, limits: 'arguments' }, 'asyncio.timeout': { limits: 'block' }, 'asyncio.timeout_at': { limits: 'block' }, 'async_timeout.timeout': { limits: 'block' }, 'anyio.fail_after': { limits: 'block' }, 'anyio.move_on_after': { limits: 'block' }, 'trio.fail_after': { limits: 'block' }, 'trio.move_on_after': { limits: 'block' },
    'asyncio.to_thread': { offloads: true }, 'anyio.to_thread.run_sync': { offloads: true }, 'starlette.concurrency.run_in_threadpool': { offloads: true }, 'asgiref.sync.sync_to_async': { offloads: true },
    'asyncio.shield': passesOn, 'asyncio.create_task': passesOn, 'asyncio.ensure_future': passesOn, 'asyncio.run': passesOn,
    'inspect.isawaitable': {},
  },
};

export const blockingCalls: Library = {
  name: 'python',
  language: 'python',
  mentions: ['time', 'subprocess', 'os', 'shutil', 'pathlib', 'socket', 'smtplib', 'ftplib', 'paramiko', 'bcrypt', 'passlib', 'argon2', 'CryptContext', 'PasswordHasher'],
  aliases: { 'pathlib.PosixPath': 'pathlib.Path', 'pathlib.WindowsPath': 'pathlib.Path', 'smtplib.SMTP_SSL': 'smtplib.SMTP' },
  calls: {
    'time.sleep': { blocks: 'sleep' },
    // Made to take a tenth of a second, and more.
    ...each(['bcrypt.hashpw', 'bcrypt.checkpw', 'passlib.context.CryptContext.hash', 'passlib.context.CryptContext.verify', 'passlib.context.CryptContext.verify_and_update', 'argon2.PasswordHasher.hash', 'argon2.PasswordHasher.verify'], { blocks: 'computation' }),
    'passlib.context.CryptContext': { returns: 'passlib.context.CryptContext' }, 'argon2.PasswordHasher': { returns: 'argon2.PasswordHasher' },
    'time.time': { number: true }, 'time.monotonic': { number: true }, 'time.perf_counter': { number: true },
    ...onType('subprocess', each(['run', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'], { blocks: 'process' })),
    'subprocess.Popen': { returns: 'subprocess.Popen', blocks: 'process' },
    ...onType('subprocess.Popen', each(['wait', 'communicate'], { blocks: 'process' })),
    ...onType('os', each(['system', 'popen', 'wait', 'wait3', 'wait4', 'waitid', 'waitpid', 'posix_spawn', 'posix_spawnp', 'spawnl', 'spawnle', 'spawnlp', 'spawnlpe', 'spawnv', 'spawnve', 'spawnvp', 'spawnvpe'], { blocks: 'process' })),
    ...onType('os', each(['listdir', 'scandir', 'walk', 'fsync', 'sync', 'fdopen'], { blocks: 'file' })),
    ...onType('os', each(['remove', 'unlink', 'rename', 'replace', 'makedirs', 'mkdir', 'rmdir', 'removedirs', 'stat', 'lstat', 'access', 'chmod', 'chown', 'link', 'symlink', 'readlink', 'truncate', 'utime'], { blocks: 'file', brief: true })),
    ...onType('os.path', each(['abspath', 'exists', 'lexists', 'isfile', 'isdir', 'islink', 'ismount', 'getsize', 'getmtime', 'getatime', 'getctime', 'realpath', 'samefile'], { blocks: 'file', brief: true })),
    ...onType('shutil', each(['copy', 'copy2', 'copyfile', 'copyfileobj', 'copytree', 'move', 'rmtree', 'make_archive', 'unpack_archive'], { blocks: 'file' })),
    'pathlib.Path': { returns: 'pathlib.Path' },
    ...onType('pathlib.Path', {
      ...each(['read_text', 'read_bytes', 'write_text', 'write_bytes', 'open', 'iterdir', 'glob', 'rglob'], { blocks: 'file' }),
      ...each(['unlink', 'rename', 'mkdir', 'rmdir', 'touch', 'exists', 'is_file', 'is_dir', 'is_symlink', 'is_mount', 'stat', 'lstat', 'chmod', 'owner', 'group', 'readlink', 'samefile', 'symlink_to', 'hardlink_to'], { blocks: 'file', brief: true }),
      ...each(['joinpath', 'resolve', 'absolute', 'expanduser', 'with_suffix', 'with_name', 'relative_to'], { returns: 'self' }),
    }),
    'socket.create_connection': { blocks: 'network' },
    'socket.gethostbyname': { blocks: 'network' },
    'socket.getaddrinfo': { blocks: 'network' },
    'smtplib.SMTP': { returns: 'smtplib.SMTP', blocks: 'network' },
    ...onType('smtplib.SMTP', each(['sendmail', 'send_message', 'login', 'starttls', 'connect'], { blocks: 'network' })),
    'ftplib.FTP': { blocks: 'network' },
    'paramiko.SSHClient': { returns: 'paramiko.SSHClient' },
    'paramiko.SSHClient.connect': { blocks: 'network' },
  },
};
