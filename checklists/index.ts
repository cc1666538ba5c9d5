/** The checklists that come with collaudo, one per document. */
import type { Checklist } from '../src/checklist/checklist.js';
import asiGest from './asi-gest.js';
import backendArchitect from './backend-architect.js';
import backendStandard from './backend-standard.js';
import fastapiSqlmodel from './fastapi-sqlmodel.js';
import fluxion from './fluxion.js';

export const checklists: readonly Checklist[] = [fluxion, backendStandard, asiGest, fastapiSqlmodel, backendArchitect];
