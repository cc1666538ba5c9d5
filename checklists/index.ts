/** The checklists that come with collaudo, one per document. */
import type { Checklist } from '../src/checklist/checklist.js';
import fluxion from './fluxion.js';

export const checklists: readonly Checklist[] = [fluxion];
