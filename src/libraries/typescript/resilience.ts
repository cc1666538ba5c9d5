/** Work a request should not wait for, what runs on by itself, and caches with the arguments that limit them. */
import type { LongWorkKind } from '../../facts/long-work.js';
import type { CacheRow, Library } from '../library.js';

function each(type: string, names: string, kind: LongWorkKind): Record<string, LongWorkKind> {
  return Object.fromEntries(names.split(' ').map(name => [`${type}.${name}`, kind]));
}

/** `set(key, value, 'EX', 60)` and `set(key, value, { EX: 60 })`. */
const redisSet: CacheRow = { what: 'entry', limit: ['EX', 'PX', 'EXAT', 'PXAT', 'expiration', 3, 2], keepsState: true, seconds: 'EX', milliseconds: 'PX' };
const redisSetFor: CacheRow = { what: 'entry', limited: true, keepsState: true, seconds: 1 };

export const resilience: Library = {
  name: 'resilience',
  language: 'typescript',
  mentions: ['nodemailer', 'sendgrid', 'resend', 'mailgun', 'postmark', 'child_process', 'sharp', 'jimp', 'puppeteer', 'playwright', 'pdf', 'tesseract', 'redis', 'cache', 'Cache', 'setImmediate', 'setTimeout', 'execa', 'keyv'],
  aliases: { 'sharp.default': 'sharp', 'node-cache.default': 'node-cache', '@sendgrid/mail.default': '@sendgrid/mail', 'execa.execa': 'execa', 'puppeteer.default': 'puppeteer', 'memory-cache.default': 'memory-cache', 'keyv.default': 'keyv', 'keyv.Keyv': 'keyv', 'nodemailer.Transporter': 'nodemailer.Transporter' },
  calls: {
    'resend.Resend': { returns: 'resend.Resend' }, 'sharp': { returns: 'sharp.Sharp' }, 'sharp.Sharp.*': { returns: 'self' }, 'puppeteer.launch': { returns: 'puppeteer.Browser' }, 'puppeteer.Browser.newPage': { returns: 'puppeteer.Page' },
    'node-cache': { returns: 'node-cache' }, 'keyv': { returns: 'keyv' },
  },
  attributes: { 'resend.Resend.emails': 'resend.Emails' },
  longWork: {
    'nodemailer.Transporter.sendMail': 'mail', ...each('@sendgrid/mail', 'send sendMultiple', 'mail'), 'resend.Emails.send': 'mail', 'postmark.ServerClient.sendEmail': 'mail', '@nestjs-modules/mailer.MailerService.sendMail': 'mail', 'mailgun-js.Messages.send': 'mail',
    ...each('child_process', 'exec execFile execSync execFileSync spawn spawnSync', 'process'), 'execa': 'process', ...each('execa', 'execaSync execaCommand', 'process'),
    ...each('sharp.Sharp', 'toBuffer toFile', 'image'), ...each('jimp', 'read', 'image'), ...each('tesseract.js', 'recognize', 'image'), ...each('puppeteer.Page', 'pdf screenshot', 'document'), ...each('playwright.Page', 'pdf screenshot', 'document'), 'pdf-lib.PDFDocument.save': 'document', 'html-pdf.create': 'document', 'html-pdf-node.generatePdf': 'document', 'pdf-parse': 'document',
  },
  detaches: ['globalThis.setImmediate', 'globalThis.setTimeout', 'globalThis.queueMicrotask', 'globalThis.process.nextTick', 'next/server.after', 'next/server.waitUntil'],
  caches: {
    'ioredis.set': redisSet, 'redis.Client.set': redisSet, 'ioredis.setex': redisSetFor, 'redis.Client.setEx': redisSetFor, 'ioredis.mset': { what: 'entry', keepsState: true }, 'redis.Client.mSet': { what: 'entry', keepsState: true },
    'node-cache': { what: 'store', limit: ['stdTTL', 'maxKeys'], entriesDecide: true }, 'node-cache.set': { what: 'entry', limit: 2, store: 'node-cache', seconds: 2 }, 'memory-cache.put': { what: 'entry', limit: 2, milliseconds: 2 },
    'keyv': { what: 'store', limit: ['ttl'], entriesDecide: true }, 'keyv.set': { what: 'entry', limit: 2, store: 'keyv', milliseconds: 2 },
  },
};
