/** Texts that are configuration: addresses of this installation's services, connection strings, places on a disk. */
import type { NamedText } from '../../src/rule/index.js';
import { hostOf, isExample, isInside, isLocal } from '../../src/rule/index.js';

export interface Hardcoded { readonly what: 'an address' | 'a host' | 'a connection string' | 'a path'; readonly shown: string }

const databases = /^(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|amqps?|mssql|sqlserver|oracle|clickhouse|nats|kafka|sqlite)(?:\+\w+)?:\/\//i;
const paths = /^(?:\/(?:home|Users|srv|mnt|data|media|root|var\/(?:www|data|exports?|imports?|uploads?))\/[\w.-]+(?:\/[\w. -]+)*\/?|[A-Z]:\\(?!\\|Windows|Program)[\w. \\-]+|\\\\[\w.-]+\\[\w. $\\-]+)$/;
/** Names bound to where something is reached. */
const reached = /(?:^|_)(?:ur[il]|host|hostname|endpoint|server|addr(?:ess)?|dsn|broker|upstream|backend|gateway|proxy|origin|smtp|bind)s?$/;
/** Links that people follow, names that identify: nothing is configured by them. */
const shown = /docs?|home_?page|help|terms|licen[cs]e|website|repo|referr?er|user_?agent|icon|avatar|logo|image|picture|link|namespace|xmlns|schema|about|policy|privacy|contact|support|thumbnail|photo|href|issue|vocab|example|placeholder|description|title|message|text|label|error|hint|issuer|audience|scope|preview|download|social|author|profile/i;
/** Names of what belongs to the installation itself: other addresses outside are those of public services, the same for everybody. */
const own = /(?:^|_)(?:backend|front_?end|app|server|site|erp|internal|gateway|proxy|broker|upstream|redis|db|database|cache|queue|smtp|webhook|callback|origin|public|external|deploy\w*|prod(?:uction)?|staging)_?(?:base_?)?(?:ur[il]|host|hostname|endpoint|address|origin|server)?s?$/;
/** `/data/attributes/name` points into a document more often than into a disk. */
const pointers = /^\/(?:data|media)\//;
const kept = /(?:^|_)(?:dir(?:ectory)?|folder|path|root|file|storage|volume|disk|base)s?$/;
/** Names of paths that clients ask for. */
const routed = /(?:^|_)(?:prefix|route|ur[il]|uri|endpoint|pattern|rule|pathname|mount_?path|base_?path|api|redirect|location)s?$/;
/** Hosts that are the same for everybody. */
const service = /(?:^|\.)(?:googleapis\.com|google\.com|github\.com|amazonaws\.com|microsoft\.com|microsoftonline\.com|openai\.com|stripe\.com|apple\.com|telegram\.org|discord\.com|slack\.com)$/i;

/** `erpUrl`, `ERP_URL`, `erp-url`: in lower words. */
function wordsOf(name: string | undefined): string {
  return (name ?? '').replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toLowerCase();
}

function isReached(name: string | undefined): boolean { return reached.test(wordsOf(name)); }

export function hardcodedIn({ text, name, bound }: NamedText): Hardcoded | undefined {
  if (bound === 'compared' || /[\s<>]/.test(text.trim()) || text.length > 300) return undefined;
  const what = whatIs(text.trim(), name);
  // What a template fills in is no value yet.
  return what === undefined || /[{}$%]/.test(hostOf(text) ?? '') ? undefined : { what, shown: text.replace(/(:\/\/[^\s:/@]+:)[^\s/@]+@/, '$1***@') };
}

function whatIs(text: string, name: string | undefined): Hardcoded['what'] | undefined {
  if (name !== undefined && shown.test(name)) return undefined;
  if (databases.test(text)) return /^sqlite/i.test(text) ? (/^sqlite(?:\+\w+)?:\/{4}\w|:[A-Z]:/.test(text) ? 'a connection string' : undefined) : hostOf(text) !== undefined ? 'a connection string' : undefined;
  if (/^(?:https?|wss?|ftp|ldaps?|smtp):\/\//i.test(text)) {
    const host = hostOf(text);
    if (host === undefined || isExample(host) || !isReached(name)) return undefined;
    return isInside(host) || /:\/\/[^/]+:\d+/.test(text) || (own.test(wordsOf(name)) && !service.test(host)) ? 'an address' : undefined;
  }
  if (/^(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5})?$/.test(text)) return isReached(name) && !/^(?:0\.0\.0\.0|255\.|127\.)/.test(text) && isInside(text.replace(/:\d+$/, '')) ? 'a host' : undefined;
  if (/^[\w-]+(?:\.[\w-]+)+:\d{2,5}$|^localhost:\d{2,5}$/.test(text)) return isReached(name) && !service.test(text.replace(/:\d+$/, '')) ? 'a host' : undefined;
  return paths.test(text) && name !== undefined && !routed.test(wordsOf(name)) && (!pointers.test(text) || kept.test(wordsOf(name))) ? 'a path' : undefined;
}

/** This machine: the usual default of a settings module. */
export function isOfThisMachine(text: string): boolean {
  const host = hostOf(text) ?? text.replace(/:\d+$/, '');
  return isLocal(host) || !host.includes('.');
}
