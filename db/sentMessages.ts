import type { Tx } from './client.ts';

/** Finds the carried messages that native replies point at, by address and the provider's id. */
export async function findRepliedMessages(
  tx: Tx,
  replies: { addressId: string; providerId: string }[],
): Promise<{ addressId: string; messageId: string }[]> {
  if (replies.length === 0) return [];
  return tx<{ addressId: string; messageId: string }[]>`
    select s.address_id as "addressId", s.message_id as "messageId"
    from jsonb_to_recordset(${tx.json(replies as never)}) as r("addressId" uuid, "providerId" text)
    join sent_messages s on s.address_id = r."addressId" and s.provider_id = r."providerId"
    where s.message_id is not null`;
}
