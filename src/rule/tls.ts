/** Where a program says that certificates are not checked or that nothing is encrypted, as rules see it. */
import type { Place } from '../facts/span.js';
import type { Value } from '../facts/value.js';
import type { CallRef } from './program.js';

export interface TlsWeakness {
  readonly at: Place;
  /** What is switched off. */
  readonly what: 'certificates' | 'host names' | 'encryption';
  /** `always`; `by default`: settings may say otherwise; `on request`: somebody has to ask for it. */
  readonly when: 'always' | 'by default' | 'on request';
  /** As written: `verify=False`. */
  readonly source: string;
}

/** A request that is sent to another host. */
export interface SentRequest { readonly call: CallRef; readonly at: Place; /** Its address, where one is handed to it. */ readonly url: Value | undefined }
