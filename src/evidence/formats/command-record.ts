/** What `collaudo record` writes: a command that was run here, and how it ended. */
import { z } from 'zod';
import type { CommandRun, EvidenceFile } from '../evidence.js';
import { amount, shaped } from '../json.js';
import { dated } from '../dates.js';

export const commandRecord = z.strictObject({
  command: z.string().min(1),
  /** The same command as its words; what reads a record may do without. */
  words: z.array(z.string()).min(1).optional(),
  exit: z.number().int().min(0).max(0xffff_ffff),
  /** Null outside a repository, or before its first commit. */
  commit: z.string().regex(/^[0-9a-f]{7,64}$/).nullable(),
  dirty: z.boolean().optional(),
  at: z.iso.datetime({ offset: true }),
  seconds: amount,
});
export type CommandRecord = z.infer<typeof commandRecord>;

export function readCommandRecord(file: EvidenceFile, value: unknown): CommandRun {
  const record = shaped(commandRecord, value, file);
  return {
    kind: 'command', source: file.path, format: 'command-record', ...dated(file, record.at),
    ...(record.commit !== null && { commit: record.commit }), ...(record.dirty !== undefined && { dirty: record.dirty }),
    command: record.command, words: record.words ?? ['sh', '-c', record.command], exit: record.exit, seconds: record.seconds,
  };
}
