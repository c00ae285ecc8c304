import type { Inbound, Parsed } from '../../domain/channel.ts';
import type { Log } from '../../domain/log.ts';
import type { Graph } from './graph.ts';

/**
 * Shows people that what they said has arrived; a mark counts for all that came before it, so that the last message of
 * each is enough. Nobody waits for it, and one that fails matters to nobody.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read
 */
export function markRead(
  { graph, phoneNumberId, log }: { graph: Graph; phoneNumberId: string; log: Log },
  parsed: Parsed[],
): void {
  for (const messageId of lastOfEach(parsed)) {
    graph
      .post(`${phoneNumberId}/messages`, {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: messageId,
      })
      .catch((error: Error) => log.debug({ reason: error.message }, 'a message was not marked as read'));
  }
}

function lastOfEach(parsed: Parsed[]): Iterable<string> {
  const said = parsed.flatMap((one) =>
    one.kind === 'inbound' && isMessage(one.inbound) ? [one.inbound] : [],
  );
  return new Map(said.map(({ from, externalId }) => [from, externalId])).values();
}

/** What has no bubble of its own cannot be marked. */
const isMessage = ({ said }: Inbound) => !['reacted', 'edited', 'deleted'].includes(said.kind);
