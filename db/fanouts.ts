import type { Tx } from './client.ts';
import type { Account } from './reach.ts';

export interface FanoutRow {
  id: string;
  messageId: string;
  communityId: string;
  forumId: string;
  authorPersonId: string;
  kind: 'post' | 'edit' | 'delete';
  cursor: string | null;
}

/** Takes a message that is not planned to the end; nobody else plans it meanwhile. */
export async function takeFanout(tx: Tx): Promise<FanoutRow | null> {
  const [row] = await tx<FanoutRow[]>`
    select f.id, f.message_id as "messageId", f.community_id as "communityId", m.forum_id as "forumId",
      author.person_id as "authorPersonId", f.kind, f.cursor
    from fanouts f join messages m on m.id = f.message_id join memberships author on author.id = m.author_id
    where f.planned_at is null order by f.id limit 1 for update of f skip locked`;
  return row ?? null;
}

/** A reader of a message, with the number it got for them and how they are reached. */
export interface Reader {
  personId: string;
  addressId: string | null;
  channel: string | null;
  reason: 'stopped' | 'noAddress' | null;
}

/**
 * Plans for the next readers of a forum, in the order of their ids: gives each the message's number, and says how they
 * are reached. Whoever has a number for this message already was planned before and is left out.
 */
export async function numberReaders(
  tx: Tx,
  { fanout, accounts, count }: { fanout: FanoutRow; accounts: Account[]; count: number },
): Promise<{ readers: Reader[]; last: string | null }> {
  const chunk = await tx<{ personId: string }[]>`
    select p.id as "personId" from forum_members fm
    join memberships m on m.id = fm.membership_id join people p on p.id = m.person_id
    where fm.forum_id = ${fanout.forumId} and m.status = 'active'
      and p.id > ${fanout.cursor ?? '00000000-0000-0000-0000-000000000000'}
    order by p.id limit ${count} for update of p`;
  if (chunk.length === 0) return { readers: [], last: null };
  const ids = chunk.map(({ personId }) => personId);
  const readers = await tx<Reader[]>`
    with fresh as (
      select id from people where id = any(${ids}) and id <> ${fanout.authorPersonId}
        and not exists (select from message_numbers n where n.message_id = ${fanout.messageId} and n.person_id = people.id)),
    numbered as (
      update people set last_number = last_number + 1 where id in (select id from fresh) returning id, last_number),
    kept as (
      insert into message_numbers (person_id, number, message_id)
      select id, last_number, ${fanout.messageId} from numbered)
    select m.person_id as "personId", best.id as "addressId", best.channel,
      case when best.id is null then
        case when exists (select from addresses a where a.person_id = m.person_id) then 'stopped' else 'noAddress' end
      end as reason
    from fresh join memberships m on m.person_id = fresh.id and m.community_id = ${fanout.communityId}
    left join lateral (
      select a.id, a.channel from addresses a
      join jsonb_to_recordset(${tx.json(accounts as never)}) as ours(channel text, account text)
        on a.channel = ours.channel and a.account = ours.account
      where a.person_id = m.person_id and a.proven_at is not null
        and not exists (select from suppressions s where s.address_id = a.id and s.ended_at is null)
      order by (a.channel = m.preferred_channel) desc, a.proven_at desc limit 1
    ) best on true
    order by m.person_id`;
  return { readers, last: ids.at(-1)! };
}

/** What was sent of a message and can still be changed on its reader's screen. */
export async function sentOfMessage(
  tx: Tx,
  messageId: string,
): Promise<{ deliveryId: string; personId: string | null; addressId: string; channel: string }[]> {
  return tx<{ deliveryId: string; personId: string | null; addressId: string; channel: string }[]>`
    select d.id as "deliveryId", d.person_id as "personId", d.address_id as "addressId", a.channel
    from message_deliveries d join addresses a on a.id = d.address_id
    where d.message_id = ${messageId} and d.kind = 'post' and d.status in ('sending', 'uncertain', 'sent', 'delivered', 'read')
    order by d.id`;
}

export async function advanceFanout(
  tx: Tx,
  id: string,
  to: { cursor: string | null; plannedAt: Date | null },
) {
  await tx`update fanouts set cursor = ${to.cursor}, planned_at = ${to.plannedAt} where id = ${id}`;
}
