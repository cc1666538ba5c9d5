/** The desktop backend's document: Tauri 2 commands over services and repositories, sqlx on SQLite. */
import { line, person, rule, type Checklist } from '../src/checklist/checklist.js';
import { has } from '../src/rule/stack.js';

const fluxion: Checklist = {
  id: 'fluxion',
  title: 'FLUXION backend',
  document: 'fluxion.md',
  summary: 'A desktop application: Tauri commands over services and repositories, sqlx on SQLite.',
  fits: stack => has(stack, 'tauri') && has(stack, 'sqlx', 'rusqlite'),
  rules: {
    'no-unbounded-list': { severity: 'off' },
  },
  sections: [
    { title: 'Verification checklist', lines: [
      line('F33', 225, 'no `.unwrap()` in production code', [rule('no-unwrap-in-production')]),
      line('F10', 53, 'tasks go to the specialist who owns the files', [person('who works on what is a matter of the team')]),
    ] },
  ],
};

export default fluxion;
