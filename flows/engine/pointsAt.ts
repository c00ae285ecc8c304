import type { Tx } from '../../db/client.ts';
import { findRepliedMessages } from '../../db/sentMessages.ts';
import type { Said } from '../../domain/channel.ts';
import type { SaidItem } from './handleSaid.ts';
import type { Situation } from './situation.ts';

/** Which carried message each native reply or edit points at. By hash. */
export async function repliedMessages(
  tx: Tx,
  items: SaidItem[],
  situations: Map<string, Situation>,
): Promise<Map<string, string>> {
  const replies = items.flatMap(({ inbound: { said }, hash }) => {
    const providerId = pointsAt(said);
    return providerId ? [{ hash, addressId: situations.get(hash)!.who.addressId, providerId }] : [];
  });
  const found = await findRepliedMessages(tx, replies);
  const byAddress = new Map(found.map(({ addressId, messageId }) => [addressId, messageId]));
  return new Map(
    replies.flatMap(({ hash, addressId }) => {
      const messageId = byAddress.get(addressId);
      return messageId ? [[hash, messageId]] : [];
    }),
  );
}

/** The provider's id of the message that something said is about. */
export function pointsAt(said: Said): string | null {
  if (said.kind === 'text' || said.kind === 'media') return said.replyTo;
  return said.kind === 'edited' || said.kind === 'deleted' ? said.messageId : null;
}
