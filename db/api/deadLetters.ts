import type { Tx } from '../client.ts';
import { isOpenLetter } from '../deadLetters.ts';
import { type Page, type PageAsked, paged } from './paged.ts';

/** A delivery that nobody will try again by themselves, by the number that organizers name it by. */
export interface DeadLetterRow {
  number: number;
  delivery_id: string;
  kind: 'notice' | 'post' | 'digest';
  status: 'failed' | 'dead';
  channel: string | null;
  recipient: { id: string; number: number; full_name: string } | null;
  message_id: string | null;
  reason: string | null;
  provider_code: string | null;
  created_at: Date;
}

/** As `/failures` shows them in chat: of the last 30 days, and nobody sent them again. */
export function listDeadLetters(
  tx: Tx,
  { communityId, now }: { communityId: string; now: Date },
  page: PageAsked,
): Promise<Page<DeadLetterRow>> {
  return paged<DeadLetterRow>(tx, page, {
    columns: tx`k.number, d.id as delivery_id, d.kind, d.status, a.channel, d.message_id, d.reason, d.provider_code,
      k.created_at, case when me.id is not null then
        json_build_object('id', me.id, 'number', me.number, 'full_name', p.name) end as recipient`,
    from: tx`from dead_letters k join message_deliveries d on d.id = k.delivery_id
        left join addresses a on a.id = d.address_id left join messages m on m.id = d.message_id
        left join memberships me on me.person_id = d.person_id and me.community_id = k.community_id
        left join people p on p.id = me.person_id
      where k.community_id = ${communityId} and ${isOpenLetter(tx, now)}`,
    sorts: { number: tx`k.number`, created_at: tx`k.created_at` },
    last: tx`k.delivery_id`,
  });
}
