import { describe, expect, test } from 'vitest';
import { tickets } from '../../../bots/web/ticket.ts';
import { signer } from '../../../db/signer.ts';
import { type Limits, noLimits } from '../../../domain/limits.ts';
import { gradient, pdf, svg, voiceNote, zip } from '../../media/files.ts';
import { newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { type Browser, newMessageId, open, sees, webWorld } from './support.ts';

const photo = await gradient(64, 48).jpeg().toBuffer();
const megabyte = 1024 * 1024;

/** A class with Olga on Telegram, Ben by text message, and Ana in a browser. */
async function anaInBrowser(changes: Parameters<typeof webWorld>[1] = {}) {
  const made = await webWorld({}, changes);
  const { world, newBrowser, follow } = made;
  const school = await newClass(world, { members: { olga: 'organizer', ben: 'sms', ana: 'telegram' } });
  const { code } = await play(world, 'ana> /link\nana< Within 15 minutes write LINK {code=\\S+} to me…');
  const browser = await newBrowser();
  const shown = await open(browser);
  await shown.say(`/link ${code}`);
  await sees(shown, 'You are Ana here too now');
  await follow();
  await world.sql`
    update memberships set preferred_channel = 'web' where id = ${school.members.ana!.membershipId}`;
  for (const phone of world.phones.values()) phone.news = [];
  return { ...made, school, browser, shown };
}

/** The same class for all that is refused. */
const shared = await anaInBrowser();

type Bytes = string | Uint8Array | ReadableStream;
type Upload = { type?: string; name?: string; headers?: Record<string, string> };

const upload = (
  { url, cookie }: Pick<Browser, 'url' | 'cookie'>,
  bytes: Bytes,
  { type = 'image/jpeg', name = 'gym.jpg', headers = {} }: Upload = {},
) =>
  fetch(`${url}/chat/files`, {
    method: 'POST',
    body: bytes,
    headers: {
      cookie,
      origin: url,
      'content-type': type,
      'x-file-name': encodeURIComponent(name),
      ...headers,
    },
    duplex: 'half',
  } as RequestInit);

const ticketOf = async (answer: Response) => ((await answer.json()) as { file: string }).file;

describe('a file from a browser', () => {
  test('goes with its message, once however often that is sent, and is native everywhere', async () => {
    const { world, browser, shown, follow } = await anaInBrowser();
    const answer = await upload(browser, photo);
    expect(answer.status).toBe(201);
    const files = [
      await ticketOf(answer),
      await ticketOf(await upload(browser, pdf, { type: 'application/pdf', name: 'a.pdf' })),
    ];
    const message = { id: newMessageId(), content: 'The gym', content_type: 'file', files };
    for (const _ of [1, 2]) shown.send('send_message', message);
    await shown.until((all) => all.filter(({ event }) => event === 'message_accepted').length >= 3);
    await sees(shown, '(a photo)');
    expect(shown.screen()).toContain('> (photo) (document) The gym');
    await follow();
    expect(await world.sql`select kind, name from media order by kind`).toMatchObject([
      { kind: 'document', name: 'a.pdf' },
      { kind: 'photo', name: 'gym.jpg' },
    ]);
    const draft = await shown.until((all) =>
      all.find((one) => one.event === 'message_received' && one.data.choices.length > 0),
    );
    const { id, choices } = draft.data as { id: string; choices: { label: string; data: string }[] };
    shown.send('press_button', {
      id: newMessageId(),
      message_id: id,
      data: choices[0]!.data,
      label: 'Post it',
    });
    await sees(shown, 'Posted as');
    await follow();
    await play(
      world,
      `
      olga< (photo gym.jpg) Ana · #1 | The gym | File a.pdf: https://homeroom.example/m/…
      ben< Ana: The gym | Photo: https://homeroom.example/m/… | File a.pdf: …
      `,
    );
  });

  test('of Telegram is shown in the browser, by a link that is signed whenever somebody looks', async () => {
    const { world, url, browser, shown, follow } = await anaInBrowser();
    await play(world, 'olga> (photo) Look\nolga~\nolga> [Post it]\nolga~\nben~');
    await sees(shown, '(photo) ');
    const { files } = await shown.until(() =>
      shown.events
        .flatMap((one) => (one.event === 'message_received' ? [one.data] : []))
        .findLast((one) => one.files.length > 0),
    );
    expect(files).toMatchObject([{ kind: 'photo', mime: 'image/jpeg', name: 'photo.jpg' }]);
    const look = (cookie = browser.cookie) =>
      fetch(url + files[0]!.url, { headers: { cookie }, redirect: 'manual' });
    const first = await look();
    expect(first.status).toBe(302);
    expect(first.headers.get('location')).toMatch(/^\/m\/[\w-]{47}$/);
    expect(first.headers.get('vary')).toBe('Cookie');
    world.clock.advance(30 * 86_400_000);
    const later = await look();
    expect(later.status).toBe(302);
    expect(later.headers.get('location')).not.toBe(first.headers.get('location'));
    await follow();
    await play(world, 'olga> /delete 1\nolga~\nben~');
    expect((await look()).status).toBe(404);
  });

  test('is seen on one’s own screen alone', async () => {
    const { url, browser, newBrowser, store } = await anaInBrowser();
    const owner = await newBrowser();
    const session = (await store.findSession(owner.cookie.split('=')[1]!))!;
    const file = { id: newMessageId(), kind: 'photo', mime: 'image/jpeg', name: null, size: 3 } as const;
    const content = { body: [], choices: [], replyTo: null, files: [file] };
    await store.add(session, { id: 'd1', isMine: false, content });
    const look = async ({ cookie }: { cookie: string }, path: string) =>
      (await fetch(url + path, { headers: { cookie }, redirect: 'manual' })).status;
    // Found, and not in the store any more.
    expect(await look(owner, '/chat/files/d1/0')).toBe(410);
    expect(await look(owner, '/chat/files/d1/1')).toBe(404);
    expect(await look(browser, '/chat/files/d1/0')).toBe(404);
    expect(await look({ cookie: '' }, '/chat/files/d1/0')).toBe(401);
  });
});

describe('an upload is refused', () => {
  test.each<[what: string, status: number, Upload]>([
    ['from another site', 403, { headers: { origin: 'https://evil.example' } }],
    ['without a session', 401, { headers: { cookie: '' } }],
  ])('%s', async (_what, status, how) => {
    const { browser, arrivedCount } = await withCount();
    expect((await upload(browser, photo, how)).status).toBe(status);
    expect(await arrivedCount()).toBe(0);
  });

  test('of somebody who is in no community, with a sentence in their language', async () => {
    const { newBrowser } = await anaInBrowser();
    const answer = await upload(await newBrowser(), photo, { headers: { 'accept-language': 'es' } });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      sentence: expect.stringContaining('Podrás enviar archivos'),
    });
  });

  test.each<[what: string, status: number, reason: string, bytes: Bytes, Upload]>([
    ['a zip that says it is a photo', 415, 'posing', new Uint8Array(zip({ a: 'b' })), {}],
    ['a drawing with a script', 415, 'markup', svg, { type: 'image/svg+xml', name: 'a.svg' }],
    ['a page', 415, 'markup', '<html><script>1</script>', { type: 'text/html', name: 'a.html' }],
    ['nothing', 415, 'empty', '', { type: 'text/plain' }],
    ['a film of 17 MB', 413, 'tooLarge', new Uint8Array(17 * megabyte), { type: 'video/mp4', name: 'f.mp4' }],
  ])('that is %s', async (_what, status, reason, bytes, how) => {
    const { browser, arrivedCount } = await withCount();
    const answer = await upload(browser, bytes, how);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      reason,
      sentence: expect.stringContaining('was not sent: '),
    });
    expect(await arrivedCount()).toBe(0);
  });

  test('as soon as more came than its kind may have, whatever it said of its size', async () => {
    const { browser } = await withCount();
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += megabyte;
        controller.enqueue(new Uint8Array(megabyte));
        if (sent > 200 * megabyte) controller.close();
      },
    });
    const answer = await upload(browser, endless, { type: 'video/mp4' }).catch(() => null);
    if (answer) expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(100 * megabyte);
  });

  test('after too many, and all is well once the limit lets it be', async () => {
    let isTooMuch = true;
    const uploadLimits: Limits = {
      take: async () => ({ count: isTooMuch ? 2 : 1, points: 1, seconds: 600, againInMs: 1_000 }),
      giveBack: async () => undefined,
    };
    const { browser } = await anaInBrowser({ uploadLimits });
    expect((await upload(browser, photo)).status).toBe(429);
    isTooMuch = false;
    expect((await upload(browser, photo)).status).toBe(201);
  });

  test('while two of the same browser are under way; it comes again', async () => {
    let begun = 0;
    const uploadLimits: Limits = {
      take: async () => {
        begun++;
        return noLimits.take('');
      },
      giveBack: async () => undefined,
    };
    const { browser } = await anaInBrowser({ uploadLimits });
    const open: ReadableStreamDefaultController[] = [];
    const slow = () => new ReadableStream({ start: (controller) => void open.push(controller) });
    const waiting = [1, 2].map(() => upload(browser, slow(), { type: 'text/plain', name: 'a.txt' }));
    for (const controller of open) controller.enqueue(new TextEncoder().encode('hello'));
    await expect.poll(() => begun, { timeout: 20_000 }).toBe(2);
    expect((await upload(browser, photo)).status).toBe(503);
    expect(begun).toBe(2);
    for (const controller of open) controller.close();
    expect(await Promise.all(waiting.map(async (one) => (await one).status))).toEqual([201, 201]);
    expect((await upload(browser, photo)).status).toBe(201);
  });

  test('while two of the same member are under way, in whichever browser', async () => {
    let begun = 0;
    const take = async () => {
      begun++;
      return noLimits.take('');
    };
    const uploadLimits: Limits = { take, giveBack: async () => undefined };
    const { browser, world, newBrowser } = await anaInBrowser({ uploadLimits });
    const { code } = await play(world, 'ana> /link\nana< Within 15 minutes write LINK {code=\\S+} to me…');
    const other = await newBrowser();
    const shown = await open(other);
    await shown.say(`/link ${code}`);
    await sees(shown, 'You are Ana here too now');
    const ends: ReadableStreamDefaultController[] = [];
    const slow = () => new ReadableStream({ start: (controller) => void ends.push(controller) });
    const waiting = [1, 2].map(() => upload(browser, slow(), { type: 'text/plain', name: 'a.txt' }));
    for (const end of ends) end.enqueue(new TextEncoder().encode('hello'));
    await expect.poll(() => begun, { timeout: 20_000 }).toBe(2);
    expect((await upload(other, photo)).status).toBe(503);
    for (const end of ends) end.close();
    await Promise.all(waiting);
    expect((await upload(other, photo)).status).toBe(201);
  });

  test('at a place that is none', async () => {
    const { url, cookie } = shared.browser;
    const answer = await fetch(`${url}/chat/files/m%00/0`, { headers: { cookie } });
    expect(answer.status).toBe(404);
  });

  async function withCount() {
    const { browser, media } = shared;
    const before = (await media.foldersIn('arrived')).length;
    return { browser, arrivedCount: async () => (await media.foldersIn('arrived')).length - before };
  }
});

