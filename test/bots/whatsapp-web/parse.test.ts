import { describe, expect, it } from 'vitest';
import { parse } from '../../../bots/whatsapp-web/parse.ts';
import type { Inbound } from '../../../domain/channel.ts';
import { account, eva, group, groupMessage, message, said } from './events.ts';

function inboundOf(event: unknown): Inbound {
  const parsed = parse(event, account);
  if (parsed.kind === 'inbound' || parsed.kind === 'group') return parsed.inbound;
  throw new Error(`not said by anybody: ${JSON.stringify(parsed)}`);
}

const saidIn = (event: unknown) => inboundOf(event).said;

describe('who said it', () => {
  it('is known by number, where that is all WhatsApp tells', () => {
    expect(inboundOf(said())).toMatchObject({
      channel: 'whatsapp-web',
      account,
      externalId: '3A0D4F6B8E21C7',
      from: eva.phone,
      phone: eva.phone,
      name: 'Eva Novak',
      said: { kind: 'text', text: 'Hello there', replyTo: null, messageId: '3A0D4F6B8E21C7' },
    });
  });

  const people: [string, object, { from: string; phone: string | null }][] = [
    [
      'by the hidden id first, with the number as a proof',
      { ...said(), person: { lid: eva.lid, phone: eva.phone } },
      { from: eva.lid, phone: eva.phone },
    ],
    [
      'by the hidden id alone, where the number is hidden',
      said({ from: { _serialized: eva.lid } }),
      { from: eva.lid, phone: null },
    ],
    [
      'whatever device of theirs it came from',
      said({ from: '14155550106:7@c.us' }),
      { from: eva.phone, phone: eva.phone },
    ],
  ];
  it.each(people)('is known %s', (_, event, expected) => {
    expect(inboundOf(event)).toMatchObject(expected);
  });

  it('is apart from the group it was said in', () => {
    const event = { event: 'message', message: groupMessage(), person: { lid: eva.lid, phone: null } };
    expect(parse(event, account)).toMatchObject({
      kind: 'group',
      groupId: group,
      inbound: { from: eva.lid, externalId: '3AFF', said: { kind: 'text', text: 'Hello there' } },
    });
  });
});

describe('what was said', () => {
  const file = { directPath: '/v/t62/abc', mimetype: 'image/jpeg', size: 2048, filehash: 'aGFzaA==' };
  const key = 'false_14155550106@c.us_3A0D4F6B8E21C7';
  const held = { id: key, mime: 'image/jpeg', name: null, size: 2048, sha256: 'aGFzaA==' };
  const contents: [string, Record<string, unknown>, object][] = [
    ['a reply', { quotedStanzaID: '3EB0AA' }, { kind: 'text', text: 'Hello there', replyTo: '3EB0AA' }],
    ['what is bold', { body: '*so* it_is' }, { kind: 'text', text: '*so* it_is', markdown: '**so** it_is' }],
    [
      'a formatted caption',
      { type: 'image', caption: '_Us_', ...file },
      { kind: 'media', caption: '_Us_', markdown: '*Us*' },
    ],
    ['half a smiley', { body: 'so \ud83d\0' }, { kind: 'text', text: 'so \ufffd' }],
    [
      'a photo',
      { type: 'image', body: '/9j/', caption: 'Us', ...file },
      { kind: 'media', media: 'photo', caption: 'Us', replyTo: null, file: held },
    ],
    [
      'a photo to be looked at once',
      { type: 'image', isViewOnce: true, ...file },
      { kind: 'media', media: 'photo', file: null },
    ],
    ['a voice message', { type: 'ptt', ...file }, { kind: 'media', media: 'voice' }],
    ['a GIF', { type: 'video', isGif: true, ...file }, { kind: 'media', media: 'animation' }],
    ['a place', { type: 'location', lat: 1, lng: 2 }, { kind: 'media', media: 'location', file: null }],
    ['a poll', { type: 'poll_creation' }, { kind: 'media', media: 'poll' }],
    ['a kind of tomorrow', { type: 'hologram' }, { kind: 'unknown', what: 'hologram' }],
    [
      'their own card',
      { type: 'vcard', body: card('+1 (415) 555-0106', '14155550106') },
      { kind: 'contact', phone: eva.phone, isOwn: true },
    ],
    [
      "somebody else's card",
      { type: 'vcard', body: card('+1 415 555 0999', '14155550999') },
      { kind: 'contact', phone: '+14155550999', isOwn: false },
    ],
    ['a card without a number', { type: 'vcard', body: 'BEGIN:VCARD\nEND:VCARD' }, { kind: 'unknown' }],
  ];
  it.each(contents)('understands %s', (_, fields, expected) => {
    expect(saidIn(said(fields))).toMatchObject(expected);
  });

  it('keeps no picture in the payload of a file', () => {
    const { raw } = inboundOf(said({ type: 'image', body: '/9j/4AAQ', ...file }));
    expect(JSON.stringify(raw)).not.toContain('4AAQ');
  });
});

