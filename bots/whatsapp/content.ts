import type { MediaKind, Said, SaidFile } from '../../domain/channel.ts';
import { fromMarks } from '../../domain/formatting/whatsapp/fromMarks.ts';
import { withMarkdown } from '../../domain/formatting/withMarkdown.ts';
import type { Content, Media, Message } from './payload.ts';

/** What was said, or why nothing was. */
export type Heard = Said | { ignored: string };

/** A message of the Cloud API in the product's words. */
export function heardIn(message: Message): Heard {
  const replyTo = message.context?.id ?? null;
  const read = readers.get(message.type)?.(message, replyTo);
  return read ?? { kind: 'unknown', what: strangeness(message) };
}

type Reader = (message: Message, replyTo: string | null) => Heard | undefined;

/** One reader for each type that has a meaning here; it gives undefined where the message lacks what its type promises. */
const readers = new Map<string, Reader>(
  Object.entries({
    text: ({ id, text }, replyTo) =>
      text && { kind: 'text', text: text.body, ...formattingOf(text.body), replyTo, messageId: id },
    image: ({ id, image }, replyTo) => image && said('photo', image, { replyTo, messageId: id }),
    video: ({ id, video }, replyTo) => video && said('video', video, { replyTo, messageId: id }),
    audio: ({ id, audio }, replyTo) =>
      audio && said(audio.voice ? 'voice' : 'audio', audio, { replyTo, messageId: id }),
    document: ({ id, document }, replyTo) =>
      document && said('document', document, { replyTo, messageId: id }),
    sticker: ({ id, sticker }, replyTo) => sticker && said('sticker', sticker, { replyTo, messageId: id }),
    location: ({ location }, replyTo) =>
      location && { kind: 'media', media: 'location', caption: placeName(location), replyTo, file: null },
    // A quick reply of a template; it comes without context where the template was sent long ago.
    button: ({ button }, replyTo) => button && { kind: 'pressed', data: button.payload, messageId: replyTo },
    interactive: ({ interactive }, replyTo) => {
      const chosen = interactive?.button_reply ?? interactive?.list_reply;
      return chosen && { kind: 'pressed', data: chosen.id, messageId: replyTo };
    },
    contacts: sharedCard,
    reaction: ({ reaction }) =>
      reaction && { kind: 'reacted', emoji: reaction.emoji || null, messageId: reaction.message_id },
    edit: edited,
    revoke: ({ revoke }) => revoke && { kind: 'deleted', messageId: revoke.original_message_id },
    system: ({ system }) => ({ ignored: `system ${system?.type ?? 'message'}` }),
  } satisfies Record<string, Reader>),
);

function said(media: MediaKind, file: Media, place: { replyTo: string | null; messageId: string }): Said {
  const { caption = '' } = file;
  return {
    kind: 'media',
    media,
    caption: caption || null,
    ...formattingOf(caption),
    ...place,
    file: fileOf(file),
  };
}

const formattingOf = (typed: string) => withMarkdown(fromMarks(typed), typed);

function fileOf({ id, mime_type, filename, sha256 }: Media): SaidFile {
  return { id, mime: mime_type ?? null, name: filename ?? null, size: null, sha256: sha256 ?? null };
}

function placeName({ name, address }: { name?: string | undefined; address?: string | undefined }) {
  return [name, address].filter(Boolean).join(', ') || null;
}

/**
 * Anybody's card can be shared, also one that was written by hand: it proves nothing. The sender's own number, where
 * they show it, comes with every message.
 */
function sharedCard({ contacts }: Message): Said | undefined {
  const phones = (contacts ?? []).flatMap((card) => card.phones ?? []);
  const phone = phones.find((one) => one.phone !== undefined)?.phone;
  return phone === undefined ? undefined : { kind: 'contact', phone, isOwn: false };
}

function edited({ edit }: Message): Heard | undefined {
  if (!edit) return undefined;
  const text = wordsIn(edit.message);
  if (text === undefined) return { ignored: 'edited something other than text' };
  return { kind: 'edited', text, ...formattingOf(text), messageId: edit.original_message_id };
}

const wordsIn = ({ text, image, video, document }: Content) =>
  text?.body ?? image?.caption ?? video?.caption ?? document?.caption;

function strangeness({ type, interactive, unsupported }: Content): string {
  const detail = type === 'interactive' ? interactive?.type : unsupported?.type;
  return (detail ? `${type} ${detail}` : type).slice(0, 60);
}
