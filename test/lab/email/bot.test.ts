import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outbound } from '../../../domain/channel.ts';
import { openBot } from '../../bots/email/bot.ts';
import { ANN, DELIVERY } from '../../bots/email/support.ts';
import { GINA, type MailLab, openMailLab } from './support.ts';

/** Our own mail channel at both ends of the emulator: what it sends is read in a mailbox, what is sent there it reads. */
let lab: MailLab;
let ours: ReturnType<typeof openBot>;
beforeEach(async () => {
  lab = await openMailLab({ fetch: async (url, init) => ours.bot.routes.request(String(url), init) });
  ours = openBot({ smtpUrl: lab.smtpUrl, inboundDomain: 'homeroom.example', clock: lab.clock });
});
afterEach(async () => {
  await ours.bot.stop();
  await lab.close();
});

const outbound: Outbound = {
  id: DELIVERY,
  to: GINA,
  body: ['Your code is ', { bold: '482 915' }, '.'],
  choices: [],
  contactButton: null,
  replyTo: null,
  change: null,
  mail: {
    subject: 'Your code',
    personId: ANN,
    references: [],
    forum: null,
    author: null,
  },
};

describe('our mail channel and the Lab', () => {
  it('a code that came by mail is read there, and typed into a reply', async () => {
    await ours.bot.channel.send(outbound);
    const [mail] = lab.gina.inbox();
    const [code] = /\d{3} \d{3}/.exec(mail!.text)!;
    await lab.gina.reply(mail!.id, code);
    await lab.emulator.idle();
    expect(ours.inbound()).toMatchObject([
      {
        from: GINA,
        name: 'Gina Weber',
        said: { kind: 'text', text: '482 915' },
        mail: { target: { kind: 'reply', personId: ANN }, isAligned: true, subject: 'Re: Your code' },
      },
    ]);
  });

  it('a reply with a picture comes with the picture', async () => {
    await ours.bot.channel.send(outbound);
    await lab.gina.reply(lab.gina.inbox()[0]!.id, 'Look, the cake', { attach: ['photo'] });
    await lab.emulator.idle();
    expect(ours.inbound()).toMatchObject([
      {
        said: { kind: 'media', media: 'photo', caption: 'Look, the cake' },
        mail: { attachments: [{ name: 'IMG_1988.jpg', claimedType: 'image/jpeg' }] },
      },
    ]);
  });

  it('in Spanish too, nothing of what is quoted is taken for the reply', async () => {
    await ours.bot.channel.send({ ...outbound, to: lab.hugo.address });
    await lab.hugo.reply(lab.hugo.inbox()[0]!.id, 'Sí, claro.\n\n¡Hasta el viernes!');
    await lab.emulator.idle();
    expect(ours.inbound()).toMatchObject([
      { said: { kind: 'text', text: 'Sí, claro.\n\n¡Hasta el viernes!' } },
    ]);
  });

  it.each([
    ['full', 'soft', '5.2.2'],
    ['gone', 'hard', '5.1.1'],
  ] as const)('a mailbox that is %s is a %s bounce of that delivery', async (kind, bounce, providerCode) => {
    lab.emulator.faults.set({ fault: { kind }, times: 1 });
    await ours.bot.channel.send(outbound);
    await lab.pass(2_000);
    expect(ours.receipts()).toMatchObject([
      { providerId: `${DELIVERY}@homeroom.example`, status: 'failed', bounce, providerCode },
    ]);
  });

  it.each(['polite', 'blunt'] as const)('an absence note that is %s says nothing', async (absence) => {
    lab.gina.setAbsence(absence);
    await ours.bot.channel.send(outbound);
    await lab.emulator.idle();
    expect(lab.gina.mails().filter(({ isOwn }) => isOwn)).toHaveLength(absence === 'blunt' ? 1 : 0);
    expect(ours.received.filter(({ kind }) => kind !== 'ignored')).toEqual([]);
  });

  it('a forged sender is not vouched for', async () => {
    lab.emulator.faults.set({ fault: { kind: 'forge' }, times: 1 });
    await lab.gina.compose({ to: 'class@homeroom.example', subject: 'Hello', text: 'It is me' });
    await lab.emulator.idle();
    expect(ours.inbound()).toMatchObject([{ from: GINA, mail: { isAligned: false } }]);
  });

  it('joins by the address of an invite, and leaves by that of a post', async () => {
    await lab.gina.compose({ to: 'join+ABCD-1234@homeroom.example', subject: 'Hello', text: 'Hi' });
    await ours.bot.channel.send(outbound);
    await lab.gina.unsubscribe(lab.gina.inbox()[0]!.id);
    await lab.emulator.idle();
    expect(ours.inbound()).toMatchObject([
      { mail: { target: { kind: 'join', code: 'ABCD-1234' } } },
      { said: { kind: 'stopped' } },
    ]);
  });

  it.each([
    ['refuse', 'unreachable'],
    ['throttle', 'throttled'],
  ] as const)('%s is what a channel calls %s', async (kind, code) => {
    lab.emulator.faults.set({ fault: { kind } });
    await expect(ours.bot.channel.send(outbound)).rejects.toMatchObject({ code });
  });

  it('a mail whose answer never came is sent again, and read once', async () => {
    lab.emulator.faults.set({ fault: { kind: 'lose', closeAfterMs: 2_000 }, times: 1 });
    const failing = expect(ours.bot.channel.send(outbound)).rejects.toMatchObject({ code: 'uncertain' });
    while (lab.gina.inbox().length === 0) await new Promise(setImmediate);
    await lab.pass(2_000);
    await failing;
    await ours.bot.channel.send(outbound);
    expect(lab.gina.inbox()).toMatchObject([{ copies: 2 }]);
  });
});
