import { afterEach, beforeEach, expect, it } from 'vitest';
import { Unavailable } from '../../../domain/errors.ts';
import { ANA } from '../../lab/twilio/support.ts';
import { openPlayground, type Playground } from './support.ts';

let play: Playground;
beforeEach(async () => {
  play = await openPlayground();
});
afterEach(() => play.lab.close());

/** What a webhook brought is known. */
const findNew = async (ids: string[]) => {
  const known = new Set(play.inbound().map(({ externalId }) => externalId));
  return new Set(ids.filter((id) => !known.has(id)));
};
const away = () => {
  play.trouble.receive = new Unavailable('nobody is here');
  play.trouble.spool = new Error('nor is the disk');
};
const back = () => {
  delete play.trouble.receive;
  delete play.trouble.spool;
};
const texts = (words: string[], phone = ANA) =>
  words.reduce(
    (before, word) => before.then(() => play.lab.emulator.phones.of(phone).text(word)).then(() => undefined),
    Promise.resolve(),
  );

it('what was texted while nobody answered is received later, oldest first, as its webhook would have said it', async () => {
  const since = play.lab.clock.now();
  await texts(['YES 3']);
  const byWebhook = play.inbound()[0]!;
  away();
  await texts(['Are you there?', 'stop']);
  back();
  await play.bot.catchUp(since, findNew);
  expect(play.inbound().map(({ said }) => said)).toEqual([
    byWebhook.said,
    { kind: 'text', text: 'Are you there?', replyTo: null },
    { kind: 'stopped' },
  ]);
  const { channel, account, from } = byWebhook;
  expect(play.inbound()[1]).toMatchObject({ channel, account, from });
});

it('what was texted before that, and what we said ourselves, is left alone', async () => {
  away();
  await texts(['Long ago']);
  await play.lab.pass(60_000);
  const since = play.lab.clock.now();
  await texts(['Just now']);
  back();
  await play.bot.channel.send({
    ...{ id: '1', to: ANA, body: ['Hello'], choices: [], contactButton: null },
    ...{ replyTo: null, change: null },
  });
  await play.bot.catchUp(since, findNew);
  expect(play.inbound().map(({ said }) => said)).toMatchObject([{ text: 'Just now' }]);
});

it('more than a page of them is read to the end', async () => {
  const since = play.lab.clock.now();
  away();
  const words = Array.from({ length: 230 }, (_, i) => `word ${i}`);
  await texts(words);
  back();
  await play.bot.catchUp(since, findNew);
  expect(play.inbound().map(({ said }) => (said as { text: string }).text)).toEqual(words);
});

it('pictures come with it, and their bytes can be had', async () => {
  const since = play.lab.clock.now();
  away();
  const bytes = Buffer.from('a picture');
  await play.lab.emulator.phones.of(ANA).text('Look', [{ contentType: 'image/jpeg', bytes }]);
  back();
  await play.bot.catchUp(since, findNew);
  const [{ said }] = play.inbound() as unknown as [{ said: { file: { id: string } } }];
  expect(said).toMatchObject({
    kind: 'media',
    media: 'photo',
    caption: 'Look',
    file: { mime: 'image/jpeg' },
  });
  expect(said.file.id).toBe(play.lab.emulator.snapshot().messages[0]!.media[0]!.url);
});

it('that Twilio cannot be asked is said as such', async () => {
  const { bot } = await openPlayground({ apiRoot: 'http://127.0.0.1:9' });
  await expect(bot.catchUp(new Date(0), findNew)).rejects.toMatchObject({
    name: 'SendError',
    code: 'unreachable',
  });
});
