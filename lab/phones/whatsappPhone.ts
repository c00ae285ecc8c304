import type { Classmate } from '../cast.ts';
import type { Content } from '../whatsapp/content.ts';
import type { WhatsappEmulator } from '../whatsapp/emulator.ts';
import type { Message } from '../whatsapp/state.ts';
import { windowMs } from '../whatsapp/window.ts';
import { plain } from './telegramPhone.ts';
import { type BubbleView, type PhoneView, shownMessages } from './view.ts';
import { whatsappSpans } from './whatsappMarks.ts';

/** A WhatsApp phone, as the page draws it. */
export function whatsappView({ phones }: WhatsappEmulator, member: Classmate): PhoneView {
  const phone = phones.of(member.number);
  const { hasBlocked, hidesNumber, lastSaidAt } = phone.person;
  const all = phone.conversation();
  const shown = all.slice(-shownMessages);
  return {
    ...plain(member),
    messages: shown.map((message) => bubble(message, { all, phoneId: member.id })),
    earlier: all.length - shown.length,
    keyboard: [],
    isStarted: all.length > 0,
    isBlocked: hasBlocked,
    presses: [],
    commands: [],
    isTyped: phone.isTyped,
    hidesNumber,
    freeUntil: lastSaidAt && new Date(Date.parse(lastSaidAt) + windowMs).toISOString(),
  };
}

function bubble(message: Message, { all, phoneId }: { all: Message[]; phoneId: string }): BubbleView {
  const { id, content, at, editedAt, revokedAt, reactions, isFromBusiness, status } = message;
  const quoted = all.find((one) => one.id === message.contextId);
  return {
    id,
    isMine: !isFromBusiness,
    at,
    kind: revokedAt ? 'revoked' : kindOf(content),
    spans: whatsappSpans(content.text),
    reply: quoted ? quotation(quoted) : null,
    buttons: isFromBusiness ? buttonsOf(content) : [],
    isEdited: editedAt !== null && revokedAt === null,
    reactions: [reactions.business, reactions.person].filter((one) => one !== null),
    segments: null,
    isRead: status === 'read',
    ...(!isFromBusiness && { ticks: ticksOf(status) }),
    ...(message.forwarded && { isForwarded: true }),
    ...partsOf(content, { phoneId, isFromBusiness }),
  };
}

const ticksOf = (status: Message['status']) =>
  status === 'read' || status === 'delivered' ? status : 'sent';

/** Under each other, as WhatsApp has them. */
const buttonsOf = ({ buttons = [] }: Content): BubbleView['buttons'] =>
  buttons.map(({ kind, id, title, url }) => [
    { label: title, data: kind === 'url' ? null : id, url: url ?? null },
  ]);

function partsOf(
  content: Content,
  { phoneId, isFromBusiness }: { phoneId: string; isFromBusiness: boolean },
) {
  const { header, footer, mediaId, fileName, list, location, contacts } = content;
  return {
    ...(header && { header }),
    ...(footer && { footer }),
    ...(mediaId && { file: { url: `/lab/api/phones/${phoneId}/files/${mediaId}`, name: fileName ?? null } }),
    ...(list && isFromBusiness && { list }),
    ...(location && { place: location }),
    ...(contacts?.[0] && { card: cardOf(contacts[0]) }),
  };
}

const cardOf = ({ firstName, lastName, phone }: NonNullable<Content['contacts']>[0]) => ({
  name: [firstName, lastName].filter(Boolean).join(' '),
  phone,
});

const quotation = ({ id, isFromBusiness, content }: Message): BubbleView['reply'] => ({
  id,
  author: isFromBusiness ? 'Homeroom' : 'You',
  text:
    whatsappSpans(content.text)
      .map(({ text }) => text)
      .join('') || kindOf(content),
});

/** What the page draws it as. */
function kindOf({ kind, isVoice, mediaId }: Content): string {
  if (kind === 'interactive' || kind === 'template') return mediaId ? 'photo' : 'text';
  if (kind === 'image') return 'photo';
  if (kind === 'audio') return isVoice ? 'voice' : 'document';
  if (kind === 'video') return 'document';
  return kind === 'contacts' ? 'contact' : kind;
}
