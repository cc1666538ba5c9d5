/** Gathers what a program says about its tables: migrations in files and in code, models, declared descriptions. */
import type { FileFacts } from '../../facts/structure.js';
import type { Schema } from '../../rule/schema.js';
import type { Settings } from '../../rule/settings.js';
import type { Evaluator } from '../evaluate.js';
import type { FileIndex } from '../file-index.js';
import type { Texts } from '../texts.js';
import { alembicHistories } from './alembic.js';
import { declaredTables } from './declared.js';
import { djangoHistories } from './django-migrations.js';
import { DjangoNames } from './django-names.js';
import { djangoTables } from './models/django.js';
import { dieselTables } from './models/diesel.js';
import { drizzleTables } from './models/drizzle.js';
import { prismaTables } from './models/prisma.js';
import { seaOrmTables } from './models/sea-orm.js';
import { sequelizeTables } from './models/sequelize.js';
import { sqlalchemyTables } from './models/sqlalchemy.js';
import { typeormTables } from './models/typeorm.js';
import { runsOnMysqlOnly } from './mysql.js';
import { Reading } from './reading.js';
import { seaOrmHistories } from './sea-orm-migrations.js';
import { startUpTables } from './start-up.js';
import { typescriptHistories } from './typescript-migrations.js';
import { schemaOf } from './schema.js';

/** What reading a schema needs of linking. */
export interface Linked {
  readonly evaluator: Evaluator;
  readonly texts: Texts;
  readonly files: readonly FileIndex[];
  readonly facts: readonly FileFacts[];
  readonly companions: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, string>;
  readonly settings: Settings;
  readonly readFile: (path: string) => string | undefined;
}

export function readSchema(linked: Linked): Schema {
  const reading = new Reading(linked.texts, linked.sources);
  const django = new DjangoNames(linked.files);
  const models = [...sqlalchemyTables(reading, linked.files), ...djangoTables(reading, linked.files, django), ...prismaTables(linked.companions), ...dieselTables(linked.files, linked.sources),
    ...typeormTables(reading, linked.files), ...sequelizeTables(reading, linked.files), ...drizzleTables(reading, linked.files), ...seaOrmTables(linked.files)];
  const coded = [...alembicHistories(reading, linked.files), ...djangoHistories(reading, linked.files, django), ...seaOrmHistories(reading, linked.files), ...typescriptHistories(reading, linked.files)];
  const declared = declaredTables(linked.settings.schemaSource, linked.facts, linked.companions, linked.readFile);
  return schemaOf({ files: linked.facts, companions: linked.companions, models, declared, startUp: () => startUpTables(reading, linked.files), coded, indexesForeignKeys: runsOnMysqlOnly(linked.facts, linked.companions) });
}
