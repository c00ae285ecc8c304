import { describe, expect, it } from 'vitest';
import { parse } from '../../../bots/telegram/parse.ts';
import { ana, anasChat, inboundOf, messageUpdate, pressUpdate } from './updates.ts';

const group = { id: -100, type: 'supergroup', title: 'Class of 1998' };
const contact = { phone_number: '34600111222', first_name: 'Ana', user_id: ana.id };

/** A message of the bot's, as Telegram quotes it in a reply. */
const quotedPost = (text: string) => ({
  ...{ message_id: 60, date: 1, chat: anasChat, text },
  from: { id: 1, is_bot: true, first_name: 'Homeroom' },
});

const said: [label: string, update: object, expected: object][] = [
  ['text', messageUpdate({ text: 'Hi 👋' }), { kind: 'text', text: 'Hi 👋', replyTo: null, messageId: '77' }],
  [
    'a command with an invite',
    messageUpdate({ text: '/start CODE', entities: [{ type: 'bot_command', offset: 0, length: 6 }] }),
    { kind: 'text', text: '/start CODE', replyTo: null, messageId: '77' },
  ],
  [
    'null characters and half a surrogate pair',
    messageUpdate({ text: 'a\0b\uD83D' }),
    { kind: 'text', text: 'ab\uFFFD', replyTo: null, messageId: '77' },
  ],
  [
    'a native reply',
    messageUpdate({ text: 'Me too', reply_to_message: { message_id: 60, date: 1, chat: anasChat } }),
    { kind: 'text', text: 'Me too', replyTo: '60', messageId: '77' },
  ],
  [
    'a native reply to a message of ours, which quotes its number',
    messageUpdate({
      text: 'Me too',
      reply_to_message: quotedPost('🟫 Ben Carter in Travel · #5 (answering you, #3)\nYes'),
    }),
    { kind: 'text', text: 'Me too', replyTo: '60', repliedNumber: 5, messageId: '77' },
  ],
  [
    'a native reply to what somebody else wrote like one of ours',
    messageUpdate({ text: 'Me too', reply_to_message: { ...quotedPost('Ben · #5\nYes'), from: ana } }),
    { kind: 'text', text: 'Me too', replyTo: '60', messageId: '77' },
  ],
  [
    'a native reply to a message of ours whose words speak of a number',
    messageUpdate({ text: 'Me too', reply_to_message: quotedPost('Welcome!\nBen · #5') }),
    { kind: 'text', text: 'Me too', replyTo: '60', messageId: '77' },
  ],
  [
    'a reply to a message of another chat',
    messageUpdate({ text: 'Look', external_reply: { message_id: 60, origin: {} } }),
    { kind: 'text', text: 'Look', replyTo: null, messageId: '77' },
  ],
  [
    'formatted text, its entities counted before it is cleaned',
    messageUpdate({
      text: 'a\0 b *c*',
      entities: [
        { type: 'bold', offset: 3, length: 1 },
        { type: 'text_link', offset: 0, length: 1, url: 'https://x.org' },
      ],
    }),
    {
      kind: 'text',
      text: 'a b *c*',
      markdown: '[a](https://x.org/) **b** \\*c\\*',
      replyTo: null,
      messageId: '77',
    },
  ],
  [
    'entities that are none',
    messageUpdate({ text: 'Hi', entities: 'bold' }),
    { kind: 'text', text: 'Hi', replyTo: null, messageId: '77' },
  ],
  [
    'an edited caption with formatting',
    {
      update_id: 900,
      edited_message: messageUpdate({
        photo: [],
        caption: 'Us',
        caption_entities: [{ type: 'italic', offset: 0, length: 2 }],
      }).message,
    },
    { kind: 'edited', text: 'Us', markdown: '*Us*', messageId: '77' },
  ],
  [
    'a photo with a formatted caption',
    messageUpdate({ photo: [], caption: 'Us', caption_entities: [{ type: 'code', offset: 0, length: 2 }] }),
    {
      kind: 'media',
      media: 'photo',
      caption: 'Us',
      markdown: '`Us`',
      replyTo: null,
      file: null,
      messageId: '77',
    },
  ],
  ['a press', pressUpdate({}), { kind: 'pressed', data: 'vote:yes', messageId: '60' }],
  [
    'a press on a message too old to be shown',
    pressUpdate({ message: { message_id: 60, date: 0, chat: anasChat } }),
    { kind: 'pressed', data: 'vote:yes', messageId: '60' },
  ],
  [
    'a press on an inline message',
    pressUpdate({ message: undefined, inline_message_id: 'x' }),
    { kind: 'pressed', data: 'vote:yes', messageId: null },
  ],
  ["one's own contact", messageUpdate({ contact }), { kind: 'contact', phone: '34600111222', isOwn: true }],
  [
    "somebody else's contact",
    messageUpdate({ contact: { ...contact, user_id: 1 } }),
    { kind: 'contact', phone: '34600111222', isOwn: false },
  ],
  [
    'a contact of nobody known',
    messageUpdate({ contact: { phone_number: '+34600111222', first_name: 'Ana' } }),
    { kind: 'contact', phone: '+34600111222', isOwn: false },
  ],
  [
    "one's own contact, forwarded from who knows when",
    messageUpdate({ contact, forward_origin: { type: 'user', date: 1, sender_user: ana } }),
    { kind: 'contact', phone: '34600111222', isOwn: false },
  ],
  [
    'an edited text',
    { update_id: 900, edited_message: messageUpdate({ text: 'Hello', edit_date: 2 }).message },
    { kind: 'edited', text: 'Hello', messageId: '77' },
  ],
  [
    'an edited caption',
    { update_id: 900, edited_message: messageUpdate({ photo: [], caption: 'Us' }).message },
    { kind: 'edited', text: 'Us', messageId: '77' },
  ],
  [
    'a photo with a caption, as a reply',
    messageUpdate({ photo: [], caption: 'Us\0', reply_to_message: { message_id: 60 } }),
    { kind: 'media', media: 'photo', caption: 'Us', replyTo: '60', file: null, messageId: '77' },
  ],
  ...(
    [
      ['video', { video: {} }],
      ['video', { video_note: {} }],
      ['voice', { voice: {} }],
      ['audio', { audio: {} }],
      ['document', { document: {} }],
      ['sticker', { sticker: {} }],
      ['animation', { document: {}, animation: {} }],
      ['location', { location: {} }],
      ['location', { location: {}, venue: {} }],
      ['poll', { poll: {} }],
      ['other', { dice: {} }],
      ['other', { story: {} }],
    ] as const
  ).map(([media, fields]): [string, object, object] => [
    `media: ${Object.keys(fields).join(' and ')}`,
    messageUpdate(fields),
    { kind: 'media', media, caption: null, replyTo: null, file: null, messageId: '77' },
  ]),
  ['the bot is blocked', standing('kicked'), { kind: 'stopped' }],
  ['the bot is unblocked', standing('member'), { kind: 'started' }],
  [
    'content of a later Bot API',
    messageUpdate({ hologram: { depth: 3 } }),
    { kind: 'unknown', what: 'hologram' },
  ],
  [
    'an update of a later Bot API, with a chat',
    { update_id: 900, message_waved: { chat: anasChat } },
    { kind: 'unknown', what: 'message_waved' },
  ],
  [
    'an update nobody asked for, with a user',
    { update_id: 900, inline_query: { id: '1', from: ana, query: 'x', offset: '' } },
    { kind: 'unknown', what: 'inline_query' },
  ],
];

