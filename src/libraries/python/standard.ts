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
  mentions: ['open', 'input', 'next', 'iter', 'contextlib', 'asyncio', 'cast', 'copy'],
  aliases: { 'io.open': 'builtins.open', 'typing_extensions.cast': 'typing.cast' },
  calls: {
    'builtins.open': { blocks: 'file' },
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
    'asyncio.wait_for': passesOn, 'asyncio.shield': passesOn, 'asyncio.create_task': passesOn, 'asyncio.ensure_future': passesOn, 'asyncio.run': passesOn,
    'inspect.isawaitable': {},
  },
};

export const blockingCalls: Library = {
  name: 'python',
  language: 'python',
  mentions: ['time', 'subprocess', 'os', 'shutil', 'pathlib', 'socket', 'smtplib', 'ftplib', 'paramiko'],
  aliases: { 'pathlib.PosixPath': 'pathlib.Path', 'pathlib.WindowsPath': 'pathlib.Path', 'smtplib.SMTP_SSL': 'smtplib.SMTP' },
  calls: {
    'time.sleep': { blocks: 'sleep' },
    'time.time': { number: true }, 'time.monotonic': { number: true }, 'time.perf_counter': { number: true },
    ...onType('subprocess', each(['run', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'], { blocks: 'process' })),
    'subprocess.Popen': { returns: 'subprocess.Popen', blocks: 'process' },
    ...onType('subprocess.Popen', each(['wait', 'communicate'], { blocks: 'process' })),
    ...onType('os', each(['system', 'popen', 'wait', 'waitpid', 'spawnl', 'spawnv'], { blocks: 'process' })),
    ...onType('os', each(['remove', 'unlink', 'rename', 'replace', 'makedirs', 'mkdir', 'rmdir', 'removedirs', 'listdir', 'scandir', 'walk'], { blocks: 'file' })),
    ...onType('shutil', each(['copy', 'copy2', 'copyfile', 'copyfileobj', 'copytree', 'move', 'rmtree', 'make_archive', 'unpack_archive'], { blocks: 'file' })),
    'pathlib.Path': { returns: 'pathlib.Path' },
    ...onType('pathlib.Path', {
      ...each(['read_text', 'read_bytes', 'write_text', 'write_bytes', 'open', 'unlink', 'rename', 'mkdir', 'rmdir', 'iterdir', 'glob', 'rglob', 'touch'], { blocks: 'file' }),
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
