/** The desktop backend's document: Tauri 2 commands over services and repositories, sqlx on SQLite. */
import { evidence, line, person, rule, type Checklist } from '../src/checklist/checklist.js';
import { has } from '../src/rule/stack.js';

/** `.unwrap()` is the form the document names; the others are findings of the rule and no failure of its line. */
const unwrapOnly = { expect: 'off', expect_err: 'off', panic: 'off', todo: 'off', unimplemented: 'off' } as const;

const fluxion: Checklist = {
  id: 'fluxion',
  title: 'FLUXION backend',
  document: 'fluxion.md',
  summary: 'a desktop application: Tauri commands over services and repositories, sqlx on SQLite',
  fits: stack => has(stack, 'tauri') && has(stack, 'sqlx', 'rusqlite', 'tauri-plugin-sql'),
  settings: {
    layers: [
      { name: 'commands', folders: ['**/src/commands/**', '**/src/commands.rs'] },
      { name: 'services', folders: ['**/src/services/**', '**/src/services.rs'] },
      { name: 'repositories', folders: ['**/src/repositories/**', '**/src/repositories.rs'] },
      { name: 'domain', folders: ['**/src/domain/**', '**/src/domain.rs'] },
    ],
    stack: { tauri: '2', rust: '>=1.75', sqlx: '0.7' },
  },
  rules: {
    'no-business-logic-in-routes': { severity: 'warn' },
    'migration-order': { options: { digits: 4 } },
    'consistent-api-naming': { options: { verbs: { read: 'get', create: 'crea', update: 'aggiorna', delete: 'elimina' } } },
    // A desktop's own table is read without a network between; the document's lists have no pages.
    'no-unbounded-list': { severity: 'off' },
    'no-uncapped-page-size': { severity: 'off' },
    'require-reversible-migration': { severity: 'off' },
    'require-index-on-foreign-key': { severity: 'off' },
    'require-auth-on-routes': { severity: 'off' },
  },
  sections: [
    { title: 'Stack', lines: [
      line('F1', 15, 'Tauri 2, Rust 1.75 or newer, sqlx 0.7 on SQLite', [rule('declared-stack')]),
    ] },
    { title: 'Architecture', lines: [
      line('F2', 21, 'commands, services, repositories and domain have a folder each, migrations lie beside the source', [rule('require-layer-folders')]),
      line('F3', 24, 'main.rs only starts the application and lib.rs only exports it', [rule('layer-direction')], 'Tauri 2 mounts commands in either of the two'),
      line('F4', 26, 'errors have one type of their own, in error.rs', [rule('require-typed-errors')]),
      line('F5', 27, 'commands live in one file per entity, and every file is part of the module', [rule('require-layer-folders'), rule('no-unregistered-endpoint')]),
      line('F6', 35, 'the domain holds models and knows neither Tauri nor the database', [rule('layer-direction')]),
      line('F7', 39, 'SQL is written in repositories only', [rule('no-direct-database-in-routes'), rule('layer-direction')]),
      line('F8', 42, 'decisions are made in services, not in commands', [rule('no-business-logic-in-routes')], 'the document describes it and does not list it as a check: a warning'),
      line('F9', 44, 'migrations are numbered with four digits from 0001, without gaps', [rule('migration-order')]),
    ] },
    { title: 'Who works on what', lines: [
      line('F10', 53, 'tasks go to the specialist who owns the files', [person('who works on what is for the team to say; every finding names its file')]),
      line('F11', 87, 'commands check what they are sent', [rule('require-input-validation')]),
      line('F12', 87, 'what a failing command answers is part of its contract', [rule('require-error-handlers'), rule('require-typed-errors')]),
      line('F13', 94, 'where there are users, signing in and permissions are commands and middleware of their own', [person('a desktop application may have no users; name its guards in the configuration to have them judged')]),
    ] },
    { title: 'Pattern 1: a new entity', lines: [
      line('F14', 112, 'a table has a text key, its required columns and its foreign key', [rule('schema-drift'), rule('migration-order')], 'a text primary key is not null; text may hold dates and integers may hold booleans'),
      line('F15', 127, 'a column that points to another table is declared as a foreign key', [rule('normalised-schema')]),
      line('F16', 138, 'an entity has its four commands: get, crea, aggiorna, elimina', [rule('consistent-api-naming')]),
      line('F17', 144, 'a new command is part of its module and registered with the application', [rule('no-unregistered-endpoint')]),
      line('F18', 149, 'a new entity comes with an integration test', [rule('require-test-for-endpoint')]),
    ] },
    { title: 'Pattern 2: a new filter', lines: [
      line('F19', 166, 'new parameters reach the SQL as bound values', [rule('no-string-built-sql'), person('whether every parameter has an effect')]),
      line('F20', 168, 'callers of before still work', [rule('no-breaking-contract-change')]),
    ] },
    { title: 'Pattern 3: a new column', lines: [
      line('F21', 183, 'a new column arrives by migration, with a default', [rule('no-destructive-migration'), rule('schema-drift')]),
      line('F22', 184, 'structs and queries follow the schema', [rule('schema-drift')]),
      line('F23', 178, 'schema first, then the migration, then the data', [rule('migration-order')]),
    ] },
    { title: 'Front end', lines: [
      line('F24', 200, 'TypeScript types are those of the Rust structs', [rule('type-contract-drift')]),
      line('F25', 201, 'what is invoked exists, with these arguments', [rule('tauri-invoke-matches-command')]),
      line('F26', 202, 'the front end handles a failing command', [rule('no-unawaited-async'), rule('no-swallowed-error')]),
    ] },
    { title: 'Voice', lines: [
      line('F27', 211, 'the voice agent finds the endpoints, queries and updates it needs', [person('what it needs is not written down')]),
    ] },
    { title: 'Quality checklist', lines: [
      line('F28', 220, 'the crate compiles', [evidence({ kind: 'build' })]),
      line('F29', 221, 'clippy has no warning', [evidence({ kind: 'clippy' })]),
      line('F30', 222, 'the tests are green', [evidence({ kind: 'tests' })]),
      line('F31', 223, 'the migrations apply', [evidence({ kind: 'migrations', direction: 'up' }), rule('migration-order')]),
      line('F32', 224, 'commands have the right types', [rule('require-response-model'), rule('require-input-validation'), rule('type-contract-drift')]),
      line('F33', 225, 'no `.unwrap()` in production', [rule('no-unwrap-in-production', unwrapOnly)], 'the line names unwrap; expect, panic! and todo! are findings of the same rule and listed beside it'),
      line('F34', 226, 'commands are async, and what is async is awaited', [rule('no-unawaited-async'), rule('no-blocking-in-async'), rule('no-lock-across-await'), rule('require-async-command')], 'the line reads both ways, so both are judged; a command that neither reads nor writes anything may be sync'),
    ] },
    { title: 'Build and test protocol', lines: [
      line('F35', 232, 'build, clippy with warnings denied, tests and migrations, in this order', [
        evidence({ kind: 'build' }), evidence({ kind: 'clippy' }), evidence({ kind: 'tests' }), evidence({ kind: 'migrations', direction: 'up' }),
        person('in which order they ran'),
      ]),
    ] },
    { title: 'Acceptance', lines: [
      line('F36', 278, 'it compiles, clippy is clean, the tests pass', [evidence({ kind: 'build' }), evidence({ kind: 'clippy' }), evidence({ kind: 'tests' })]),
      line('F37', 281, 'every command is typed', [rule('require-response-model'), rule('require-input-validation')]),
      line('F38', 283, 'the answer to a delegated task says status, artifacts, build, tests and a summary', [evidence({ kind: 'handoff' })]),
    ] },
  ],
};

export default fluxion;
