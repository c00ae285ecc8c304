import type { Tx } from '../../db/client.ts';
import { type Carrying, findReplied } from '../../db/sentMessages.ts';
import type { Said } from '../../domain/channel.ts';
import type { SaidItem } from './handleSaid.ts';
import type { Situation } from './situation.ts';

/** What a native reply or an edit points at. */
export interface PointedAt {
  repliedMessageId: string | null;
  /** Set where it is a digest: the number of one message in it. */
  digestNumber: number | null;
}

/** What each native reply or edit points at. By hash. */
export async function repliedMessages(
  tx: Tx,
  items: SaidItem[],
  situations: Map<string, Situation>,
): Promise<Map<string, PointedAt>> {
  const replies = items.flatMap(({ inbound: { said }, hash }) => {
    const providerId = pointsAt(said);
    return providerId ? [{ hash, addressId: situations.get(hash)!.who.addressId, providerId }] : [];
  });
  const found = await findReplied(tx, replies);
  const byAddress = new Map(found.map((one) => [one.addressId, pointed(one)]));
  return new Map(
    replies.flatMap(({ hash, addressId }) => {
      const one = byAddress.get(addressId);
      return one ? [[hash, one]] : [];
    }),
  );
}

export const pointed = (found: Carrying | undefined): PointedAt => ({
  repliedMessageId: found?.messageId ?? null,
  digestNumber: found?.digestNumber ?? null,
});

/** The provider's id of the message that something said is about. */
export function pointsAt(said: Said): string | null {
  if (said.kind === 'text' || said.kind === 'media') return said.replyTo;
  return said.kind === 'edited' || said.kind === 'deleted' ? said.messageId : null;
}
