import type { Run } from '../simulate.ts';
import { called, heardBy } from './phones.ts';

/**
 * Whoever was a member when something was posted has a row that says what became of it, and where that says sent, the
 * words are on their phone. What arrived twice is marked as sent again.
 */
export async function arrivals(run: Run): Promise<string[]> {
  return [...(await unplanned(run)), ...(await unseen(run)), ...(await unexplainedCopies(run))];
}

async function unplanned({ sql }: Run): Promise<string[]> {
  const rows = await sql<{ name: string; text: string }[]>`
    select p.name, m.text from messages m
    join forum_members f on f.forum_id = m.forum_id
    join memberships b on b.id = f.membership_id and b.status = 'active' and b.id <> m.author_id and b.status_since < m.created_at
    join people p on p.id = b.person_id
    where m.deleted_at is null and not exists (
      select from message_deliveries d where d.message_id = m.id and d.person_id = p.id and d.kind = 'post')`;
  return rows.map(({ name, text }) => `nothing is known of “${text}” for ${name}`);
}

async function unseen({ sql, desk }: Run): Promise<string[]> {
  const rows = await sql<{ name: string; text: string }[]>`
    select p.name, m.text from message_deliveries d
    join messages m on m.id = d.message_id and m.deleted_at is null and m.edited_at is null
    join people p on p.id = d.person_id
    where d.kind = 'post' and d.status in ('sent', 'delivered', 'read')`;
  return rows
    .filter(({ name, text }) => !seenBy(desk, name).some((seen) => seen.includes(text)))
    .map(({ name, text }) => `“${text}” is said to be sent, but is not on the phone of ${name}`);
}

const seenBy = (desk: Run['desk'], name: string) =>
  called(desk, name).flatMap((member) => heardBy(desk, member).map(({ text }) => text));

/** What providers took and we know nothing of is explained by deliveries marked as sent again, or given up as uncertain. */
async function unexplainedCopies({ sql, desk }: Run): Promise<string[]> {
  const recorded = await sql<{ id: string; isGone: boolean }[]>`
    select s.provider_id as id, m.deleted_at is not null as "isGone"
    from sent_messages s left join messages m on m.id = s.message_id where s.delivery_id is not null`;
  const [row] = await sql<{ repeated: number }[]>`
    select coalesce(sum(attempts - case when status = 'dead' then 0 else 1 end), 0)::int as repeated
    from message_deliveries
    where is_repeated or reason = 'sentAgain' or status = 'dead' and reason = 'uncertain'`;
  const known = new Set(recorded.map(({ id }) => id));
  const taken = takenBy(desk);
  const copies = taken.filter(({ id, isShown }) => isShown && !known.has(id)).length;
  const got = new Set(taken.map(({ id }) => id));
  const lost = recorded.filter(({ id, isGone }) => !isGone && !got.has(id)).length;
  return [
    ...(lost > 0 ? [`${lost} messages are recorded as sent that nobody got`] : []),
    ...(copies > row!.repeated ? [`${copies} copies arrived, only ${row!.repeated} are marked`] : []),
  ];
}

/** All that providers took from us by its id, and whether it can still be seen. */
function takenBy({ telegram, twilio }: Run['desk']): { id: string; isShown: boolean }[] {
  const chats = Object.values(telegram.snapshot().chats);
  const onTelegram = chats.flatMap(({ messages }) => Object.values(messages).filter((one) => one.isFromBot));
  const texts = twilio.snapshot().messages.filter((one) => one.direction !== 'inbound' && !one.isAutomatic);
  return [
    ...onTelegram.map(({ message, deletedAt }) => ({
      id: String(message.message_id),
      isShown: deletedAt === null,
    })),
    ...texts.map(({ sid }) => ({ id: sid, isShown: true })),
  ];
}
