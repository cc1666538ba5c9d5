/** Work a request should not wait for, what runs on by itself, and caches with the arguments that limit them. */
import type { LongWorkKind } from '../../facts/long-work.js';
import type { CacheRow, Library } from '../library.js';
import { onType } from './on-type.js';

function each(type: string, names: string, kind: LongWorkKind): Record<string, LongWorkKind> {
  return Object.fromEntries(names.split(' ').map(name => [`${type}.${name}`, kind]));
}

const redisSet: CacheRow = { what: 'entry', limit: ['ex', 'px', 'exat', 'pxat', 2, 3], keepsState: true, seconds: ['ex', 2], milliseconds: ['px', 3] };
const redisSetFor: CacheRow = { what: 'entry', limited: true, keepsState: true, seconds: ['time', 1] };

export const resilience: Library = {
  name: 'resilience',
  language: 'python',
  mentions: ['smtplib', 'mail', 'Mail', 'sendgrid', 'resend', 'subprocess', 'PIL', 'weasyprint', 'pdfkit', 'reportlab', 'fpdf', 'xhtml2pdf', 'docx', 'cv2', 'moviepy', 'ffmpeg', 'pytesseract', 'redis', 'cache', 'Cache', 'threading', 'BackgroundTasks'],
  aliases: {
    'redis.StrictRedis': 'redis.Redis', 'redis.client.Redis': 'redis.Redis', 'redis.Redis.from_url': 'redis.from_url', 'PIL.Image.Image': 'PIL.Image.Image', 'starlette.background.BackgroundTasks': 'fastapi.BackgroundTasks', 'fastapi_mail.fastmail.FastMail': 'fastapi_mail.FastMail',
    'fpdf.fpdf.FPDF': 'fpdf.FPDF',
  },
  calls: {
    'redis.from_url': { returns: 'redis.Redis' }, 'redis.Redis': { returns: 'redis.Redis' },
    'PIL.Image.open': { returns: 'PIL.Image.Image' }, 'PIL.Image.new': { returns: 'PIL.Image.Image' }, ...onType('PIL.Image.Image', { resize: { returns: 'self' }, convert: { returns: 'self' }, crop: { returns: 'self' }, rotate: { returns: 'self' } }),
  },
  longWork: {
    ...each('smtplib.SMTP', 'sendmail send_message', 'mail'), 'aiosmtplib.send': 'mail', 'aiosmtplib.SMTP.send_message': 'mail', 'fastapi_mail.FastMail.send_message': 'mail', 'flask_mail.Mail.send': 'mail', ...each('django.core.mail', 'send_mail send_mass_mail mail_admins', 'mail'), ...each('django.core.mail.EmailMessage', 'send', 'mail'), ...each('django.core.mail.EmailMultiAlternatives', 'send', 'mail'),
    'sendgrid.SendGridAPIClient.send': 'mail', 'resend.Emails.send': 'mail', 'emails.Message.send': 'mail', 'emails.message.Message.send': 'mail', 'emails.html': 'mail', 'yagmail.SMTP.send': 'mail', 'redmail.EmailSender.send': 'mail', 'postmarker.core.PostmarkClient.emails.send': 'mail',
    ...each('subprocess', 'run call check_call check_output getoutput getstatusoutput', 'process'), ...each('subprocess.Popen', 'wait communicate', 'process'), ...each('os', 'system', 'process'), ...each('asyncio', 'create_subprocess_exec create_subprocess_shell', 'process'), 'anyio.run_process': 'process', 'sh.Command': 'process',
    ...each('PIL.Image.Image', 'resize thumbnail save convert filter', 'image'), ...each('cv2', 'imread imwrite resize VideoCapture', 'image'), ...each('moviepy.editor', 'VideoFileClip', 'image'), ...each('ffmpeg', 'run', 'image'), ...each('pytesseract', 'image_to_string image_to_data', 'image'),
    'weasyprint.HTML.write_pdf': 'document', ...each('pdfkit', 'from_string from_url from_file', 'document'), 'xhtml2pdf.pisa.CreatePDF': 'document', 'reportlab.platypus.SimpleDocTemplate.build': 'document', 'reportlab.pdfgen.canvas.Canvas.save': 'document', 'fpdf.FPDF.output': 'document', 'docx2pdf.convert': 'document', ...each('pdf2image', 'convert_from_path convert_from_bytes', 'document'),
  },
  detaches: ['asyncio.create_task', 'asyncio.ensure_future', 'asyncio.AbstractEventLoop.create_task', 'asyncio.AbstractEventLoop.call_soon', 'fastapi.BackgroundTasks.add_task', 'starlette.background.BackgroundTask', 'threading.Thread', 'threading.Timer', 'multiprocessing.Process', 'concurrent.futures.ThreadPoolExecutor.submit', 'concurrent.futures.ProcessPoolExecutor.submit', 'anyio.abc.TaskGroup.start_soon', 'rq.Queue.enqueue', 'django.db.transaction.on_commit'],
  caches: {
    'redis.Redis.set': redisSet, 'redis.asyncio.Redis.set': redisSet, 'redis.Redis.setex': redisSetFor, 'redis.asyncio.Redis.setex': redisSetFor, 'redis.Redis.setnx': { what: 'entry', keepsState: true }, 'redis.Redis.mset': { what: 'entry', keepsState: true }, 'redis.asyncio.Redis.mset': { what: 'entry', keepsState: true },
    ...onType('django.core.cache.cache', { set: { what: 'entry', limit: ['timeout', 2], limited: true, seconds: ['timeout', 2] }, set_many: { what: 'entry', limit: ['timeout', 1], limited: true }, get_or_set: { what: 'entry', limit: ['timeout', 2], limited: true }, add: { what: 'entry', limit: ['timeout', 2], limited: true } } as const),
    'functools.lru_cache': { what: 'store', limit: ['maxsize', 0], limited: true }, 'functools.cache': { what: 'store' }, 'async_lru.alru_cache': { what: 'store', limit: ['maxsize', 'ttl', 0], limited: true },
    'aiocache.SimpleMemoryCache.set': { what: 'entry', limit: ['ttl', 2], seconds: ['ttl', 2] }, 'aiocache.Cache.set': { what: 'entry', limit: ['ttl', 2], seconds: ['ttl', 2] }, 'aiocache.cached': { what: 'store', limit: 'ttl', seconds: 'ttl' },
  },
};
