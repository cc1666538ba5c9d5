/** Migrations that are part of a release and are not what they were there. */
import type { FileFacts } from '../../facts/structure.js';
import type { Place } from '../../facts/span.js';
import type { Edited, History, Migration, MigrationTool } from '../../rule/schema.js';
import { doesTheSame, type Told } from './same-migration.js';

/** Migrations as a release holds them, those that were edited or are gone since. */
export interface ReleasedMigrations {
  readonly release: string;
  readonly histories: readonly History[];
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly texts: ReadonlyMap<string, string>;
  /** Files that came since. */
  readonly added: ReadonlySet<string>;
}

interface Identity {
  /** What a tool knows a migration by, once it was applied. */
  readonly by: 'version' | 'name';
  /** Under another one it would be run again, or be missed. */
  readonly breaks: boolean;
  /** The tool keeps a checksum of the text and refuses another, even if only a comment differs. */
  readonly checksum?: true;
}

const identities: Readonly<Record<MigrationTool, Identity>> = {
  sqlx: { by: 'version', breaks: true, checksum: true },
  refinery: { by: 'version', breaks: true, checksum: true },
  diesel: { by: 'version', breaks: true },
  'sea-orm': { by: 'name', breaks: true },
  alembic: { by: 'version', breaks: true },
  django: { by: 'name', breaks: true },
  // The class's name counts, and is part of the text.
  typeorm: { by: 'version', breaks: false },
  prisma: { by: 'name', breaks: true },
  knex: { by: 'name', breaks: true },
  sequelize: { by: 'name', breaks: true },
  // The journal's time counts.
  drizzle: { by: 'name', breaks: false },
  // Nobody knows what runs these.
  'sql files': { by: 'version', breaks: false },
};

export function withEdits(histories: readonly History[], released: readonly ReleasedMigrations[], files: ReadonlyMap<string, FileFacts>, texts: ReadonlyMap<string, string>): readonly History[] {
  if (released.length === 0) return histories;
  return histories.map(history => ({
    ...history,
    migrations: history.migrations.map(migration => {
      const edited = released.map(one => new Comparison(one, files, texts).of(history, migration)).find(one => one !== undefined);
      return edited ? { ...migration, edited } : migration;
    }),
  }));
}

class Comparison {
  constructor(readonly released: ReleasedMigrations, readonly files: ReadonlyMap<string, FileFacts>, readonly texts: ReadonlyMap<string, string>) {}

  of({ tool }: History, migration: Migration): Edited | undefined {
    const file = migration.at.file;
    if (this.released.files.has(file)) return this.#changed(tool, migration, file, migration.name);
    if (!this.released.added.has(file)) return undefined;
    const { by, breaks } = identities[tool];
    const gone = this.released.histories.filter(history => history.tool === tool).flatMap(history => history.migrations).filter(one => !this.files.has(one.at.file));
    const moved = gone.find(one => one[by] === migration[by]);
    if (moved) return this.#changed(tool, migration, moved.at.file, moved.name);
    const twin = breaks ? gone.find(one => this.#same(migration, one.at.file)) : undefined;
    return twin && { how: 'renamed', release: this.released.release, was: twin.name, at: migration.at };
  }

  #same(migration: Migration, file: string): boolean {
    const [now, then] = [this.#now(migration), this.#then(file)];
    return now !== undefined && then !== undefined && doesTheSame(now, then);
  }

  #changed(tool: MigrationTool, migration: Migration, file: string, was: string): Edited | undefined {
    const [now, then] = [this.#now(migration), this.#then(file)];
    if (!now || !then) return undefined;
    const edited = !doesTheSame(now, then);
    if (!edited && (identities[tool].checksum !== true || withoutEnds(now.text) === withoutEnds(then.text))) return undefined;
    return { how: edited ? 'edited' : 'text', release: this.released.release, was, at: firstDifference(migration.at, now.text, then.text) };
  }

  #now({ at: { file }, steps }: Migration): Told | undefined {
    const facts = this.files.get(file);
    return facts && { facts, text: this.texts.get(file) ?? '', steps };
  }

  #then(file: string): Told | undefined {
    const facts = this.released.files.get(file);
    const read = this.released.histories.flatMap(history => history.migrations).find(one => one.at.file === file);
    return facts && { facts, text: this.released.texts.get(file) ?? '', steps: read?.steps };
  }
}

function withoutEnds(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

const comment = /^(?:--|#|\/\/|\/\*|\*|"""|$)/;

/** The first line that says something and was not there; the migration's own place when lines were only taken out. */
function firstDifference(own: Place, text: string, old: string): Place {
  const before = new Set(old.split('\n').map(line => line.trim()));
  let start = 0;
  let remark: Place | undefined;
  for (const line of text.split('\n')) {
    const written = line.trim();
    const at = { file: own.file, start: start + line.length - line.trimStart().length, end: start + line.trimEnd().length };
    start += line.length + 1;
    if (before.has(written) || written === '') continue;
    if (!comment.test(written)) return at;
    remark ??= at;
  }
  return remark ?? own;
}
