import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadOptions, smsDownload } from '../../../bots/sms/download.ts';
import { type FetchPublic, MediaRefused } from '../../../domain/media.ts';
import { refusing } from '../../../media/download.ts';
import { makePublicFetch } from '../../../media/publicFetch.ts';
import { ACCOUNT, ANA } from '../../lab/twilio/support.ts';
import { fakeClock } from '../../support/clock.ts';
import { openPlayground, type Playground } from './support.ts';

let ground: Playground;

beforeEach(async () => {
  ground = await openPlayground();
});

afterEach(() => ground.lab.close());

const signal = new AbortController().signal;
const limits = { maxBytes: 100, signal };
const asked = (id: string, options: Partial<DownloadOptions> = {}) =>
  smsDownload({ ...ACCOUNT, apiRoot: ground.lab.apiRoot, ...options })(
    { channel: 'sms', account: ACCOUNT.phoneNumber, id },
    limits,
  );

/** Ana sends pictures of these bytes; what the bot heard of them. */
async function sent(...pictures: Buffer[]) {
  const files = pictures.map((bytes) => ({ contentType: 'image/jpeg', bytes }));
  await ground.lab.emulator.phones.of(ANA).text('Look', files);
  const { said } = ground.inbound().at(-1)!;
  if (said.kind !== 'media' || !said.file) throw new Error('no file was heard');
  return { id: said.file.id, more: said.more ?? [], said };
}

const mediaPath = '/2010-04-01/Accounts/AC42/Messages/MM7/Media/ME1';
const authorization = `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString('base64')}`;

describe('what came with an MMS', () => {
  it('is had with the account of the installation, each file by its address', async () => {
    const { id, more, said } = await sent(Buffer.from([1, 2, 3]), Buffer.from([4]));
    expect(said).toMatchObject({ media: 'photo', caption: 'Look', file: { mime: 'image/jpeg' } });
    const get = (one: string) => ground.bot.download({ channel: 'sms', account: '', id: one }, limits);
    expect([...(await get(id))]).toEqual([1, 2, 3]);
    expect([...(await get(more[0]!.id))]).toEqual([4]);
    await expect(asked(id, { authToken: 'wrong' })).rejects.toThrow('401');
  });

  it('is refused where it is too large', async () => {
    const { id } = await sent(Buffer.alloc(101));
    await expect(asked(id)).rejects.toMatchObject({ reason: 'tooLarge' });
  });

  it('is gone where Twilio has it no more', async () => {
    const { id } = await sent(Buffer.from('x'));
    await expect(asked(`${id}0`)).rejects.toMatchObject({ reason: 'gone' });
  });

  it('comes later where Twilio is in trouble', async () => {
    const { id } = await sent(Buffer.from('x'));
    const fetch = async () => new Response('', { status: 503 });
    await expect(asked(id, { fetch })).rejects.not.toBeInstanceOf(MediaRefused);
  });
});

describe('an address in a payload', () => {
  it.each([
    'https://evil.example/2010-04-01/Accounts/AC42/Messages/MM7/Media/ME1',
    `https://api.twilio.com.evil.example${mediaPath}`,
    `https://api.twilio.com@evil.example${mediaPath}`,
    `https://user:word@api.twilio.com${mediaPath}`,
    `http://api.twilio.com${mediaPath}`,
    `https://api.twilio.com:8443${mediaPath}`,
    'https://api.twilio.com/2010-04-01/Accounts/AC42.json',
    `https://api.twilio.com${mediaPath}/../../../../Keys`,
    `https://api.twilio.com${mediaPath}?x=1`,
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('is never followed: %s', async (id) => {
    const never = async () => {
      throw new Error('it was fetched');
    };
    const asking = { fetch: never, fetchPublic: never };
    await expect(asked(id, asking)).rejects.toMatchObject({ reason: 'gone' });
    await expect(asked(id, { ...asking, apiRoot: undefined as never })).rejects.toMatchObject({
      reason: 'gone',
    });
  });

  it('of Twilio is fetched by what looks at every address on the way', async () => {
    const seen: unknown[] = [];
    const fetchPublic: FetchPublic = async (url, { headers }) => {
      seen.push([url, headers]);
      return Buffer.from('x');
    };
    await asked(`https://api.twilio.com${mediaPath}`, { apiRoot: undefined as never, fetchPublic });
    expect(seen).toEqual([[`https://api.twilio.com${mediaPath}`, { authorization }]]);
  });

  it('that a root of our own sends on to is looked at as well, and gets no password', async () => {
    const seen: unknown[] = [];
    const fetchPublic: FetchPublic = async (url, { headers }) => {
      seen.push([url, headers]);
      return Buffer.from('x');
    };
    const fetch = async () =>
      new Response(null, { status: 307, headers: { location: 'https://cdn.example/a' } });
    await asked(`https://api.twilio.com${mediaPath}`, { fetch, fetchPublic });
    expect(seen).toEqual([['https://cdn.example/a', undefined]]);
    const inside = async () => new Response(null, { status: 307, headers: { location: ground.lab.origin } });
    const guarded = refusing(makePublicFetch({ clock: fakeClock() }));
    await expect(
      asked(`https://api.twilio.com${mediaPath}`, { fetch: inside, fetchPublic: guarded }),
    ).rejects.toMatchObject({ reason: 'gone' });
  });
});
