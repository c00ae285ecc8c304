import type { TextRef } from '../../domain/text.ts';
import type { Tx } from '../client.ts';

/** Where the talk of a newcomer's browser with the bot stands. */
export interface Standing {
  /** What waits for an answer; null where nothing does. */
  flow: string | null;
  value: unknown;
  /** The first sentence of what the bot said last. */
  said: TextRef | null;
  /** Theirs, once they have one; the latest. */
  membershipId: string | null;
}

export async function findStanding(tx: Tx, addressId: string): Promise<Standing> {
  const [row] = await tx<Standing[]>`
    select c.flow, c.value,
      (select content->'parts'->0 from message_deliveries
        where address_id = a.id and kind = 'answer' order by position desc limit 1) as said,
      (select m.id from memberships m where m.person_id = a.person_id order by m.id desc limit 1) as "membershipId"
    from addresses a left join conversations c on c.address_id = a.id and c.status = 'active' where a.id = ${addressId}`;
  return row!;
}
