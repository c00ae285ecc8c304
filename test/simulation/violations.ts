import type postgres from 'postgres';
import type { Desk } from '../../lab/desk.ts';

/**
 * What must hold after every run, however often the server crashed: nothing lost, nothing done twice, no order broken,
 * nothing left open, and every message that arrived twice marked as such. Returns a sentence for each rule broken.
 */
export async function violations(sql: postgres.Sql, desk: Desk): Promise<string[]> {
  const found = await Promise.all([
    notHandledOnce(sql, desk),
    leftOpen(sql),
    outOfOrder(sql),
    unexplainedCopies(sql, desk),
  ]);
  return found.flat();
}

/** Each thing somebody said is one event: claimed once, and in the inbox once. */
async function notHandledOnce(sql: postgres.Sql, { telegram, twilio, cast }: Desk): Promise<string[]> {
  const [row] = await sql<{ telegram: number; sms: number; inbox: number }[]>`
    select count(*) filter (where channel = 'telegram')::int as telegram,
      count(*) filter (where channel = 'sms')::int as sms,
      (select count(*) from inbox where kind = 'said')::int as inbox
    from dedupe_keys`;
  const updates = Object.values(telegram.snapshot().bots).map(
    ({ nextUpdateId }) => nextUpdateId - firstUpdate,
  );
  const said = updates.reduce((sum, one) => sum + one, 0);
  const texted = cast.members.flatMap(({ number }) =>
    twilio.phones
      .of(number)
      .conversation()
      .filter(({ isMine }) => isMine),
  ).length;
  return [
    ...differs('updates of Telegram', said, row!.telegram),
    ...differs('text messages', texted, row!.sms),
    ...differs('events in the inbox', row!.telegram + row!.sms, row!.inbox),
  ];
}

/** The emulator's first number. */
const firstUpdate = 100_000_001;

const differs = (what: string, expected: number, seen: number) =>
  expected === seen ? [] : [`${what}: ${seen} instead of ${expected}`];

/**
 * Long after the last word nothing waits, and nothing is uncertain. Given up is only what was sent twice without an
 * answer to either; and a message whose receipt was lost keeps its author waiting for an hour.
 */
async function leftOpen(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ what: string; count: number }[]>`
    select 'inbox ' || status as what, count(*)::int as count from inbox where status in ('waiting', 'dead') group by 1
    union all
    select 'delivery ' || status, count(*)::int from message_deliveries
    where status not in ('sent', 'delivered', 'read', 'skipped')
      and not (status = 'dead' and reason = 'uncertain' and is_repeated) group by 1
    union all
    select 'lane', count(*)::int from delivery_lanes where due_at is not null or leased_until is not null having count(*) > 0
    union all
    select 'fanout', count(*)::int from fanouts f
    where planned_at is null or completed_at is null and not exists (
      select from message_deliveries d join addresses a on a.id = d.address_id
      where d.message_id = f.message_id and d.status = 'sent' and a.channel = 'sms')
    having count(*) > 0`;
  return rows.map(({ what, count }) => `${count} left: ${what}`);
}

/** Telegram numbers what arrives in a chat: what went out at the first attempt has the order of its lane. */
async function outOfOrder(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ id: string; before: string }[]>`
    select id, before from (
      select d.id, s.provider_id::bigint as position, lag(d.id) over lanes as before,
        lag(s.provider_id::bigint) over lanes as last
      from message_deliveries d
      join addresses a on a.id = d.address_id and a.channel = 'telegram'
      join sent_messages s on s.delivery_id = d.id and s.part = 0
      where d.kind <> 'edit' and d.attempts = 1
      window lanes as (partition by d.address_id, d.lane order by d.id)
    ) ordered where position < last`;
  return rows.map(({ id, before }) => `delivery ${id} arrived before ${before}`);
}

/** What providers accepted beyond what we recorded is explained by deliveries marked as sent again. */
async function unexplainedCopies(sql: postgres.Sql, { telegram, twilio, cast }: Desk): Promise<string[]> {
  const [row] = await sql<{ recorded: number; repeated: number }[]>`
    select (select count(*) from sent_messages s join message_deliveries d on d.id = s.delivery_id
        where d.kind <> 'edit')::int as recorded,
      (select coalesce(sum(attempts - 1), 0) from message_deliveries where is_repeated)::int as repeated`;
  const onTelegram = Object.values(telegram.snapshot().chats)
    .flatMap(({ messages }) => Object.values(messages))
    .filter(({ isFromBot }) => isFromBot).length;
  const bySms = cast.members.flatMap(({ number }) => twilio.phones.of(number).inbox()).length;
  const copies = onTelegram + bySms - row!.recorded;
  if (copies < 0) return [`${-copies} messages are recorded as sent that nobody got`];
  return copies > row!.repeated ? [`${copies} copies arrived, only ${row!.repeated} are marked`] : [];
}
