/** A model as a table: what the same reader would make of a CREATE TABLE. */
import type { DdlStatement, TableName } from '../../../facts/sql.js';
import type { Doubt, SchemaTable, TableModel } from '../../../rule/schema.js';
import { Replay } from '../replay.js';

export interface ModelTable { readonly file: string; readonly table: TableName; readonly ddl: readonly DdlStatement[]; readonly model: TableModel; readonly doubts: readonly Doubt[] }

/** Foreign keys may name tables declared later, so each model is replayed by itself. */
export function tableOf({ file, table, ddl, model, doubts }: ModelTable): readonly SchemaTable[] {
  const replay = new Replay().apply(ddl.map(one => ({ kind: 'ddl', file, ddl: one })));
  const draft = replay.find(table);
  if (draft) {
    draft.model = model;
    draft.doubts.push(...doubts);
  }
  return replay.tables('models');
}
