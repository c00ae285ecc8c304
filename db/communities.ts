import type { Tx } from './client.ts';

export async function createCommunity(
  tx: Tx,
  community: { id: string; name: string; timeZone: string; language: string; now: Date },
): Promise<void> {
  await tx`
    insert into communities (id, name, time_zone, language, created_at)
    values (${community.id}, ${community.name}, ${community.timeZone}, ${community.language}, ${community.now})`;
}

/** Locks communities whose numbers are about to be given out, in the order of their ids. */
export async function lockCommunities(tx: Tx, ids: string[]): Promise<void> {
  await tx`select id from communities where id = any(${ids}) order by id for no key update`;
}

export async function createForum(
  tx: Tx,
  forum: {
    id: string;
    communityId: string;
    name: string;
    isMain: boolean;
    createdById: string | null;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into forums (id, community_id, name, is_main, created_by_id, created_at)
    values (${forum.id}, ${forum.communityId}, ${forum.name}, ${forum.isMain}, ${forum.createdById}, ${forum.now})`;
}

/** Makes a member part of every forum of their community. */
export async function joinForums(tx: Tx, membershipId: string, now: Date): Promise<void> {
  await tx`
    insert into forum_members (community_id, forum_id, membership_id, created_at)
    select f.community_id, f.id, m.id, ${now}
    from memberships m join forums f on f.community_id = m.community_id
    where m.id = ${membershipId} on conflict do nothing`;
}

/** The forums of a community, the main one first. */
export async function listForums(tx: Tx, communityId: string): Promise<{ id: string; name: string }[]> {
  return tx<{ id: string; name: string }[]>`
    select id, name from forums where community_id = ${communityId} order by is_main desc, lower(name)`;
}

/** Makes everybody who is in part of a forum. */
export async function fillForum(tx: Tx, forumId: string, now: Date): Promise<void> {
  await tx`
    insert into forum_members (community_id, forum_id, membership_id, created_at)
    select f.community_id, f.id, m.id, ${now}
    from forums f join memberships m on m.community_id = f.community_id and m.status = 'active'
    where f.id = ${forumId} order by m.id on conflict do nothing`;
}

/** What organizers set about a community. */
export interface CommunityRow {
  name: string;
  language: string;
  timeZone: string;
  /** Members who must vouch before somebody is in without an organizer. */
  vouches: number;
}

export async function findCommunity(tx: Tx, communityId: string): Promise<CommunityRow> {
  const [row] = await tx<CommunityRow[]>`
    select name, language, time_zone as "timeZone", vouches_needed as vouches from communities where id = ${communityId}`;
  return row!;
}

/** Changes one of these; the others stay. */
export async function changeCommunity(
  tx: Tx,
  communityId: string,
  { name, language, timeZone, vouches }: Partial<CommunityRow>,
): Promise<void> {
  await tx`
    update communities set name = coalesce(${name ?? null}, name), language = coalesce(${language ?? null}, language),
      time_zone = coalesce(${timeZone ?? null}, time_zone), vouches_needed = coalesce(${vouches ?? null}, vouches_needed)
    where id = ${communityId}`;
}
