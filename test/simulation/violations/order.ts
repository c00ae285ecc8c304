import type { Run } from '../simulate.ts';

/** What went out at the first attempt arrived in the order of its lane: both providers number what they take. */
export async function order({ sql, desk }: Run): Promise<string[]> {
  const places = desk.twilio.snapshot().messages.map(({ sid }, place) => ({ id: sid, place }));
  const rows = await sql<{ id: string; before: string }[]>`
    select id, before from (
      select d.id, p.place, lag(d.id) over lanes as before, lag(p.place) over lanes as last
      from message_deliveries d
      join addresses a on a.id = d.address_id
      join sent_messages s on s.delivery_id = d.id and s.part = 0
      cross join lateral (
        select s.provider_id::bigint as place where a.channel = 'telegram'
        union all
        select t.place from jsonb_to_recordset(${sql.json(places)}) as t(id text, place bigint)
        where a.channel = 'sms' and t.id = s.provider_id) p
      where d.kind <> 'edit' and d.attempts = 1
      window lanes as (partition by d.address_id, d.lane order by d.position, d.id)
    ) ordered where place < last`;
  return rows.map(({ id, before }) => `delivery ${id} arrived before ${before}`);
}
