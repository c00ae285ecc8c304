import type { Run } from '../simulate.ts';

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

/** Somebody on Telegram has a phone for texts as well, where what cannot go there arrives. */
function seenBy({ cast, telegram, twilio }: Run['desk'], name: string): string[] {
  const phones = cast.members.filter(({ firstName, lastName }) => name === `${firstName} ${lastName}`);
  return phones.flatMap(({ telegramId, number }) => [
    ...(telegramId
      ? telegram.phones
          .of(telegramId)
          .heard()
          .map(({ text }) => text)
      : []),
    ...twilio.phones
      .of(number)
      .inbox()
      .map(({ body }) => body),
  ]);
}

/** What providers took beyond what we recorded is explained by deliveries marked as sent again. */
async function unexplainedCopies({ sql, desk: { telegram, twilio } }: Run): Promise<string[]> {
  const [row] = await sql<{ recorded: number; repeated: number }[]>`
    select (select count(*) from sent_messages s join message_deliveries d on d.id = s.delivery_id
        where d.kind <> 'edit')::int as recorded,
      (select coalesce(sum(attempts - 1), 0) from message_deliveries where is_repeated)::int as repeated`;
  const onTelegram = Object.values(telegram.snapshot().chats)
    .flatMap(({ messages }) => Object.values(messages))
    .filter(({ isFromBot }) => isFromBot).length;
  const bySms = twilio
    .snapshot()
    .messages.filter(({ direction, isAutomatic }) => direction !== 'inbound' && !isAutomatic).length;
  const copies = onTelegram + bySms - row!.recorded;
  if (copies < 0) return [`${-copies} messages are recorded as sent that nobody got`];
  return copies > row!.repeated ? [`${copies} copies arrived, only ${row!.repeated} are marked`] : [];
}
