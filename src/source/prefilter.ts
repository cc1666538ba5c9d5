/** Leaves out files that cannot matter to any rule, before they are parsed. Skipping must never change a finding. */
import type { SourceFile } from './sources.js';

export function prefilter(files: readonly SourceFile[]): readonly SourceFile[] {
  return files;
}
