import type { Classmate } from '../cast.ts';
import type { WhatsappWebEmulator } from '../whatsapp-web/emulator.ts';
import type { Message } from '../whatsapp-web/state.ts';
import { plain } from './telegramPhone.ts';
import { type BubbleView, type PhoneView, shownMessages } from './view.ts';
import { whatsappSpans } from './whatsappMarks.ts';

/** The WhatsApp phone of somebody who writes to an ordinary account, as the page draws it: no buttons, no window. */
export function whatsappWebView({ phones }: WhatsappWebEmulator, member: Classmate): PhoneView {
  const all = phones.of(member.number).conversation();
  const shown = all.slice(-shownMessages);
  return {
    ...plain(member),
    messages: shown.map((message) => bubble(message, { all, phoneId: member.id })),
    earlier: all.length - shown.length,
    keyboard: [],
    isStarted: all.length > 0,
    isBlocked: false,
    presses: [],
    commands: [],
  };
}

function bubble(message: Message, { all, phoneId }: { all: Message[]; phoneId: string }): BubbleView {
  const { id, author, at, ack, isEdited, isRevoked } = message;
  const isMine = author !== null;
  const quoted = all.find((one) => one.id === message.quotedId);
  return {
    id,
    isMine,
    at,
    kind: kindOf(message),
    spans: whatsappSpans(wordsOf(message)),
    reply: quoted && !isRevoked ? quotation(quoted) : null,
    buttons: [],
    isEdited: isEdited && !isRevoked,
    reactions: isRevoked ? [] : Object.values(message.reactions).filter((emoji) => emoji !== ''),
    segments: null,
    isRead: ack >= 3,
    ...(isMine && { ticks: ticksOf(ack) }),
    ...(!isRevoked && partsOf(message, phoneId)),
  };
}

function ticksOf(ack: Message['ack']): NonNullable<BubbleView['ticks']> {
  if (ack >= 3) return 'read';
  return ack === 2 ? 'delivered' : 'sent';
}

/** A card and a place are drawn; their text is for programs. */
function wordsOf({ type, body, more, isRevoked }: Message): string {
  if (isRevoked || type === 'vcard' || type === 'location') return '';
  return type === 'poll_creation' ? String(more.pollName ?? '') : body;
}

function partsOf({ id, type, body, media, more }: Message, phoneId: string) {
  const place = { latitude: Number(more.lat), longitude: Number(more.lng) };
  return {
    ...(media && { file: { url: `/lab/api/phones/${phoneId}/files/${id}`, name: media.filename } }),
    ...(type === 'location' && { place }),
    ...(type === 'vcard' && { card: { name: lineOf(body, 'FN'), phone: lineOf(body, 'item1.TEL') } }),
  };
}

/** What stands behind the colon of a card's line. */
const lineOf = (card: string, name: string): string =>
  card
    .split('\n')
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.replace(/^[^:]*:/, '') ?? '';

const quotation = (message: Message): BubbleView['reply'] => ({
  id: message.id,
  author: message.author === null ? 'Homeroom' : 'You',
  text:
    whatsappSpans(wordsOf(message))
      .map(({ text }) => text)
      .join('') || kindOf(message),
});

const kinds: Partial<Record<string, string>> = {
  chat: 'text',
  image: 'photo',
  sticker: 'photo',
  ptt: 'voice',
  vcard: 'contact',
  location: 'location',
  poll_creation: 'poll',
};

/** What the page draws it as. */
const kindOf = ({ type, isRevoked }: Message): string =>
  isRevoked ? 'revoked' : (kinds[type] ?? 'document');
