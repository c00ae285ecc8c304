import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { ACCOUNT, ANA, type Lab, openLab, send, text, type Value } from './support.ts';

const samples: { file: string; case: string; payload: Value }[] = JSON.parse(
  readFileSync(new URL('../../fixtures/whatsapp/updates.json', import.meta.url), 'utf8'),
);

let lab: Lab;
/** A message of the business on Ana's phone. */
let ours: string;

beforeEach(async () => {
  lab = await openLab();
  lab.ana.say('Hello');
  ours = (await send(lab, text('Hola'))).body.messages[0].id;
  await lab.pass(2_000);
  lab.posted.length = 0;
});
afterEach(() => lab.close());

/** The shape of a value: its keys with the types of what they hold; of a list the shape of its first. */
function shape(value: Value): unknown {
  if (Array.isArray(value)) return [shape(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, shape(value[key])]),
  );
}

function sampleOf(file: string, which: string): unknown {
  const found = samples.find((one) => one.file === `updates/${file}.json` && one.case === which);
  return found!.payload;
}

/** The payload that was posted last, after what the person did. */
async function payloadAfter(act: () => unknown): Promise<Value> {
  await act();
  await lab.emulator.idle();
  return JSON.parse(lab.posted.findLast(({ change }) => change.value.messages)!.body);
}

const bytes = Buffer.from('bytes');
const kinds: [file: string, which: string, act: () => unknown][] = [
  ['message', 'text', () => lab.ana.say('Hola')],
  ['message', 'reply', () => lab.ana.say('Hola', { replyTo: ours })],
  ['message', 'forwarded', () => lab.ana.say('Hola', { forwarded: 'once' })],
  ['message', 'forwarded_many_times', () => lab.ana.say('Hola', { forwarded: 'often' })],
  ['message', 'image', () => lab.ana.sendImage()],
  ['message', 'voice', () => lab.ana.sendVoice()],
  ['message', 'static_sticker', () => lab.ana.sendOther('sticker', { bytes, mimeType: 'image/webp' })],
  ['message', 'reaction', () => lab.ana.react(ours, '😮')],
  ['message', 'unreaction_empty', () => lab.ana.react(ours, '')],
  ['message', 'unsupported', () => lab.ana.sendPoll('Friday?')],
  ['deleted_message', 'revoke', () => lab.ana.revoke(lab.ana.say('Oops'))],
  ['callback_button', 'button', () => press('button')],
  ['callback_button', 'quick_reply', () => press('template')],
  ['callback_selection', 'callback', () => choose({ id: 'r', title: 'Row' })],
  ['callback_selection', 'description', () => choose({ id: 'r', title: 'Row', description: 'more' })],
];

async function arrive(message: object): Promise<string> {
  const { body } = await send(lab, message);
  await lab.pass(2_000);
  return body.messages[0].id;
}

async function press(kind: 'button' | 'template') {
  if (kind === 'button') {
    const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }];
    const interactive = { type: 'button', body: { text: 'Come?' }, action: { buttons } };
    return lab.ana.press(await arrive({ type: 'interactive', interactive }), 'yes');
  }
  lab.emulator.templates.add({
    name: 'news',
    language: 'en',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'There is news.' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Show me' }] },
    ],
  });
  const template = { name: 'news', language: { code: 'en' } };
  return lab.ana.press(await arrive({ type: 'template', template }), 'Show me');
}

async function choose(row: { id: string; title: string; description?: string }) {
  const action = { button: 'Open', sections: [{ title: 'Rows', rows: [row] }] };
  const interactive = { type: 'list', body: { text: 'Which?' }, action };
  return lab.ana.choose(await arrive({ type: 'interactive', interactive }), 'r');
}

describe('what a person does is told with the keys and types of the real payload', () => {
  it.each(kinds)('%s: %s', async (file, which, act) => {
    expect(shape(await payloadAfter(act))).toEqual(shape(sampleOf(file, which)));
  });

  /** The samples of these were forwarded, ours were not. */
  it.each<[string, () => unknown]>([
    ['document', () => lab.ana.sendDocument({ caption: 'The plan' })],
    ['video', () => lab.ana.sendOther('video', { bytes, mimeType: 'video/mp4', caption: 'Look' })],
    ['audio', () => lab.ana.sendOther('audio', { bytes, mimeType: 'audio/mpeg' })],
    ['current_location', () => lab.ana.shareLocation({ latitude: 12.25, longitude: 43.9 })],
  ])('message: %s, without its mark of having been forwarded', async (which, act) => {
    const real = structuredClone(sampleOf('message', which)) as Value;
    delete real.entry[0].changes[0].value.messages[0].context;
    expect(shape(await payloadAfter(act))).toEqual(shape(real));
  });

  it('message: a place that has a name has an address', async () => {
    const payload = await payloadAfter(() => lab.ana.shareLocation());
    const { location } = payload.entry[0].changes[0].value.messages[0];
    const { url: _, ...real } = (sampleOf('message', 'chosen_location') as Value).entry[0].changes[0].value
      .messages[0].location;
    expect(shape(location)).toEqual(shape(real));
  });

  it('message: contacts, one’s own with the id by which WhatsApp knows it', async () => {
    const payload = await payloadAfter(() => lab.ana.shareContact());
    expect(shape(payload)).toEqual(shape(sampleOf('message', 'contacts')));
    const [{ phones }] = payload.entry[0].changes[0].value.messages[0].contacts;
    expect(phones).toEqual([{ phone: `+${ANA}`, wa_id: ANA, type: 'CELL' }]);
    const other = { firstName: 'Monica', phone: '+1 666-666-6666' };
    const shared = await payloadAfter(() => lab.ana.shareContact(other));
    expect(shared.entry[0].changes[0].value.messages[0].contacts[0].name).toEqual({
      first_name: 'Monica',
      formatted_name: 'Monica',
    });
  });

  it('edited_message: image, but for the address of the file', async () => {
    const id = lab.ana.sendImage({ caption: 'Before' });
    const real = structuredClone(sampleOf('edited_message', 'image')) as Value;
    delete real.entry[0].changes[0].value.messages[0].edit.message.image.url;
    expect(shape(await payloadAfter(() => lab.ana.edit(id, 'After')))).toEqual(shape(real));
  });

  it('an edited text names the message and says the new words', async () => {
    const id = lab.ana.say('Befor');
    const payload = await payloadAfter(() => lab.ana.edit(id, 'Before'));
    expect(payload.entry[0].changes[0].value.messages[0]).toMatchObject({
      type: 'edit',
      edit: { original_message_id: id, message: { type: 'text', text: { body: 'Before' } } },
    });
  });
});

