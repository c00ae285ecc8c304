import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramDownload } from '../../../bots/telegram/download.ts';
import { MediaRefused } from '../../../domain/media.ts';
import { type Emulated, emulated, token } from './emulated.ts';

let telegram: Emulated;

beforeEach(async () => {
  telegram = await emulated();
});

afterEach(() => telegram.close());

const asked = (id: string, { maxBytes = 100, signal = new AbortController().signal } = {}, how = {}) =>
  telegramDownload({ api: telegram.api, token, apiRoot: telegram.root, fetch, ...how })(
    { channel: 'telegram', account: '42', id },
    { maxBytes, signal },
  );

/** What is thrown, with everything that a log would show of it. */
const failureOf = async (asking: Promise<unknown>) => {
  const error = (await asking.then(
    () => new Error('it came'),
    (thrown: unknown) => thrown,
  )) as Error;
  expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('SECRET');
  return error;
};

/** Ana sends a paper of these bytes. */
const sent = (bytes = Buffer.from('x')) =>
  telegram.ana.sendMedia({ kind: 'document', bytes }).message.document!.file_id;

describe('the bytes of what somebody sent', () => {
  it('are those', async () => {
    const bytes = Buffer.from([0, 1, 2, 250, 251]);
    expect(Buffer.from(await asked(sent(bytes)))).toEqual(bytes);
  });

  it('are refused where Telegram says that there are too many', async () => {
    expect(await failureOf(asked(sent(Buffer.alloc(101))))).toMatchObject({ reason: 'tooLarge' });
  });

  it('are refused where there are more than Telegram hands out', async () => {
    const id = sent(Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(await failureOf(asked(id, { maxBytes: 1e9 }))).toMatchObject({ reason: 'tooLarge' });
  });

  it('are given up as soon as there are more than Telegram said', async () => {
    let isCancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(60)),
      cancel: () => {
        isCancelled = true;
      },
    });
    const fetch = async () => new Response(endless);
    expect(await failureOf(asked(sent(Buffer.alloc(5)), {}, { fetch }))).toMatchObject({
      reason: 'tooLarge',
    });
    expect(isCancelled).toBe(true);
  });

  it('are gone where Telegram does not know the id', async () => {
    expect(await failureOf(asked('nonsense'))).toMatchObject({ reason: 'gone' });
  });

  it.each([
    ['the id is unavailable for now', () => asked('AgACAgIAAxkBAAIAQADnobody')],
    [
      'Telegram is in trouble',
      () => {
        telegram.refuse('getFile', 500, 'Internal Server Error');
        return asked(sent());
      },
    ],
    [
      'the token is wrong for now',
      () => {
        telegram.refuse('getFile', 401, 'Unauthorized');
        return asked(sent());
      },
    ],
    ['the address ran out', () => asked(sent(), {}, { token: '43:SECRET' })],
    ['nothing answers there', () => asked(sent(), {}, { apiRoot: 'http://127.0.0.1:9' })],
    ['the root is no address', () => asked(sent(), {}, { apiRoot: 'no address' })],
    ['it was called off', () => asked(sent(), { signal: AbortSignal.abort() })],
    [
      'it breaks off',
      () => {
        const broken = new ReadableStream({
          pull: (controller) => controller.error(new Error('bot42:SECRET')),
        });
        return asked(sent(), {}, { fetch: async () => new Response(broken) });
      },
    ],
  ])('are asked for again later: %s', async (_, asking) => {
    expect(await failureOf(asking())).not.toBeInstanceOf(MediaRefused);
  });

  it.each(['/etc/passwd', '../../bot42/getMe', 'documents/../x', 'http://elsewhere/x', ''])(
    'are not looked for at %j',
    async (file_path) => {
      const api = { getFile: async () => ({ file_id: 'x', file_unique_id: 'x', file_path }) };
      const fetch = async () => {
        throw new Error('it was fetched');
      };
      expect(await failureOf(asked('x', {}, { api, fetch }))).toMatchObject({
        message: 'Telegram does not say where the file is',
      });
    },
  );
});
