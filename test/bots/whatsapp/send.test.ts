import { beforeEach, describe, expect, it } from 'vitest';
import type { Choice, MediaKind, Outbound } from '../../../domain/channel.ts';
import { broken, refusal } from './meta.ts';
import { DELIVERY, file, message, openPlayground } from './support.ts';

let play: ReturnType<typeof openPlayground>;
beforeEach(() => {
  play = openPlayground();
});

const send = (changes: Partial<Outbound> = {}) => play.bot.channel.send(message(changes));
const choices = (count: number): Choice[] =>
  Array.from({ length: count }, (_, n) => ({ label: `Choice ${n + 1}`, data: `a:${n}` }));

describe('a text', () => {
  it('goes with the id of its delivery, to the user id', async () => {
    expect(await send()).toEqual({ providerIds: ['wamid.out1'] });
    expect(play.graph.sent).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        recipient: 'US.13491208655302741918',
        biz_opaque_callback_data: DELIVERY,
        type: 'text',
        text: { body: 'Hola', preview_url: false },
      },
    ]);
  });

  it('goes to the number of those who have no user id yet', async () => {
    await send({ to: '+972987654321' });
    expect(play.graph.sent[0]).toMatchObject({ to: '+972987654321' });
    expect(play.graph.sent[0]).not.toHaveProperty('recipient');
  });

  it('of ours has marks, and what people typed is literal', async () => {
    await send({ body: [{ bold: 'Ana' }, ' wrote ', { italic: 'today' }, ': *hi*'] });
    expect(play.graph.sent[0]).toMatchObject({
      text: { body: '*Ana* wrote _today_: \u2060*\u2060hi\u2060*\u2060' },
    });
  });

  it('that is long becomes several, of which the first is the reply', async () => {
    const sent = await send({ body: ['word '.repeat(2000)], replyTo: 'wamid.asked' });
    expect(sent).toEqual({
      providerIds: ['wamid.out1', 'wamid.out2', 'wamid.out3'],
      note: 'sent as 3 messages',
    });
    expect(play.graph.sent.map(({ context }) => context)).toEqual([
      { message_id: 'wamid.asked' },
      undefined,
      undefined,
    ]);
  });
});

describe('choices', () => {
  it('up to three are buttons below the text', async () => {
    await send({ choices: choices(3) });
    expect(play.graph.sent[0]).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Hola' },
        action: {
          buttons: choices(3).map(({ label, data }) => ({
            type: 'reply',
            reply: { id: data, title: label },
          })),
        },
      },
    });
  });

  it('up to ten are a list, opened by the words given for it', async () => {
    await send({ choices: choices(10), listButton: 'Elegir' });
    expect(play.graph.sent[0]).toMatchObject({ interactive: { type: 'list', action: { button: 'Elegir' } } });
  });

  it('up to thirty are lists one after the other', async () => {
    const { providerIds } = await send({ choices: choices(25) });
    expect(providerIds).toHaveLength(3);
    const bodies = play.graph.sent.map(({ interactive }) => (interactive as { body: object }).body);
    expect(bodies).toEqual([{ text: 'Hola' }, { text: '2/3' }, { text: '3/3' }]);
  });

  it('beyond that are numbers to type', async () => {
    await send({ choices: choices(31) });
    const [{ text }] = play.graph.sent as [{ text: { body: string } }];
    expect(text.body).toMatch(/^Hola\n\n1 Choice 1\n2 Choice 2\n[\s\S]*\n31 Choice 31$/);
  });

  it('below a long text stand below its end', async () => {
    await send({ body: ['word '.repeat(1500)], choices: choices(2) });
    expect(play.graph.sent.map(({ type }) => type)).toEqual(['text', 'text', 'interactive']);
  });

  it.each([
    [1024, ['interactive']],
    [1025, ['text', 'interactive']],
  ])('below a text of %i characters', async (length, types) => {
    await send({ body: ['x'.repeat(length)], choices: choices(2) });
    expect(play.graph.sent.map(({ type }) => type)).toEqual(types);
  });

  it('go without the button that shares a number, which WhatsApp does not have', async () => {
    await send({ choices: choices(1), contactButton: 'Share my number' });
    expect(JSON.stringify(play.graph.sent)).not.toContain('Share my number');
  });
});