describe('a ticket', () => {
  const { issue, read } = tickets(signer([Buffer.alloc(32, 1)]));
  const now = new Date('2026-05-01T12:00:00Z');
  const kept = { id: 'arrived/1', kind: 'photo', mime: 'image/jpeg', name: 'Ä.jpg', size: 3 } as const;

  test('gives its own browser the file back, for less than a day', () => {
    const ticket = issue('a1', kept, now);
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    expect(read(ticket, { addressId: 'a1', now: at(19) })).toEqual(kept);
    expect(read(ticket, { addressId: 'a1', now: at(20) })).toBeNull();
    expect(read(ticket, { addressId: 'a2', now })).toBeNull();
    expect(read(`${ticket}x`, { addressId: 'a1', now })).toBeNull();
    expect(tickets(signer([Buffer.alloc(32, 2)])).read(ticket, { addressId: 'a1', now })).toBeNull();
  });

  test('that ran out is told, so that the browser uploads again; another’s is no better', async () => {
    const { world, browser, shown } = await anaInBrowser();
    const old = await ticketOf(await upload(browser, voiceNote, { type: 'audio/ogg', name: 'a.ogg' }));
    world.clock.advance(21 * 3_600_000);
    for (const ticket of [old, 'nonsense', `${old}.x`]) {
      const id = newMessageId();
      shown.send('send_message', { id, content: '', files: [ticket] });
      await shown.until((all) =>
        all.some((one) => one.event === 'error' && one.data.code === 'upload_expired' && one.data.id === id),
      );
    }
    expect(shown.screen().join()).not.toContain('(voice)');
  });
});

test('a message has words or files, and no more than ten of these', async () => {
  const { shown } = await anaInBrowser();
  for (const wrong of [
    { content: ' ' },
    { content: '', files: [] },
    { content: 'a', files: Array(11).fill('t') },
    { content: 'a', files: [1] },
  ]) {
    const id = newMessageId();
    shown.send('send_message', { id, ...wrong });
    await shown.until((all) =>
      all.some((one) => one.event === 'error' && one.data.code === 'invalid' && one.data.id === id),
    );
  }
});
