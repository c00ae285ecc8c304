import type { DeliveryStatus } from '../../domain/content.ts';
import type { Tx } from '../client.ts';
import { type Page, type PageAsked, paged, where } from './paged.ts';

/** What became of something that went out, and why. Never what it says, nor where to. */
export interface DeliveryRow {
  id: string;
  kind: 'answer' | 'notice' | 'post' | 'digest' | 'edit';
  status: DeliveryStatus;
  channel: string | null;
  recipient: { id: string; number: number; full_name: string } | null;
  message_id: string | null;
  reason: string | null;
  way_reason: string | null;
  time_reason: string | null;
  provider_code: string | null;
  is_repeated: boolean;
  attempts: number;
  segments: number | null;
  digest_id: string | null;
  replaces_id: string | null;
  not_before: Date;
  attempted_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  created_at: Date;
}

export type DeliveryFilter = Partial<
  Record<'status' | 'kind' | 'channel' | 'message_id' | 'recipient_id' | 'reason', string | undefined>
>;

/** What is told of each. */
export const deliveryColumns = (tx: Tx) => tx`
  d.id, d.kind, d.status, a.channel, d.message_id, d.reason, d.way_reason, d.time_reason, d.provider_code,
  d.is_repeated, d.attempts, d.segments, d.digest_id, d.replaces_id, d.not_before, d.attempted_at, d.sent_at,
  d.delivered_at, d.created_at,
  case when m.id is not null then json_build_object('id', m.id, 'number', m.number, 'full_name', p.name) end as recipient`;

/** Those of a community, `d`, with the address `a` they go to, and the member `m` and person `p` who read them. */
export const deliveriesOf = (tx: Tx, communityId: string) => tx`
  from message_deliveries d left join addresses a on a.id = d.address_id
    left join memberships m on m.person_id = d.person_id and m.community_id = d.community_id
    left join people p on p.id = m.person_id
  where d.community_id = ${communityId}`;

export function listDeliveries(
  tx: Tx,
  { communityId, filter }: { communityId: string; filter: DeliveryFilter },
  page: PageAsked,
): Promise<Page<DeliveryRow>> {
  const { status, kind, channel, reason, message_id: messageId, recipient_id: recipientId } = filter;
  return paged<DeliveryRow>(tx, page, {
    columns: deliveryColumns(tx),
    from: tx`${deliveriesOf(tx, communityId)}
      ${where(tx, status, () => tx`and d.status = ${status!}`)}
      ${where(tx, kind, () => tx`and d.kind = ${kind!}`)}
      ${where(tx, channel, () => tx`and a.channel = ${channel!}`)}
      ${where(tx, reason, () => tx`and d.reason = ${reason!}`)}
      ${where(tx, messageId, () => tx`and d.message_id = ${messageId!}`)}
      ${where(tx, recipientId, () => tx`and m.id = ${recipientId!}`)}`,
    sorts: { created_at: tx`d.created_at`, not_before: tx`d.not_before`, attempts: tx`d.attempts` },
    last: tx`d.id`,
  });
}

export async function findDelivery(
  tx: Tx,
  { communityId, id }: { communityId: string; id: string },
): Promise<DeliveryRow | null> {
  const [row] = await tx<
    DeliveryRow[]
  >`select ${deliveryColumns(tx)} ${deliveriesOf(tx, communityId)} and d.id = ${id}`;
  return row ?? null;
}
