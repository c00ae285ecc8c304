import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { formatted } from '../../domain/formatting/formatted.ts';
import { fromMarkdown } from '../../domain/formatting/fromMarkdown.ts';
import { texts } from '../domain/formatting/messages.ts';
import { atEnd } from '../support/atEnd.ts';
import { freshDatabase, prepares } from '../support/database.ts';

const migration = readFileSync(new URL('../../migrations/0011_markdown.sql', import.meta.url), 'utf8');
const { ownerUrl } = await freshDatabase();

it('what was posted before messages were Markdown is read as the letters it was', async () => {
  const sql = postgres(ownerUrl, { max: 1, prepare: prepares });
  atEnd(() => sql.end());
  const typed = [
    'plain words, 10 % off',
    '2 * 3 * 4 and snake_case and C:\\new\\',
    '# not a heading\n> nor a quote\n```\nnor code\n```',
    '[a](https://b.example) <b>&amp;</b> ||x|| ~~y~~',
    '*'.repeat(4_000),
    ...fc.sample(texts, 500).map((text) => formatted(text).text),
  ];
  await sql`create temporary table messages (place int, text text)`;
  for (const [place, text] of typed.entries()) await sql`insert into messages values (${place}, ${text})`;
  await sql.unsafe(migration);
  const rows = await sql<{ text: string }[]>`select text from messages order by place`;
  expect(rows.map(({ text }) => fromMarkdown(text))).toEqual(typed.map((text) => formatted(text)));
});
