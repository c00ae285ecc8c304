import type { Receipt } from '../domain/channel.ts';
import type { Tx } from './client.ts';

/** An address is given up at this weight, of what came back within this time. */
const limit = 4;
const remembered = '30 days';

/** Counts mails that came back: 2 for good, 1 for now. Returns the addresses that are to get no more. */
export async function countBounces(tx: Tx, receipts: Receipt[], now: Date): Promise<string[]> {
  const rows = receipts.map(({ channel, providerId, bounce }) => ({
    channel,
    providerId,
    weight: bounce === 'hard' ? 2 : 1,
  }));
  const counted = await tx<{ addressId: string }[]>`
    insert into bounces (delivery_id, address_id, weight, created_at)
    select distinct on (s.delivery_id) s.delivery_id, s.address_id, r.weight, ${now}
    from jsonb_to_recordset(${tx.json(rows)}) as r(channel text, "providerId" text, weight smallint)
    join sent_messages s on s.provider_id = r."providerId" and s.delivery_id is not null
    join addresses a on a.id = s.address_id and a.channel = r.channel
    order by s.delivery_id, r.weight desc
    on conflict do nothing returning address_id as "addressId"`;
  const ids = counted.map(({ addressId }) => addressId);
  if (ids.length === 0) return [];
  const given = await tx<{ addressId: string }[]>`
    select address_id as "addressId" from bounces
    where address_id = any(${ids}) and created_at > ${now}::timestamptz - ${remembered}::interval
    group by address_id having sum(weight) >= ${limit}`;
  return given.map(({ addressId }) => addressId);
}
