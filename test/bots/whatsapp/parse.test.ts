import { describe, expect, it } from 'vitest';
import { parse } from '../../../bots/whatsapp/parse.ts';
import type { Inbound, Receipt } from '../../../domain/channel.ts';
import { ACCOUNT, contact, PERSON, PHONE, textMessage, webhook } from './fixtures.ts';

const OTHER = { profile: { name: 'Ben' }, wa_id: '14155550103', user_id: 'US.2' };

function inbound(value: object): Inbound[] {
  return parse(webhook(value), ACCOUNT).flatMap((one) => (one.kind === 'inbound' ? [one.inbound] : []));
}

function reasons(payload: unknown): string[] {
  return parse(payload, ACCOUNT).map((one) => (one.kind === 'ignored' ? one.reason : one.kind));
}

describe('who said something', () => {
  const cases: [string, object, object[], Partial<Inbound>][] = [
    [
      'by user id, the number is a proof',
      { from: PHONE, from_user_id: PERSON },
      [contact],
      { from: PERSON, phone: `+${PHONE}`, name: 'Ana' },
    ],
    [
      'by the user id of the contact with that number',
      { from: PHONE },
      [OTHER, contact],
      { from: PERSON, phone: `+${PHONE}`, name: 'Ana' },
    ],
    [
      'by number, where there is no user id yet',
      { from: PHONE },
      [{ wa_id: PHONE }],
      { from: `+${PHONE}`, phone: `+${PHONE}`, name: null },
    ],
    [
      'by user id alone, where the number is hidden',
      { from: undefined, from_user_id: PERSON },
      [{ user_id: PERSON, profile: { name: 'Ana' } }],
      { from: PERSON, phone: null, name: 'Ana' },
    ],
    [
      'by the only contact, where the message names nobody',
      { from: undefined },
      [{ user_id: PERSON }],
      { from: PERSON, phone: null },
    ],
    [
      'never by a contact that is another',
      { from: PHONE },
      [OTHER],
      { from: `+${PHONE}`, phone: `+${PHONE}`, name: null },
    ],
    [
      'never by a contact with another user id',
      { from: PHONE, from_user_id: 'US.3' },
      [contact],
      { from: 'US.3', phone: `+${PHONE}`, name: null },
    ],
    [
      'by a user id that stands where numbers stood',
      { from: PERSON },
      [contact],
      { from: PERSON, phone: `+${PHONE}`, name: 'Ana' },
    ],
  ];

  it.each(cases)('%s', (_, message, contacts, expected) => {
    expect(inbound({ contacts, messages: [textMessage(message)] })).toMatchObject([expected]);
  });

  it.each([
    ['no sender at all', textMessage({ from: undefined }), []],
    ['two contacts to choose from', textMessage({ from: undefined }), [contact, OTHER]],
    ['something that is neither number nor id', textMessage({ from: 'unknown' }), []],
  ])('is not guessed: %s', (_, message, contacts) => {
    expect(reasons(webhook({ contacts, messages: [message] }))).toEqual(['a message without a sender']);
  });
});

describe('a webhook with several messages and statuses', () => {
  const status = { id: 'wamid.9', status: 'failed', timestamp: '1', recipient_id: PHONE };
  const value = {
    contacts: [contact, OTHER],
    messages: [textMessage(), { type: 'text' }, textMessage({ id: 'wamid.2', from: OTHER.wa_id })],
    statuses: [{ ...status, errors: [{ code: 131047 }] }, { status: 'read' }],
  };

  it('gives each of them, in order; one that is malformed takes no other with it', () => {
    expect(reasons(webhook(value))).toEqual([
      'inbound',
      expect.stringContaining('malformed message: id'),
      'inbound',
      'receipt',
      expect.stringContaining('malformed status: id'),
    ]);
  });

  it('keeps of each message what concerns it and nobody else', () => {
    const [ana, ben] = inbound(value);
    expect(JSON.stringify(ana!.raw)).not.toContain('14155550103');
    expect(JSON.stringify(ben!.raw)).not.toContain(PHONE);
  });
});