describe('what is done to a message', () => {
  const reaction = {
    id: { fromMe: false, remote: eva.wid, id: 'R1' },
    msgId: { fromMe: true, remote: eva.wid, id: '3EB0AA' },
    senderId: eva.wid,
    reaction: '👍',
  };
  const acts: [string, object, string, object][] = [
    [
      'an edit',
      { event: 'edit', message: message({ latestEditSenderTimestampMs: 1764000500 }), body: 'Hello!' },
      '3A0D4F6B8E21C7:edit:1764000500',
      { kind: 'edited', text: 'Hello!', messageId: '3A0D4F6B8E21C7' },
    ],
    [
      'a formatted edit',
      { event: 'edit', message: message({ latestEditSenderTimestampMs: 1764000500 }), body: '`Hi`' },
      '3A0D4F6B8E21C7:edit:1764000500',
      { kind: 'edited', text: '`Hi`', markdown: '`Hi`' },
    ],
    [
      'taking it back',
      { event: 'revoke', message: message({ type: 'revoked', body: undefined }) },
      '3A0D4F6B8E21C7:revoke',
      { kind: 'deleted', messageId: '3A0D4F6B8E21C7' },
    ],
    [
      'taking back another message than the one that says so',
      {
        event: 'revoke',
        message: message({ protocolMessageKey: { fromMe: false, remote: eva.wid, id: '3AOLD' } }),
      },
      '3A0D4F6B8E21C7:revoke',
      { kind: 'deleted', messageId: '3AOLD' },
    ],
    [
      'a reaction',
      { event: 'reaction', reaction },
      'R1',
      { kind: 'reacted', emoji: '👍', messageId: '3EB0AA' },
    ],
    [
      'a reaction taken away',
      { event: 'reaction', reaction: { ...reaction, reaction: '' } },
      'R1',
      { kind: 'reacted', emoji: null, messageId: '3EB0AA' },
    ],
    [
      'one that nobody can decrypt',
      { event: 'undecryptable', message: message({ type: 'ciphertext' }) },
      '3A0D4F6B8E21C7:undecryptable',
      { kind: 'unknown', what: 'ciphertext' },
    ],
  ];
  it.each(acts)('is %s', (_, event, externalId, expected) => {
    expect(inboundOf(event)).toMatchObject({ externalId, from: eva.phone, said: expected });
  });

  it('is another event each time the same message is edited', () => {
    const ids = ['one', 'two', 'one'].map(
      (body) => inboundOf({ event: 'edit', message: message(), body }).externalId,
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe('nothing for us', () => {
  const own = { fromMe: true, remote: eva.wid, id: '3EB0' };
  const at = (remote: string) => ({ ...own, fromMe: false, remote });
  const nothing: [string, unknown, string | RegExp][] = [
    ['our own message', said({ id: own }), 'said by ourselves'],
    ['a status update', said({ id: at('status@broadcast') }), 'a status update'],
    ['a channel', said({ id: at('1@newsletter') }), 'said in a channel'],
    ['a broadcast list', said({ id: at('1@broadcast') }), 'said to a broadcast list'],
    ['an empty message', said({ body: ' ' }), 'message without words'],
    ['a notice', said({ type: 'e2e_notification' }), 'notice e2e_notification'],
    ['no sender', said({ from: 'x@nowhere' }), 'a message without a sender'],
    ['no message', { event: 'message' }, /^malformed event: message/],
    ['an event of tomorrow', { event: 'hologram' }, /^malformed event/],
    ['null', null, /^malformed event/],
  ];
  it.each(nothing)('is %s', (_, event, reason) => {
    expect(parse(event, account)).toEqual({ kind: 'ignored', reason: expect.stringMatching(reason) });
  });

  it('names no person in what goes to the log', () => {
    const parsed = parse({ event: 'message', message: { id: eva.wid, from: eva.wid } }, account);
    expect(JSON.stringify(parsed)).not.toContain('14155550106');
  });
});

describe('ticks', () => {
  const sent = { id: { fromMe: true, remote: eva.wid, id: '3EB0AA' }, type: 'chat' };
  it.each([
    [-1, 'failed'],
    [1, 'sent'],
    [2, 'delivered'],
    [3, 'read'],
    [4, 'read'],
  ])('%i means %s', (ack, status) => {
    expect(parse({ event: 'ack', message: sent, ack }, account)).toMatchObject({
      kind: 'receipt',
      receipt: { channel: 'whatsapp-web', account, providerId: '3EB0AA', status },
    });
  });

  it('say nothing about what waits, nor about what others sent', () => {
    expect(parse({ event: 'ack', message: sent, ack: 0 }, account).kind).toBe('ignored');
    expect(parse({ event: 'ack', message: message(), ack: 3 }, account).kind).toBe('ignored');
  });
});

function card(written: string, account: string): string {
  return `BEGIN:VCARD\nVERSION:3.0\nFN:Eva\nitem1.TEL;waid=${account}:${written}\nEND:VCARD`;
}
