import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ANA, ask, BEN, type Lab, openLab, send, sent, text } from './support.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  lab.ana.say('Hello');
  await lab.emulator.idle();
});
afterEach(() => lab.close());

const statuses = () => lab.parts('statuses').map(({ status }) => status);

describe('a message', () => {
  it('is answered as Meta answers, and shows on the phone when it has arrived', async () => {
    const { status, body } = await send(lab, text('Hola'));
    expect([status, body]).toEqual([
      200,
      {
        messaging_product: 'whatsapp',
        contacts: [{ input: ANA, wa_id: ANA }],
        messages: [{ id: expect.stringMatching(/^wamid\.HBgL[\w+/]+=*$/) }],
      },
    ]);
    expect(lab.ana.inbox()).toEqual([]);
    await lab.pass(2_000);
    expect(lab.ana.inbox()).toMatchObject([{ id: body.messages[0].id, content: { text: 'Hola' } }]);
  });

  it('moves from sent to delivered by the clock, and to read when the person looks', async () => {
    await send(lab, { ...text('Hola'), biz_opaque_callback_data: 'delivery-1' });
    await lab.pass(2_000);
    expect(statuses()).toEqual(['sent', 'delivered']);
    lab.ana.read();
    await lab.emulator.idle();
    expect(statuses()).toEqual(['sent', 'delivered', 'read']);
    for (const one of lab.parts('statuses')) expect(one.biz_opaque_callback_data).toBe('delivery-1');
  });

  it('is read by itself where people are said to read', async () => {
    const reading = await openLab({ readAfterMs: 1_000 });
    reading.ana.say('Hello');
    await send(reading, text('Hola'));
    await reading.pass(3_000);
    expect(reading.parts('statuses').map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    await reading.close();
  });

  it('goes to a business-scoped id, which the answer repeats', async () => {
    const { userId } = lab.ana.person;
    const { body } = await send(lab, { ...text('Hola'), recipient: userId }, null);
    expect(body.contacts).toEqual([{ input: userId, user_id: userId }]);
    await lab.pass(2_000);
    expect(lab.ana.inbox()).toHaveLength(1);
  });

  it('quotes the one it answers, also one of the person’s own', async () => {
    const [own] = lab.ana.conversation();
    await send(lab, { ...text('Hola'), context: { message_id: own!.id } });
    await lab.pass(2_000);
    expect(lab.ana.inbox()[0]).toMatchObject({ contextId: own!.id });
  });

  it('carries buttons, and lists of rows, to the phone', async () => {
    const buttons = [1, 2, 3].map((n) => ({ type: 'reply', reply: { id: `b${n}`, title: `Button ${n}` } }));
    await send(lab, {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Choose' },
        footer: { text: 'soon' },
        action: { buttons },
      },
    });
    const rows = [{ id: 'r1', title: 'Row', description: 'about it' }];
    await send(lab, {
      type: 'interactive',
      interactive: {
        type: 'list',
        header: { type: 'text', text: 'Head' },
        body: { text: 'Which?' },
        action: { button: 'Open', sections: [{ title: 'Houses', rows }] },
      },
    });
    await lab.pass(2_000);
    expect(lab.ana.inbox().map(({ content }) => content)).toMatchObject([
      {
        text: 'Choose',
        footer: 'soon',
        buttons: [{ id: 'b1', title: 'Button 1' }, { id: 'b2' }, { id: 'b3' }],
      },
      { header: 'Head', list: { button: 'Open', sections: [{ title: 'Houses', rows }] } },
    ]);
  });

  it('is taken as reaction, which stands at the message until an empty one takes it away', async () => {
    const [own] = lab.ana.conversation();
    await send(lab, { type: 'reaction', reaction: { message_id: own!.id, emoji: '👍' } });
    expect(lab.ana.conversation()[0]!.reactions.business).toBe('👍');
    await send(lab, { type: 'reaction', reaction: { message_id: own!.id, emoji: '' } });
    expect(lab.ana.conversation()[0]!.reactions.business).toBe(null);
    expect(lab.ana.inbox()).toEqual([]);
  });
});

describe('a read mark', () => {
  it('turns the ticks of all that was said up to there, and may show three dots', async () => {
    const second = lab.ana.say('Anybody there?');
    lab.ana.say('Third');
    await lab.emulator.idle();
    expect(lab.ana.conversation().map(({ status }) => status)).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ]);
    const mark = { messaging_product: 'whatsapp', status: 'read', message_id: second };
    const path = `${ACCOUNT.phoneNumberId}/messages`;
    const answer = await ask(lab, ['POST', path], { body: { ...mark, typing_indicator: { type: 'text' } } });
    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(lab.ana.conversation().map(({ status }) => status)).toEqual(['read', 'read', 'delivered']);
    expect(lab.ana.isTyped).toBe(true);
    lab.clock.advance(25_000);
    expect(lab.ana.isTyped).toBe(false);
  });

  it('of a message that nobody said is refused', async () => {
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.nothing' };
    expect((await ask(lab, ['POST', `${ACCOUNT.phoneNumberId}/messages`], { body })).status).toBe(400);
  });
});

describe('what the person’s side decides comes as a failed status', () => {
  const codes = () => lab.parts('statuses').map(({ status, errors }) => `${status} ${errors?.[0].code}`);

  it('131047 where more than 24 hours have passed, and again nothing of it after a word', async () => {
    await send(lab, text('Who are you?'), BEN);
    await lab.pass(1_000);
    expect(codes()).toEqual(['failed 131047']);
    expect(lab.ben.inbox()).toEqual([]);
    lab.ben.say('It is me');
    await lab.emulator.idle();
    await send(lab, text('Hello Ben'), BEN);
    await lab.pass(2_000);
    expect(lab.ben.inbox()).toHaveLength(1);
    lab.posted.length = 0;
    lab.clock.advance(86_400_000);
    await send(lab, text('Still there?'), BEN);
    await lab.pass(1_000);
    expect(codes()).toEqual(['failed 131047']);
  });

  it('131026 where the number is not on WhatsApp', async () => {
    const { status } = await send(lab, text('Hola'), '14155550199');
    await lab.pass(1_000);
    expect([status, ...codes()]).toEqual([200, 'failed 131026']);
    expect(lab.posted.at(-1)!.change.value.contacts).toBeUndefined();
  });

  it('131053 where a file is only linked, as nothing is fetched from elsewhere', async () => {
    await send(lab, { type: 'image', image: { link: 'https://example.org/a.jpg' } });
    await lab.pass(1_000);
    expect(codes()).toEqual(['failed 131053']);
  });

  it('one who has blocked us leaves it at sent', async () => {
    lab.ana.setBlocked(true);
    await send(lab, text('Hola'));
    await lab.pass(60_000);
    expect(statuses()).toEqual(['sent']);
  });

  it('or as a refusal, where the emulator is made so', async () => {
    const strict = await openLab({ failures: 'at once' });
    const { status, body } = await send(strict, text('Hola'), BEN);
    expect([status, body.error.code]).toEqual([400, 131047]);
    expect(strict.emulator.snapshot().messages).toEqual([]);
    await strict.close();
  });
});

it('a message to Ben is not on Ana’s phone', async () => {
  lab.ben.say('Hi');
  await sent(lab, text('Hola'), BEN);
  await lab.pass(2_000);
  expect([lab.ana.inbox().length, lab.ben.inbox().length]).toEqual([0, 1]);
});