describe('the bot’s place in a group', () => {
  it.each([
    ['is taken in', 'member', 'started'],
    ['made an administrator', 'administrator', 'started'],
    ['put out', 'kicked', 'stopped'],
    ['gone', 'left', 'stopped'],
  ])('%s', (_, status, kind) => {
    const inbound = inboundOf(parse(standing(status, group), '42'));
    expect(inbound).toMatchObject({ from: String(ana.id), group: { id: String(group.id) }, said: { kind } });
  });

  it('put out by an administrator who stays anonymous', () => {
    const update = standing('kicked', group);
    const from = { id: 1087968824, is_bot: true, first_name: 'Group' };
    const told = { ...update, my_chat_member: { ...update.my_chat_member, from } };
    expect(inboundOf(parse(told, '42')).said).toEqual({ kind: 'stopped' });
  });
});

describe('what people say to each other in a group', () => {
  it('goes on elsewhere where a group becomes a supergroup, whoever is said to have done it', () => {
    const chat = { id: -599, type: 'group', title: 'Class' };
    const parsed = parse(
      messageUpdate({
        chat,
        text: undefined,
        from: { id: 1087968824, is_bot: true },
        migrate_to_chat_id: -100777,
      }),
      '42',
    );
    expect(parsed).toMatchObject({
      kind: 'inbound',
      inbound: { group: { id: '-599' }, said: { kind: 'moved', to: '-100777' } },
    });
  });

  it('cannot be moved by a private chat', () => {
    expect(parse(messageUpdate({ text: undefined, migrate_to_chat_id: -100777 }), '42')).toEqual({
      kind: 'ignored',
      reason: 'service message migrate_to_chat_id',
    });
  });

  it('is told with the group, and by the one who said it', () => {
    const parsed = parse(messageUpdate({ text: 'Hi', chat: group }), '42');
    expect(parsed).toMatchObject({ kind: 'inbound', inbound: { from: '4711', group: { id: '-100' } } });
  });
});

