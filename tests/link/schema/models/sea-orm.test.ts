/** sea-orm's entities and its migrations in Rust. */
import { expect, test } from 'vitest';
import { models, schemaFrom, spelt } from './read.js';

test('entities with the keys of their relations', () => {
  expect(models({
    'src/entity/user.rs': '#[derive(Clone, DeriveEntityModel)]\n#[sea_orm(table_name = "users")]\npub struct Model {\n#[sea_orm(primary_key)]\npub id: i32,\n#[sea_orm(unique)]\npub email: String,\npub born: Option<Date>,\n#[sea_orm(column_type = "Text", nullable)]\npub bio: String,\n}\n',
    'src/entity/post.rs': [
      '#[derive(Clone, DeriveEntityModel)]', '#[sea_orm(schema_name = "blog", table_name = "posts")]', 'pub struct Model {', '#[sea_orm(primary_key, auto_increment = false)]', 'pub id: Uuid,', '#[sea_orm(column_name = "author", indexed)]', 'pub author_id: i32,', 'pub r#type: String,', '}',
      '#[derive(EnumIter, DeriveRelation)]', 'pub enum Relation {', '#[sea_orm(belongs_to = "super::user::Entity", from = "Column::AuthorId", to = "super::user::Column::Id", on_delete = "SetNull")]', 'User,', '}',
    ].join('\n'),
  })).toEqual([
    'blog.posts(id uuid!, author integer!, type text!); pk id; index author; author -> users(id) set null; doubt entities of sea-orm declare no indexes of several columns',
    'users(id integer! gen, email text!, born date, bio text); pk id; unique email; doubt entities of sea-orm declare no indexes of several columns',
  ]);
});

const migration = (up: string, down: string, idens: string): string => `
use sea_orm_migration::{prelude::*, schema::*};
#[derive(DeriveMigrationName)]
pub struct Migration;
#[async_trait::async_trait]
impl MigrationTrait for Migration {
  async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> { ${up} }
  ${down}
}
${idens}`;

const idens = '#[derive(DeriveIden)]\nenum User { Table, Id, Email, #[sea_orm(iden = "when")] CreatedAt }\n#[derive(Iden)]\nenum UserTag { #[iden = "user_tags"] Table, UserId, Name }';

test('migrations replayed', () => {
  const schema = schemaFrom({
    'migration/src/m20240101_000001_users.rs': migration(
      'manager.create_table(Table::create().table(User::Table).if_not_exists().col(ColumnDef::new(User::Id).big_integer().not_null().auto_increment().primary_key()).col(string_uniq(User::Email)).to_owned()).await?; manager.create_table(Table::create().table(UserTag::Table).col(ColumnDef::new(UserTag::UserId).big_integer().not_null()).col(string_null(UserTag::Name)).primary_key(Index::create().col(UserTag::UserId).col(UserTag::Name)).foreign_key(ForeignKey::create().name("fk").from(UserTag::Table, UserTag::UserId).to(User::Table, User::Id).on_delete(ForeignKeyAction::Cascade)).to_owned()).await',
      'async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> { manager.drop_table(Table::drop().table(UserTag::Table).to_owned()).await?; manager.drop_table(Table::drop().table(User::Table).to_owned()).await }', idens),
    'migration/src/m20240202_000001_more.rs': migration('manager.alter_table(Table::alter().table(User::Table).add_column(ColumnDef::new(User::CreatedAt).timestamp().not_null().default("now")).to_owned()).await?; manager.create_index(Index::create().name("by_when").table(User::Table).col(User::CreatedAt).to_owned()).await?; manager.get_connection().execute_unprepared("ALTER TABLE user_tags ADD COLUMN note text").await', '', idens),
  });
  expect(schema.tables.map(spelt)).toEqual([
    'user(id integer! gen, email text!, when date and time! ="now"); pk id; unique email; index when',
    'user_tags(user_id integer!, name text!, note text); pk user_id+name; user_id -> user(id) cascade',
  ]);
  expect(schema.histories[0]?.migrations.map(one => `${one.name} ${one.down.kind}`)).toEqual(['m20240101_000001_users steps', 'm20240202_000001_more missing']);
});

test('migrations run in the order they are listed in', () => {
  const files = Object.fromEntries(['m2_a', 'm1_b'].map(name => [`migration/src/${name}.rs`, migration('manager.drop_table(Table::drop().table(User::Table).to_owned()).await', '', idens)]));
  const [history] = schemaFrom({ ...files, 'migration/src/lib.rs': 'impl MigratorTrait for Migrator { fn migrations() -> Vec<Box<dyn MigrationTrait>> { vec![Box::new(m2_a::Migration), Box::new(m1_b::Migration)] } }' }).histories;
  expect(history?.migrations.map(one => one.name)).toEqual(['m2_a', 'm1_b']);
});

test('a table whose name is computed is not guessed', () => {
  const { unread, tables } = schemaFrom({ 'migration/src/m1_a.rs': migration('manager.create_table(Table::create().table(Tables::of(3)).col(integer(User::Id)).to_owned()).await', '', `${idens}\nimpl Tables { fn of(n: i32) -> Alias { Alias::new(format!("t{}", n)) } }`) });
  expect([tables.length, unread.length]).toEqual([0, 1]);
});
