import type { Tx } from './client.ts';

/** What one of our messages on somebody's screen carries: a message of the community, or several. */
export interface Carrying {
  addressId: string;
  messageId: string | null;
  /** Where it is a digest, the number of one message in it. */
  digestNumber: number | null;
}

/** Finds what native replies point at, by address and the provider's id. */
export async function findReplied(
  tx: Tx,
  replies: { addressId: string; providerId: string }[],
): Promise<Carrying[]> {
  if (replies.length === 0) return [];
  return tx<Carrying[]>`
    select s.address_id as "addressId", s.message_id as "messageId",
      case when s.message_id is null then (
        select min(n.number) from message_deliveries i
        join message_numbers n on n.message_id = i.message_id and n.person_id = i.person_id
        where i.digest_id = s.delivery_id and i.status <> 'skipped')
      end as "digestNumber"
    from jsonb_to_recordset(${tx.json(replies as never)}) as r("addressId" uuid, "providerId" text)
    join sent_messages s on s.address_id = r."addressId" and s.provider_id = r."providerId"`;
}

/** Where a message has arrived at one person, as their channels name it. */
export function findCopies(
  tx: Tx,
  { messageId, personId }: { messageId: string; personId: string },
): Promise<{ channel: string; account: string; providerId: string }[]> {
  return tx<{ channel: string; account: string; providerId: string }[]>`
    select a.channel, a.account, s.provider_id as "providerId"
    from sent_messages s join addresses a on a.id = s.address_id
    where s.message_id = ${messageId} and a.person_id = ${personId}`;
}