describe('an edit and a taking back', () => {
  it('are events of their own, also under the id of the message they change', () => {
    const changed = { original_message_id: 'wamid.1' };
    const messages = [
      textMessage(),
      textMessage({ type: 'edit', edit: { ...changed, message: { type: 'text', text: { body: 'Adiós' } } } }),
      textMessage({ type: 'revoke', revoke: changed }),
    ];
    const events = inbound({ contacts: [contact], messages });
    expect(new Set(events.map(({ externalId }) => externalId)).size).toBe(3);
    expect(events.map(({ said }) => said)).toMatchObject([
      { kind: 'text' },
      { kind: 'edited', text: 'Adiós', messageId: 'wamid.1' },
      { kind: 'deleted', messageId: 'wamid.1' },
    ]);
  });

  it('keep what was formatted, which WhatsApp tells by its marks', () => {
    const text = { body: '*Hola* ~no~ 2 * 3' };
    const edit = { original_message_id: 'wamid.1', message: { type: 'text', text } };
    const image = { id: '1', caption: '_Us_' };
    const messages = [
      textMessage({ text }),
      textMessage({ type: 'edit', edit }),
      textMessage({ type: 'image', text: undefined, image }),
    ];
    const markdown = '**Hola** ~~no~~ 2 * 3';
    expect(inbound({ contacts: [contact], messages }).map(({ said }) => said)).toMatchObject([
      { kind: 'text', text: text.body, markdown },
      { kind: 'edited', text: text.body, markdown },
      { kind: 'media', caption: '_Us_', markdown: '*Us*' },
    ]);
  });

  it('of something that is not text is left alone', () => {
    const edit = { original_message_id: 'wamid.1', message: { type: 'image', image: { id: '1' } } };
    const messages = [textMessage({ type: 'edit', edit })];
    expect(reasons(webhook({ contacts: [contact], messages }))).toEqual(['edited something other than text']);
  });
});

describe('what becomes of a message', () => {
  const receipt = (changes: object): Receipt => {
    const status = { id: 'wamid.9', status: 'sent', timestamp: '1', ...changes };
    const [parsed] = parse(webhook({ statuses: [status] }), ACCOUNT);
    if (parsed?.kind !== 'receipt') throw new Error('not a receipt');
    return parsed.receipt;
  };

  it('is told with the delivery it belongs to', () => {
    const id = '018f0000-0000-7000-8000-000000000001';
    expect(receipt({ biz_opaque_callback_data: id }).deliveryId).toBe(id);
    expect(receipt({ biz_opaque_callback_data: "1'; drop table" }).deliveryId).toBeNull();
  });

  it('is told with the meaning of its code', () => {
    const failed = (code: number) => receipt({ status: 'failed', errors: [{ code }] });
    expect(failed(131047)).toMatchObject({ providerCode: '131047', failure: 'windowClosed' });
    expect(failed(131026)).toMatchObject({ providerCode: '131026', failure: 'rejected', isStopped: false });
    expect(failed(999999)).toMatchObject({ providerCode: '999999', failure: null });
  });

  it('is a failure without a code where Meta gives none', () => {
    expect(receipt({ status: 'failed' })).toMatchObject({
      status: 'failed',
      providerCode: null,
      failure: null,
    });
  });
});

describe('nothing is thrown', () => {
  it.each([
    ['nothing', null],
    ['a word', 'hello'],
    ['a list', []],
    ['another product', { object: 'page', entry: [] }],
    ['no entries', { object: 'whatsapp_business_account' }],
    ['an empty entry', { object: 'whatsapp_business_account', entry: [{}] }],
    ['a change without value', webhook(undefined as never)],
    ['metadata that is missing', webhook({ metadata: undefined, messages: [textMessage()] })],
    ['messages that are no list', webhook({ messages: 'x' })],
    ['a message that is a number', webhook({ messages: [7] })],
    ['a type that is no word', webhook({ contacts: [contact], messages: [textMessage({ type: 7 })] })],
    ['another number', webhook({ metadata: { phone_number_id: '1' }, messages: [textMessage()] })],
    ['an error of the account', webhook({ errors: [{ code: 131000 }] })],
    ['a group', webhook({ contacts: [contact], messages: [textMessage({ group_id: 'g' })] })],
  ])('%s', (_, payload) => {
    const all = parse(payload, ACCOUNT);
    expect(all.map(({ kind }) => kind)).toEqual(['ignored']);
  });

  it.each([
    'text',
    'image',
    'reaction',
    'button',
    'contacts',
    'revoke',
    'edit',
    'location',
    'constructor',
    '__proto__',
  ])('a message of type %s without its content is unknown', (type) => {
    const message = { ...textMessage({ type }), text: undefined };
    expect(inbound({ contacts: [contact], messages: [message] })).toMatchObject([
      { said: { kind: 'unknown' } },
    ]);
  });

  it('a card without a number is unknown, for a kind answer', () => {
    const message = textMessage({ type: 'contacts', contacts: [{ name: { formatted_name: 'X' } }] });
    expect(inbound({ contacts: [contact], messages: [message] })).toMatchObject([
      { said: { kind: 'unknown', what: 'contacts' } },
    ]);
  });

  it('what Postgres cannot keep is cleaned, in the words and in the payload', () => {
    const [one] = inbound({ contacts: [contact], messages: [textMessage({ text: { body: 'a\0b\ud800' } })] });
    expect(one!.said).toMatchObject({ text: 'ab\ufffd' });
    expect(JSON.stringify(one!.raw)).not.toMatch(/\\u0000|\\ud800/);
  });
});
