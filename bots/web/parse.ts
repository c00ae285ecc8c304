import type { Parsed, Said, SaidFile } from '../../domain/channel.ts';
import { type KeptUpload, type WebSession, webAccount } from '../../domain/webChat.ts';
import type { SaidEvent } from './events.ts';
import { ownFileId } from './ownFileId.ts';

/**
 * What a browser says, in the product's words. Its own id makes the event the same however often it is sent; with its
 * address in front, so that no browser can take another's.
 */
export function parse(
  event: SaidEvent,
  session: Pick<WebSession, 'addressId' | 'browser'>,
  files: readonly KeptUpload[] = [],
): Parsed {
  return {
    kind: 'inbound',
    inbound: {
      channel: 'web',
      account: webAccount,
      externalId: `${session.addressId} ${event.data.id}`,
      from: session.browser,
      sequence: null,
      said: saidIn(event, saidFiles(event, session.addressId, files)),
      language: null,
      name: null,
      raw: event,
    },
  };
}

/** The id of a message that somebody wrote here. It never is that of one of ours, which has no such beginning. */
export const ownMessageId = (id: string) => `m-${id}`;

const saidFiles = ({ data }: SaidEvent, addressId: string, files: readonly KeptUpload[]) =>
  files.map((file, index) => ({ ...file, mediaId: ownFileId(addressId, data.id, index) }));

function saidIn({ event, data }: SaidEvent, files: (SaidFile & Pick<KeptUpload, 'kind'>)[]): Said {
  switch (event) {
    case 'send_message':
      if (files.length > 0) return withFiles(data, files);
      return { kind: 'text', text: data.content, replyTo: data.reply_to, messageId: ownMessageId(data.id) };
    case 'press_button':
      return { kind: 'pressed', data: data.data, messageId: data.message_id };
    case 'edit_message':
      return { kind: 'edited', text: data.content, messageId: data.message_id };
  }
}

function withFiles(
  { id, content, reply_to }: { id: string; content: string; reply_to: string | null },
  [first, ...more]: (SaidFile & Pick<KeptUpload, 'kind'>)[],
): Said {
  return {
    kind: 'media',
    media: first!.kind,
    caption: content.trim() === '' ? null : content,
    replyTo: reply_to,
    file: bare(first!),
    ...(more.length > 0 && { more: more.map(bare) }),
    messageId: ownMessageId(id),
  };
}

const bare = ({ kind: _, ...file }: SaidFile & Pick<KeptUpload, 'kind'>): SaidFile => file;
