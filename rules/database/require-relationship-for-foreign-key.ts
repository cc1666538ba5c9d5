/** A model that keeps another row's id and gives no way to the row. */
import type { ForeignKey, Program, Relation, SchemaTable } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { z } from 'zod';

const options = z.strictObject({
  bothSides: z.boolean().default(true).describe('report relations that only one of the two models declares'),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'require-relationship-for-foreign-key',
  group: 'database',
  severity: 'warning',
  tier: 'stable',
  languages: ['python'],
  summary: 'A model has a foreign key and no relationship that follows it, or only one side declares it.',
  why: 'Whoever needs the other row writes the query again by hand, and each of them forgets something else: a filter, the tenant, eager loading.',
  instead: 'declare the relationship on both models with `back_populates`',
  limits: 'SQLAlchemy and SQLModel; in TypeORM and Prisma the relation is what makes the key; Drizzle and Sequelize are not looked at. Link tables and declared logical keys are left out.',
  options,
  look: wholeProgram(),
  check(program, _, report, { bothSides }) {
    const byName = new Map(program.schema.models.flatMap(table => (table.model ? [[table.model.name, table] as const] : [])));
    // What a mixin declares is reported once, not for every model that uses it.
    const told = new Set<string>();
    for (const table of program.schema.models) {
      const { model } = table;
      if (!model?.relations || model.orm !== 'sqlalchemy' || isLink(table)) continue;
      for (const key of table.foreignKeys) {
        const target = program.schema.models.find(one => one.name.toLowerCase() === key.table.toLowerCase());
        if (!target?.model) { report.unknown('foreign key', `no model of ${key.table} was found`, key.at); continue; }
        if (program.settings.logicalKeys.some(one => key.columns.some(column => one.column.toLowerCase().endsWith(column.toLowerCase())))) continue;
        report.judged('foreign key');
        const own = model.relations.filter(one => !one.through && (one.model === target.model?.name || (one.model !== undefined && inherits(one.model, target, byName)) || one.model === undefined));
        const others = (target.model.relations ?? []).filter(one => !one.through && one.model === model.name);
        const follows = own.find(one => fits(one, key)) ?? others.find(one => one.makesBack);
        if (!follows) { report(key.at, `\`${model.name}.${key.columns.join(', ')}\` refers to \`${target.model.name}\`, and \`${model.name}\` has no relationship to it`); continue; }
        if (!bothSides || own.some(one => one.back !== undefined || one.makesBack) || others.some(one => one.makesBack || one.back !== undefined) || follows.model === undefined) continue;
        const place = `${follows.at.file}:${String(follows.at.start)}`;
        if (told.has(place)) continue;
        told.add(place);
        report(follows.at, `\`${model.name}.${follows.name}\` is declared on this side only: \`${target.model.name}\` knows nothing of it`);
      }
    }
  },
});

function fits(relation: Relation, key: ForeignKey): boolean {
  return relation.columns.length === 0 || relation.columns.some(one => key.columns.includes(one));
}

function inherits(name: string, target: SchemaTable, byName: ReadonlyMap<string, SchemaTable>): boolean {
  return byName.get(name)?.name === target.name;
}

/** All it holds are ids of others. */
function isLink(table: SchemaTable): boolean {
  const held = new Set(table.foreignKeys.flatMap(key => key.columns));
  return table.foreignKeys.length > 1 && table.columns.every(column => held.has(column.name) || /^(id|created_?at|updated_?at)$/i.test(column.name));
}
