/** The result files under `fixtures/evidence`, written as their tools write them. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Evidence, EvidenceFile } from '../../src/evidence/evidence.js';
import type { Head } from '../../src/evidence/staleness.js';
import { readEvidence } from '../../src/evidence/read.js';

const folder = new URL('../../fixtures/evidence/', import.meta.url).pathname;

export const fixtures: readonly string[] = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => `${basename(entry.parentPath)}/${entry.name}`)
  .sort();

export const modifiedAt = new Date('2026-11-21T10:45:00Z');

export function fixture(path: string): EvidenceFile {
  return { path, text: readFileSync(join(folder, path), 'utf8'), modifiedAt };
}

export function evidenceOf(...paths: readonly string[]): readonly Evidence[] {
  return readEvidence(paths.map(fixture));
}

/** A file as a test makes it up. */
export function written(path: string, text: string): EvidenceFile {
  return { path, text, modifiedAt };
}

/** The commit the fixtures were made for. */
export const head: Head = { commit: '3f2c9d0b7a1e4c58b6d2f09e8a7c6b5d4e3f2a10', committedAt: '2026-11-21T10:30:00Z', dirty: false };
