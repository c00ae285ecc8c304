import type { MediaKind, Said, SaidFile } from '../../domain/channel.ts';
import { fromMarks } from '../../domain/formatting/whatsapp/fromMarks.ts';
import { withMarkdown } from '../../domain/formatting/withMarkdown.ts';
import { clean } from './clean.ts';
import type { WebMessage } from './payload.ts';
import { phoneIn } from './vcard.ts';

/** What a message says, or why nobody said anything. */
export type Heard = Said | { ignored: string };

/** @param phone the sender's own number in E.164, where WhatsApp tells it */
export function heardIn(message: WebMessage, phone: string | null): Heard {
  const { type } = message;
  if (worded.has(type)) return textOf(message);
  const media = mediaOf(message);
  if (media) return { kind: 'media', media, ...captioned(message), file: fileOf(message) };
  if (type === 'vcard') return contactOf(message.body ?? '', phone);
  if (type === 'revoked') return { ignored: 'taken back before it came' };
  if (notices.has(type)) return { ignored: `notice ${type}` };
  return { kind: 'unknown', what: clean(type).slice(0, 60) };
}

/** The library's `MessageTypes`; a press on somebody else's button or list arrives as the words that were on it. */
const worded = new Set(['chat', 'buttons_response', 'list_response', 'template_button_reply']);

const mediaKinds = new Map<string, MediaKind>([
  ['image', 'photo'],
  ['video', 'video'],
  ['ptv', 'video'],
  ['ptt', 'voice'],
  ['audio', 'audio'],
  ['document', 'document'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['live_location', 'location'],
  ['poll_creation', 'poll'],
]);

/** WhatsApp reports that something happened, and nobody said anything; an album's pictures follow by themselves. */
const notices = new Set(
  `album broadcast_notification call_log ciphertext debug e2e_notification gp2 group_notification newsletter_notification
   notification notification_template pinned_message protocol`.split(/\s+/),
);

function mediaOf({ type, isGif }: WebMessage): MediaKind | undefined {
  return type === 'video' && isGif ? 'animation' : mediaKinds.get(type);
}

function textOf(message: WebMessage): Heard {
  const text = clean(message.body ?? '');
  if (text.trim() === '') return { ignored: 'message without words' };
  const replyTo = message.quotedStanzaID ?? null;
  return { kind: 'text', text, ...formattingOf(text), replyTo, messageId: message.id.id };
}

/** The body of a file is a small picture of it; its words are the caption. */
function captioned({ caption, quotedStanzaID }: WebMessage) {
  const words = clean(caption ?? '');
  return { caption: words || null, ...formattingOf(words), replyTo: quotedStanzaID ?? null };
}

/** What the marks of WhatsApp mean, which its messages hold as they were typed. */
export const formattingOf = (typed: string) => withMarkdown(fromMarks(typed), typed);

/** Null where there is nothing to fetch: a location, a poll, and what may be looked at only once, on the phone. */
function fileOf(message: WebMessage): SaidFile | null {
  const { directPath, isViewOnce, mimetype, filename, size, filehash } = message;
  if (!directPath || isViewOnce) return null;
  return {
    id: keyText(message.id),
    mime: mimetype ? clean(mimetype) : null,
    name: filename ? clean(filename).slice(0, 255) : null,
    size: size ?? null,
    sha256: filehash ?? null,
  };
}

/** The key under which WhatsApp Web finds a message; it names the chat, and so is no id to be kept in the open. */
function keyText({ fromMe, remote, id, participant }: WebMessage['id']): string {
  return [fromMe, remote, id, ...(participant ? [participant] : [])].join('_');
}

/** A card can be anybody's: it is their own where it holds the number that WhatsApp itself tells of them. */
function contactOf(card: string, own: string | null): Heard {
  const phone = phoneIn(card);
  if (!phone) return { kind: 'unknown', what: 'vcard without a number' };
  return { kind: 'contact', phone, isOwn: own !== null && phone === own };
}
