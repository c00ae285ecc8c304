import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';
import { silent } from '../domain/log.ts';
import { dutiesOf, type Role, readRole, sendsBy } from '../role.ts';
import { start } from '../server.ts';
import { realClock, realRandom } from '../system.ts';

const channels = ['telegram', 'whatsapp', 'whatsapp-web', 'sms', 'email', 'web'];

/** What has to be set for `npm run start:web` and `start:worker`. */
const shared = {
  DATABASE_URL: 'postgres://owner:word@127.0.0.1:1/homeroom',
  PUBLIC_URL: 'https://class.example.org',
  TELEGRAM_BOT_TOKEN: '123456:AAF-abc_DEF',
};

async function problemsOf(role: Role, environment: Record<string, string>): Promise<string[]> {
  const config = readConfig(environment);
  const starting = start({ config, role, clock: realClock(), random: realRandom(), log: silent });
  const error = await starting.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  return error instanceof ConfigError ? error.problems : [];
}

test('each channel is sent by in web or in worker, never in both', () => {
  const [web, worker, all] = [dutiesOf('web'), dutiesOf('worker'), dutiesOf('all')];
  expect(channels.filter((channel) => sendsBy(web, channel))).toEqual(['web']);
  expect(channels.filter((channel) => !sendsBy(worker, channel))).toEqual(['web']);
  expect(channels.filter((channel) => sendsBy(all, channel))).toEqual(channels);
});

describe('the word of a start', () => {
  test.each([
    [undefined, 'all'],
    ['web', 'web'],
    ['worker', 'worker'],
  ])('%s is %s', (word, role) => expect(readRole(word)).toBe(role));

  test.each(['workers', 'toString', ''])('%s is refused in a sentence', (word) => {
    expect(() => readRole(word)).toThrow('it is web or worker, and none for everything');
  });
});

describe.each(['web', 'worker'] as const)('%s alone', (role) => {
  test('is refused with its own database and the Lab, before any of them begins', async () => {
    expect(await problemsOf(role, {})).toEqual([
      expect.stringContaining('set DATABASE_URL, or start everything with npm start'),
      expect.stringContaining('needs PUBLIC_URL'),
      expect.stringContaining('The Lab lives within one process'),
    ]);
  });

  test.each([
    ['DATABASE_URL', 'set DATABASE_URL'],
    ['PUBLIC_URL', 'needs PUBLIC_URL'],
  ])('is refused without %s', async (name, words) => {
    const { [name as keyof typeof shared]: _left, ...others } = shared;
    expect(await problemsOf(role, others)).toEqual([expect.stringContaining(words)]);
  });

  test('is refused beside the Lab', async () => {
    expect(await problemsOf(role, { ...shared, LAB: '1' })).toEqual([expect.stringContaining('The Lab')]);
  });
});
