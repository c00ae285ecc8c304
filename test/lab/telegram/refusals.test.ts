import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ANA, BEN, NOT_OURS, OLD_WORDS, SCENARIOS } from './refusals.ts';
import { type Lab, openLab } from './support.ts';

interface Entry {
  code: number | null;
  description: string;
}

const recorded = JSON.parse(
  readFileSync(new URL('../../fixtures/telegram/api-errors.json', import.meta.url), 'utf8'),
) as {
  teloxide: { errors: Record<string, string> };
  'telegram-bot-api-server': { errors: { code: number; description: string }[] };
};

const entries: Entry[] = [
  ...Object.values(recorded.teloxide.errors).map((description) => ({ code: null, description })),
  ...recorded['telegram-bot-api-server'].errors,
];

const replayed = entries.filter((one) => SCENARIOS[one.description]);
const old = entries.filter((one) => OLD_WORDS[one.description]);
const others = entries.filter((one) => !SCENARIOS[one.description] && !OLD_WORDS[one.description]);

let lab: Lab;

beforeEach(async () => {
  lab = await openLab();
  lab.telegram.phones.add({ id: ANA, first_name: 'Ana' }).start();
  lab.telegram.phones.add({ id: BEN, first_name: 'Ben' });
});

afterEach(() => lab.close());

/** The server puts its prefix before the words, sometimes what it could not parse, and writes them small. */
const bare = (description: string) => description.replace(/^[A-Z][A-Za-z ]+: /, '').toLowerCase();

test.each(replayed)('refuses in these words: $description', async ({ code, description }) => {
  const reply = await SCENARIOS[description]!(lab);
  expect(reply.ok).toBe(false);
  expect(reply.status).toBe(reply.error_code);
  if (code !== null) expect(reply.error_code).toBe(code);
  if (/^(Bad Request|Forbidden|Unauthorized|Conflict|Not Found|Request Entity)/.test(description)) {
    expect(reply.description).toBe(description);
  } else {
    expect(bare(reply.description!)).toContain(bare(description.replace('\\', '')));
  }
});

test.each(old)("says today's words, and on demand the old ones: $description", async ({ description }) => {
  const { today, code, scenario } = OLD_WORDS[description]!;
  expect((await scenario(lab)).description).toBe(today);
  lab.telegram.faults.set({ method: 'getMe', times: 1, fault: { kind: 'answer', code, description } });
  expect(await lab.call('getMe')).toEqual({ status: code, ok: false, error_code: code, description });
});

test('every other entry is of a method that we do not call, for a reason', () => {
  const unexplained = others.filter((one) => !NOT_OURS.some(([pattern]) => pattern.test(one.description)));
  expect(unexplained).toEqual([]);
  const lines = others.map((one) => {
    const [, reason] = NOT_OURS.find(([pattern]) => pattern.test(one.description))!;
    return `  ${reason}: ${one.description}`;
  });
  process.stdout.write(
    `Telegram's errors: ${replayed.length} replayed, ${old.length} in older words, ${others.length} not ours:\n${lines.toSorted().join('\n')}\n`,
  );
});
