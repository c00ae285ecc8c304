import { describe, expect, test } from 'vitest';
import { sessionCookie } from '../../../bots/web/cookie.ts';
import type { SaidEvent } from '../../../bots/web/events.ts';
import { readEvent } from '../../../bots/web/events.ts';
import { languageOf } from '../../../bots/web/page/words.ts';
import { parse } from '../../../bots/web/parse.ts';
import { pacer } from '../../../domain/eventPace.ts';

const id = '0198c0de-0000-7000-8000-000000000001';
const session = { addressId: 'a1', browser: 'b1' };

describe('what a browser says is', () => {
  test.each([
    [
      'text',
      { event: 'send_message', data: { id, content: 'Hello!' } },
      { kind: 'text', text: 'Hello!', replyTo: null, messageId: `m-${id}` },
    ],
    [
      'a native reply',
      { event: 'send_message', data: { id, content: 'Yes', reply_to: 'd1' } },
      { kind: 'text', text: 'Yes', replyTo: 'd1', messageId: `m-${id}` },
    ],
    [
      'a button',
      { event: 'press_button', data: { id, message_id: 'd1', data: 'c1:2', label: 'Skip' } },
      { kind: 'pressed', data: 'c1:2', messageId: 'd1' },
    ],
    [
      'an edit',
      { event: 'edit_message', data: { id, message_id: `m-${id}`, content: 'Hi' } },
      { kind: 'edited', text: 'Hi', messageId: `m-${id}` },
    ],
  ])('%s', (_what, sent, said) => {
    const parsed = parse(
      readEvent(JSON.stringify({ ...sent, timestamp: 1_699_999_999 })) as SaidEvent,
      session,
    );
    expect(parsed).toMatchObject({
      kind: 'inbound',
      inbound: { channel: 'web', account: 'web', externalId: `a1 ${id}`, from: 'b1', said },
    });
  });
});

test('the identifier of a browser is in no key that lies open', () => {
  const event = readEvent(JSON.stringify({ event: 'send_message', data: { id, content: 'a' } })) as SaidEvent;
  const { inbound } = parse(event, session) as { inbound: { externalId: string; raw: unknown } };
  expect(inbound.externalId + JSON.stringify(inbound.raw)).not.toContain('b1');
});

describe('the cookie', () => {
  const token = 'A'.repeat(43);
  test('is kept from scripts, other sites, and under https from neighbouring hosts', () => {
    expect(sessionCookie({ isSecure: true }).set(token, 60)).toBe(
      `__Host-homeroom_chat=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`,
    );
  });
  test.each([
    [`homeroom_chat=${token}`, token],
    [`a=b; homeroom_chat=${token}; c=d`, token],
    [`xhomeroom_chat=${token}`, null],
    [`homeroom_chat=${token}A`, null],
    ['homeroom_chat=', null],
    [undefined, null],
  ])('is read from %s', (header, read) => {
    expect(sessionCookie({ isSecure: false }).read(header)).toBe(read);
  });
});

test('a pace lets a burst pass and then so many a second; who goes on all the same floods', () => {
  const judge = pacer({ burst: 2, perSecond: 1 });
  const judged = [0, 0, 0, 1_000, 1_000, 1_000, 1_000].map(judge);
  expect(judged).toEqual(['fine', 'fine', 'tooFast', 'fine', 'tooFast', 'tooFast', 'flood']);
});

test.each([
  [undefined, 'en'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['en;q=0.2, es;q=0.9', 'es'],
  ['fr, de;q=0.5', 'en'],
  ['fr, es;q=0', 'en'],
  [';;;q=x', 'en'],
])('a browser that prefers %s is spoken to in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