describe('a file', () => {
  it.each<[MediaKind, string, string, object]>([
    ['photo', 'image/jpeg', 'image', { caption: 'Hola' }],
    ['photo', 'image/heic', 'document', { caption: 'Hola', filename: 'file' }],
    ['video', 'video/mp4', 'video', { caption: 'Hola' }],
    ['document', 'image/png', 'document', { caption: 'Hola', filename: 'file' }],
    ['document', 'application/pdf', 'document', { caption: 'Hola', filename: 'file' }],
  ])('%s of %s goes as %s with the words as its caption', async (kind, mime, type, content) => {
    await send({ file: file({ kind, mime }) });
    expect(play.graph.sent).toMatchObject([{ type, [type]: { id: '101', ...content } }]);
    expect(play.graph.uploads).toEqual([{ type: mime, name: 'file', bytes: 'bytes' }]);
  });

  it.each<[MediaKind, string, object]>([
    ['voice', 'audio/ogg; codecs=opus', { audio: { id: '101', voice: true } }],
    ['audio', 'audio/mpeg', { audio: { id: '101' } }],
    ['sticker', 'image/webp', { sticker: { id: '101' } }],
  ])('%s has no caption: the words follow', async (kind, mime, content) => {
    await send({ file: file({ kind, mime }) });
    expect(play.graph.sent).toMatchObject([content, { text: { body: 'Hola' } }]);
  });

  it.each([
    [1024, ['image']],
    [1025, ['image', 'text']],
  ])('has words of %i characters as its caption, or before them', async (length, types) => {
    await send({ file: file(), body: ['x'.repeat(length)] });
    expect(play.graph.sent.map(({ type }) => type)).toEqual(types);
  });

  it('with choices is followed by the words, below which these stand', async () => {
    await send({ file: file(), choices: choices(2), replyTo: 'wamid.asked' });
    expect(play.graph.sent).toMatchObject([
      { type: 'image', image: { id: '101' }, context: { message_id: 'wamid.asked' } },
      { type: 'interactive' },
    ]);
  });

  it('goes without words too', async () => {
    await send({ file: file({ name: 'us.jpg' }), body: [] });
    expect(play.graph.sent).toMatchObject([{ type: 'image', image: { id: '101' } }]);
  });

  it('is uploaded once for all who get it', async () => {
    await Promise.all(['1', '2', '3'].map((id) => send({ id, file: file() })));
    expect(play.graph.uploads).toHaveLength(1);
    play.clock.advance(30 * 24 * 3_600_000);
    await send({ file: file() });
    expect(play.graph.uploads).toHaveLength(2);
  });

  it('that Meta no longer knows is uploaded again, once', async () => {
    await send({ file: file() });
    play.graph.next(() => refusal(131053));
    await send({ file: file() });
    expect(play.graph.uploads).toHaveLength(2);
    expect(play.graph.sent.at(-1)).toMatchObject({ image: { id: '102' } });
  });

  it('is not uploaded again where the person is the trouble', async () => {
    await send({ file: file() });
    play.graph.next(() => refusal(131026));
    await expect(send({ file: file() })).rejects.toMatchObject({ code: 'rejected' });
    expect(play.graph.uploads).toHaveLength(1);
  });

  it.each([
    ['the upload got no answer: nothing was sent', broken('ECONNRESET'), 'unreachable'],
    ['Meta does not take the file', () => refusal(131053), 'rejected'],
    ['Meta gives no id', () => Response.json({}), 'unreachable'],
  ])('%s', async (_, answer, code) => {
    play.graph.next(answer);
    await expect(send({ file: file() })).rejects.toMatchObject({ code });
    await send({ file: file() });
    expect(play.graph.sent).toHaveLength(1);
  });

  it('that cannot be read waits until it can', async () => {
    const read = async () => Promise.reject(new Error('ENOENT /media/of/ana'));
    await expect(send({ file: file({ read }) })).rejects.toMatchObject({ code: 'unreachable', ours: true });
  });
});

describe('outside of the 24 hours', () => {
  beforeEach(async () => {
    play.graph.state.isWindowOpen = false;
    play.graph.pages.push([
      approved('news', 'es', 'Hola {{1}}, {{2}} y {{3}}.', 1),
      approved('hello', 'en', 'Hello.', 0),
    ]);
    await play.bot.templates.sync();
  });

  it('a message is refused as such', async () => {
    await expect(send()).rejects.toMatchObject({
      code: 'windowClosed',
      retryable: false,
      providerCode: '131047',
    });
  });

  it('a template goes, filled in on one line each, with the data of its buttons', async () => {
    const template = { name: 'news', language: 'es', parameters: ['Ana', 'two\nlines\tand     blanks', ' '] };
    await send({ template, choices: choices(1) });
    expect(play.graph.sent).toMatchObject([
      {
        type: 'template',
        biz_opaque_callback_data: DELIVERY,
        template: {
          name: 'news',
          language: { policy: 'deterministic', code: 'es' },
          components: [
            {
              type: 'body',
              parameters: ['Ana', 'two lines and blanks', '…'].map((text) => ({ type: 'text', text })),
            },
            {
              type: 'button',
              sub_type: 'quick_reply',
              index: '0',
              parameters: [{ type: 'payload', payload: 'a:0' }],
            },
          ],
        },
      },
    ]);
  });

  it('a template without parameters and buttons is its name alone', async () => {
    await send({ template: { name: 'hello', language: 'en', parameters: [] } });
    expect(play.graph.sent).toMatchObject([{ template: { components: [] } }]);
  });

  it('a parameter is cut where all together would be too long', async () => {
    const template = { name: 'news', language: 'es', parameters: ['😀'.repeat(999), 'x'] };
    await send({ template });
    const [{ template: sent }] = play.graph.sent as [
      { template: { components: { parameters: { text: string }[] }[] } },
    ];
    const [first] = sent.components[0]!.parameters;
    expect(first!.text.length).toBeLessThanOrEqual(400);
    expect(first!.text).toMatch(/^(😀)+…$/u);
  });

  it('the template nearest to the language goes, with as many parameters and buttons as it has', async () => {
    const template = { name: 'hello', language: 'en-GB', parameters: ['Ana'] };
    await send({ template, choices: choices(1) });
    expect(play.graph.sent).toMatchObject([{ template: { language: { code: 'en' }, components: [] } }]);
  });

  it('a template that is not approved waits for whoever can see to it', async () => {
    const template = { name: 'news', language: 'en', parameters: [] };
    await expect(send({ template })).rejects.toMatchObject({
      ...{ code: 'unreachable', ours: true, isUnasked: true },
    });
    expect(play.graph.sent).toEqual([]);
  });

  it.each(['held_for_quality_assessment', 'paused'])('a template that is %s is noted', async (status) => {
    play.graph.state.messageStatus = status;
    expect((await send({ template: { name: 'hello', language: 'en', parameters: [] } })).note).toContain(
      'by WhatsApp',
    );
  });
});

