/** Values that are told by themselves: following them ends. */
import { expect, test } from 'vitest';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

test('members that hold members of each other', async () => {
  const outcome = await scanFolder(temporaryProject({
    'app.ts': 'import express from \'express\';\nexport const app = express();\napp.get(\'/users\', (req, res) => { res.json([]); });\n',
    'client.ts': 'export class Client {\n  state = { base: \'\' };\n  other = { base: \'\' };\n  step() { this.state = this.other.next; this.other = this.state.next; this.state = this.state.base.next; }\n  url() { return this.state.next.base.path + \'/users\'; }\n}\n',
    'app.test.ts': 'import request from \'supertest\';\nimport { app } from \'./app\';\nimport { Client } from \'./client\';\nconst client = new Client();\ntest(\'users\', async () => { client.step(); await request(app).get(client.state.next.base).expect(200); await request(app).get(client.url()).expect(200); });\n',
  }));
  expect(outcome.crashes).toEqual([]);
});

test('closures that map what they were made from', async () => {
  const outcome = await scanFolder(temporaryProject({
    'src/lib.rs': 'use sqlx::PgPool;\n\npub struct Part { pub items: Vec<String> }\n\nimpl Part {\n    pub fn grow(&mut self) {\n        self.items = self.items.iter().map(|one| one.clone()).collect();\n    }\n\n    pub async fn run(&self, pool: &PgPool) {\n        sqlx::query(&format!("SELECT * FROM parts WHERE id IN ({})", self.items.iter().map(|one| one.clone()).collect::<Vec<_>>().join(","))).execute(pool).await.unwrap();\n    }\n}\n',
  }));
  expect(outcome.crashes).toEqual([]);
});
