import { formerMember } from '../../domain/privacy.ts';
import type { Tx } from '../client.ts';
import type { Self } from './self.ts';

/*
 * What is left of somebody in the ledger and the inbox, and in what was said of them to others. Each is a statement of its
 * own that may be done again; they walk over whole months and so never run within a step.
 */

/** Whose, and of what came up to which moment: their address may have become somebody's again since. */
export interface Scrubbing extends Self {
  until: Date;
}

/** What they said to the bot, and did by programs. What still waits to be heard is not heard any more. */
export async function scrubInbox(tx: Tx, { addressIds, membershipIds, until }: Scrubbing): Promise<void> {
  await tx`
    update inbox set sealed = null, event = null, status = case when status = 'waiting' then 'done' else status end,
      handled_at = coalesce(handled_at, ${until})
    where lane = any(${[...addressIds, ...membershipIds]}) and created_at <= ${until}`;
}

/** What somebody said in groups that are tied to forums lies among what the others said there, sealed. */
export async function findGroupTalk(
  tx: Tx,
  { communityIds, until }: Scrubbing,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; sealed: Buffer }[]> {
  return tx<{ id: string; sealed: Buffer }[]>`
    select id, sealed from inbox
    where lane in (select address_id from mirrors where community_id = any(${communityIds}))
      and id > ${after} and sealed is not null and created_at <= ${until}
    order by id limit ${limit}`;
}

export async function scrubGroupTalk(tx: Tx, ids: string[]): Promise<void> {
  await tx`update inbox set sealed = null where id = any(${ids})`;
}

/** Of what they were sent: when and how it went, not what it said. */
export async function scrubDeliveries(tx: Tx, { addressIds, personIds, until }: Scrubbing): Promise<void> {
  await tx`
    update message_deliveries set content = '{"parts": []}'
    where (address_id = any(${addressIds}) or person_id = any(${personIds})) and content is not null
      and created_at <= ${until}`;
  await tx`delete from sent_messages where address_id = any(${addressIds}) and created_at <= ${until}`;
}

/** What they are talking about with the bot. */
export async function scrubConversations(tx: Tx, scrubbing: Scrubbing): Promise<void> {
  const { addressIds, membershipIds, until } = scrubbing;
  await tx`
    delete from timers t using conversations c
    where c.id = t.conversation_id and c.address_id = any(${addressIds}) and c.created_at <= ${until}`;
  await tx`delete from conversations where address_id = any(${addressIds}) and created_at <= ${until}`;
  await tx`
    update conversations c set context = '{}' from approvals a
    where a.conversation_id = c.id and a.membership_id = any(${membershipIds}) and c.status = 'done'`;
}

/** Who spoke in groups is known by a hash alone. */
export async function scrubSpeakers(tx: Tx, { hashes }: Scrubbing): Promise<void> {
  await tx`
    update mirror_holds set speaker_hash = ''
    where speaker_hash = any(select decode(hash, 'hex') from unnest(${hashes}::text[]) as hash)`;
}

/** What browsers show of their messages, alone and in digests, and of answers that name them; on phones it is beyond us. */
export async function scrubScreens(tx: Tx, { addressIds, membershipIds, until }: Scrubbing): Promise<void> {
  await tx`delete from web_messages where address_id = any(${addressIds}) and created_at <= ${until}`;
  await tx`
    delete from web_messages where id in (
      select shown.id::text from messages own
      join messages m on m.id = own.id or m.parent_id = own.id
      join message_deliveries d on d.message_id = m.id
      cross join lateral (values (d.id), (d.digest_id)) shown(id)
      where own.author_id = any(${membershipIds}))`;
}

/** What they were called before, as the classes were told of it. */
export async function findFormerNames(
  tx: Tx,
  { communityIds, names, until }: Pick<Scrubbing, 'communityIds' | 'names' | 'until'>,
): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    with recursive called as (
      select unnest(${names}::text[]) as name
      union
      select part->'params'->>'before' from called
      join message_deliveries d on d.content is not null and d.kind = 'notice'
        and d.community_id = any(${communityIds}) and d.created_at <= ${until}
      cross join lateral jsonb_array_elements(d.content->'parts') part
      where part->>'key' = 'settings.nameChanged' and part->'params'->>'after' = called.name)
    select name from called`;
  return rows.map(({ name }) => name);
}

/**
 * What others were told of them, by their names: in notices, and in talks about them. Browsers' copies of such notices go
 * as a whole, as they are sealed.
 */
export async function scrubNames(tx: Tx, { communityIds }: Scrubbing, names: string[]): Promise<void> {
  for (const name of names.filter((one) => one !== formerMember)) {
    // With what may stand behind it: `Ana Lima (1998, Blue)`, `Ana Lima, 1998 Blue`.
    const pattern = `${before(name)}${escaped(name)}( \\([^()"]*\\)|, [0-9]{4}[^",]*)?${behind(name)}`;
    await tx`
      with told as (
        update message_deliveries
        set content = regexp_replace(content::text, ${pattern}, ${formerMember}, 'g')::jsonb
        where content is not null and content::text ~ ${pattern}
          and (community_id = any(${communityIds}) or community_id is null and person_id in (
            select person_id from memberships where community_id = any(${communityIds})))
        returning id)
      delete from web_messages where id in (select id::text from told)`;
    await tx`
      update conversations set context = regexp_replace(context::text, ${pattern}, ${formerMember}, 'g')::jsonb
      where community_id = any(${communityIds}) and context::text ~ ${pattern}`;
  }
}

/**
 * A name is words of a text: never the name of a field, a part of the key of a sentence (`posting.posted`), or a value that
 * is no text. Whoever is called `parts` or `null` would take others' content with them.
 */
const isLiteral = (name: string) => ['null', 'true', 'false'].includes(name);
const before = (name: string) => (isLiteral(name) ? '(?<=")' : '(?<![\\w.])');
const behind = (name: string) => (isLiteral(name) ? '(?=")(?!":)' : '(?!\\w|\\.\\w|":)');

/** As JSON writes it, and with nothing that a regular expression would take for a sign. */
const escaped = (name: string) =>
  JSON.stringify(name)
    .slice(1, -1)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The files of their exports. */
export async function findExportFiles(
  tx: Tx,
  { personIds }: Scrubbing,
): Promise<{ id: string; storageKey: string | null }[]> {
  return tx<{ id: string; storageKey: string | null }[]>`
    select m.id, m.storage_key as "storageKey" from exports e join media m on m.id = any(e.media_ids)
    where e.person_id = any(${personIds})`;
}
