/** Work that a request should not wait for: tables of libraries say which calls do it. */
export type LongWorkKind = 'mail' | 'process' | 'image' | 'document' | 'request';
