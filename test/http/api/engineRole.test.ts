import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * What speaks to the database past the row policies, by the engine's role, and why (docs/decisions/0021-row-policies.md).
 * Everything else that answers requests reads by `reading`.
 */
const allowed: Record<string, string> = {
  'http/api/deps.ts': 'is where the two are handed over',
  'http/api/auth.ts': 'ends sessions',
  'http/api/registering.ts': 'newcomers are in no community yet',
  'http/api/adminDeadLetters.ts': 'numbers them, which writes',
  'http/admin/deps.ts': 'hands it over',
  'http/admin/events.ts': 'looks whether who watches still may',
  'http/admin/deadLetters/page.tsx': 'numbers them, which writes',
  'http/live/deps.ts': 'hands it over',
  'http/live/hub.ts': 'who is here is asked of the browsers’ sessions too, which pages never read',
  'http/live/doing.ts': 'marks copies as read, which writes',
};

test('what answers requests reads by the role that sees one community', () => {
  const root = new URL('../../../', import.meta.url);
  const files = ['http/api', 'http/live', 'http/admin'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  const speaking = files.filter((file) =>
    /\bsql\b/.test(readFileSync(new URL(file, root), 'utf8').replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '')),
  );
  expect(speaking.toSorted()).toEqual(Object.keys(allowed).toSorted());
});