describe('what is said in a private chat', () => {
  it.each(said)('%s', (_, update, expected) => {
    const inbound = inboundOf(parse(update, '42'));
    expect(inbound.said).toEqual(expected);
    expect(inbound).toMatchObject({
      channel: 'telegram',
      account: '42',
      externalId: '900',
      sequence: 900,
      from: '4711',
      raw: update,
    });
  });
});

const ignored: [label: string, update: unknown, reason: string][] = [
  ['a press in a group', pressUpdate({ message: { message_id: 1, chat: group } }), 'pressed in a group'],
  ['a channel', { update_id: 900, channel_post: { chat: { id: -1, type: 'channel' } } }, 'said in a channel'],
  ['another bot', messageUpdate({ text: 'Hi', from: { ...ana, is_bot: true } }), 'said by a bot'],
  ['a service message', messageUpdate({ pinned_message: {} }), 'service message pinned_message'],
  ['a message of nothing', messageUpdate({}), 'message without content'],
  ['a game button', pressUpdate({ data: undefined }), 'press on a button without data'],
  [
    'a live location moves',
    { update_id: 900, edited_message: messageUpdate({ location: {} }).message },
    'edited something other than text',
  ],
  ['a standing of its own', standing('restricted'), "bot's standing is restricted"],
  ['nothing but an id', { update_id: 900 }, 'update without content'],
  ['a strange kind about nobody', { update_id: 900, moon: { phase: 1 } }, 'unknown kind of update: moon'],
  ['a strange kind that is no object', { update_id: 900, moon: 'full' }, 'unknown kind of update: moon'],
];

describe('what is not for us', () => {
  it.each(ignored)('%s', (_, update, reason) => {
    expect(parse(update, '42')).toEqual({ kind: 'ignored', reason });
  });

  it.each([
    ['null', null],
    ['a list', []],
    ['no id', { message: messageUpdate({ text: 'Hi' }).message }],
    ['an id of text', { update_id: '900' }],
    ['a message without a chat', { update_id: 900, message: { message_id: 1, text: 'secret words' } }],
    ['a text that is none', messageUpdate({ text: { secret: 'secret words' } })],
  ])('malformed: %s', (_, update) => {
    const parsed = parse(update, '42');
    expect(parsed).toMatchObject({ kind: 'ignored', reason: expect.stringMatching(/^malformed update: /) });
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });
});

describe('who says it', () => {
  it.each([
    ['first and last name', ana, 'Ana García', 'es'],
    ['first name only', { id: 4711, first_name: ' Ana\0 ' }, 'Ana', null],
    ['no name', { id: 4711 }, null, null],
    ['names and language that are none', { id: 4711, first_name: 7, language_code: {} }, null, null],
  ])('%s', (_, from, name, language) => {
    expect(inboundOf(parse(messageUpdate({ from, text: 'Hi' }), '42'))).toMatchObject({ name, language });
  });
});

function standing(status: string, chat: object = anasChat) {
  const user = { id: 42, is_bot: true, first_name: 'Homeroom' };
  return {
    update_id: 900,
    my_chat_member: { chat, from: ana, date: 1, new_chat_member: { status, user, until_date: 0 } },
  };
}