/** As Meta lists it. */
const approved = (name: string, language: string, text: string, quickReplies: number) => ({
  ...{ id: `${name} ${language}`, name, language, status: 'APPROVED', category: 'UTILITY' },
  components: [
    { type: 'BODY', text },
    ...(quickReplies > 0
      ? [{ type: 'BUTTONS', buttons: Array.from({ length: quickReplies }, () => ({ type: 'QUICK_REPLY' })) }]
      : []),
  ],
});

describe('what cannot be sent is refused before anything leaves', () => {
  it.each<[string, Partial<Outbound>]>([
    ['an edit', { change: { kind: 'edit', ids: ['wamid.1'] } }],
    ['a taking back', { change: { kind: 'delete', ids: ['wamid.1'] } }],
    ['no words', { body: [] }],
    ['blanks', { body: [' \n '] }],
    ['choices below nothing', { body: [], choices: choices(2) }],
    ['a button without data', { choices: [{ label: 'x', data: '' }] }],
    ['a button with too much data', { choices: [{ label: 'x', data: 'x'.repeat(65) }] }],
    ['a button whose data ends in a blank', { choices: [{ label: 'x', data: 'x ' }] }],
  ])('%s', async (_, changes) => {
    await expect(send(changes)).rejects.toMatchObject({ code: 'rejected', ours: true });
    expect(play.graph.asked).toEqual([]);
  });
});

describe('where no clear answer comes', () => {
  it.each([
    ['the connection was refused', broken('ECONNREFUSED'), 'unreachable'],
    ['the connection broke', broken('ECONNRESET'), 'uncertain'],
    ['a gateway answers', () => new Response('<html>', { status: 502 }), 'uncertain'],
    ['the answer is no JSON', () => new Response('<html>'), 'uncertain'],
    ['the answer has no id', () => Response.json({ messages: [] }), 'uncertain'],
    ['Meta is out of service', () => refusal(131016, 500), 'unreachable'],
    [
      'somebody redirects us',
      () => new Response(null, { status: 302, headers: { location: 'http://x/' } }),
      'unreachable',
    ],
  ])('%s', async (_, answer, code) => {
    play.graph.next(answer);
    await expect(send()).rejects.toMatchObject({ name: 'SendError', code });
  });

  it('in time, the message may have left', async () => {
    const hanging: typeof fetch = (_, init) =>
      new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason)));
    play = openPlayground({ fetch: hanging, timeoutMs: 1 });
    await expect(send()).rejects.toMatchObject({ code: 'uncertain', providerCode: 'timeout' });
  });

  it('the next attempt goes on behind what was accepted', async () => {
    const long = { body: ['word '.repeat(2000)] };
    await play.bot.channel.send(message({ id: 'another' }));
    play.graph.next(() => Response.json({ messages: [{ id: 'wamid.first' }] }));
    play.graph.next(() => refusal(130429));
    await expect(send(long)).rejects.toMatchObject({ code: 'throttled' });
    const { providerIds } = await send(long);
    expect(providerIds).toEqual(['wamid.first', 'wamid.out2', 'wamid.out3']);
  });

  it('nothing of it tells the token, the person or the text', async () => {
    play.graph.next(broken('ECONNRESET'));
    const failure = await send({ body: ['private words'] }).catch((error: Error) => error);
    expect(JSON.stringify([failure, String((failure as Error).stack)])).not.toMatch(
      /EAAtoken|US\.13|private/,
    );
  });
});

it('says what the channel can', () => {
  expect(play.bot.channel).toMatchObject({
    name: 'whatsapp',
    account: '106540352242922',
    can: { buttons: true, edit: false, delete: false, nativeReply: true, receipts: true },
  });
});
