import type { Clock } from '../../domain/clock.ts';
import type { KeptUpload, WebContent, WebSession } from '../../domain/webChat.ts';
import type { SaidEvent } from './events.ts';
import { ownFileId } from './ownFileId.ts';
import type { Tickets } from './ticket.ts';

/** What somebody uploaded to send with what they say; null where any of it is not kept any more. */
export function uploadsIn(
  { event, data }: SaidEvent,
  { tickets, session, clock }: { tickets: Tickets; session: WebSession; clock: Clock },
): KeptUpload[] | null {
  if (event !== 'send_message') return [];
  const reader = { addressId: session.addressId, now: clock.now() };
  const files = data.files.map((ticket) => tickets.read(ticket, reader)).filter((file) => file !== null);
  return files.length === data.files.length ? files : null;
}

/** How it stands on their own screen. */
export function contentOf(
  { event, data }: Exclude<SaidEvent, { event: 'edit_message' }>,
  kept: readonly KeptUpload[],
  { addressId }: WebSession,
): WebContent {
  if (event === 'press_button') return { body: [data.label], choices: [], replyTo: null, isPress: true };
  const files = kept.map((file, index) => ({ ...file, id: ownFileId(addressId, data.id, index) }));
  return {
    body: data.content.trim() === '' ? [] : [data.content],
    choices: [],
    replyTo: data.reply_to,
    ...(files.length > 0 && { files }),
  };
}