describe('statuses have the keys and types of the real ones', () => {
  const statusesOf = () =>
    Object.fromEntries(
      lab.posted
        .filter(({ change }) => change.value.statuses)
        .map(({ body, change }) => [change.value.statuses[0].status, JSON.parse(body)]),
    );

  it.each(['sent', 'delivered', 'read'])('%s', async (status) => {
    await send(lab, text('Hola'));
    await lab.pass(2_000);
    lab.ana.read();
    await lab.emulator.idle();
    expect(shape(statusesOf()[status])).toEqual(shape(sampleOf('message_status', status)));
  });

  it('failed', async () => {
    lab.emulator.faults.set({ fault: { kind: 'fail', code: 130472 } });
    await send(lab, text('Hola'));
    await lab.pass(2_000);
    const real = sampleOf('message_status', 'failed') as Value;
    expect(shape(statusesOf().failed)).toEqual(shape(real));
    expect(statusesOf().failed.entry[0].changes[0].value.statuses[0].errors).toEqual(
      real.entry[0].changes[0].value.statuses[0].errors,
    );
  });

  it('with what the business sent along', async () => {
    await send(lab, { ...text('Hola'), biz_opaque_callback_data: 'some data' });
    await lab.pass(2_000);
    expect(shape(statusesOf().sent)).toEqual(shape(sampleOf('message_status', 'with_tracker')));
  });

  it('template_status_update: approved', async () => {
    lab.emulator.templates.add({ name: 'news', language: 'en_US', category: 'UTILITY', components: [] });
    lab.emulator.templates.setStatus('news', 'APPROVED');
    await lab.emulator.idle();
    expect(shape(JSON.parse(lab.posted[0]!.body))).toEqual(
      shape(sampleOf('template_status_update', 'approved')),
    );
  });
});

describe('somebody who hides the number', () => {
  beforeEach(() => lab.ana.hideNumber('ana.rossi'));

  test('is told of by ids, in messages, contexts and statuses, and by no number anywhere', async () => {
    const own = lab.ana.say('Hello');
    lab.ana.say('I said', { replyTo: own });
    await send(lab, { ...text('Hola'), recipient: lab.ana.person.userId }, null);
    await lab.pass(2_000);
    const { userId, parentUserId } = lab.ana.person;
    const [message] = lab.parts('messages');
    expect(message).toMatchObject({ from_user_id: userId, from_parent_user_id: parentUserId });
    expect(lab.parts('statuses')[0]).toMatchObject({ recipient_user_id: userId });
    expect(lab.posted[0]!.change.value.contacts).toEqual([
      {
        profile: { name: 'Ana Rossi', username: 'ana.rossi' },
        user_id: userId,
        parent_user_id: parentUserId,
      },
    ]);
    // The message from before is known by the id it was given then.
    for (const { body } of lab.posted.filter((one) => !one.body.includes(escaped(ours)))) {
      expect(body).not.toContain(ANA);
      for (const [, id] of body.matchAll(/"wamid\.([^"]+)"/g)) expect(decoded(id!)).not.toContain(ANA);
    }
  });

  test('who shows it again has both, the ids beside the number', async () => {
    lab.ana.showNumber();
    const payload = await payloadAfter(() => lab.ana.say('Hello'));
    expect(payload.entry[0].changes[0].value.messages[0]).toMatchObject({
      from: ANA,
      from_user_id: lab.ana.person.userId,
    });
  });

  test('cannot be sent a code by the id', async () => {
    const components = [{ type: 'BODY' as const, text: 'Your code' }];
    lab.emulator.templates.add({ name: 'code', language: 'en', category: 'AUTHENTICATION', components });
    const template = { name: 'code', language: { code: 'en' } };
    const { body } = await send(lab, { type: 'template', template, recipient: lab.ana.person.userId }, null);
    expect(body.error.code).toBe(131062);
  });
});

const escaped = (id: string) => id.replaceAll('/', '\\/');
const decoded = (id: string) => Buffer.from(id.replaceAll('\\/', '/'), 'base64').toString('latin1');

test('the business is named as in the account', async () => {
  const payload = await payloadAfter(() => lab.ana.say('Hello'));
  expect(payload.entry[0]).toMatchObject({
    id: ACCOUNT.businessAccountId,
    changes: [
      {
        value: { metadata: { display_phone_number: '15550783881', phone_number_id: ACCOUNT.phoneNumberId } },
      },
    ],
  });
});
