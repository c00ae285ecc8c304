import type { Tx } from '../client.ts';

/** A forum, as its organizers see it. */
export interface ForumStanding {
  id: string;
  name: string;
  members: number;
  /** Groups of chat apps that are tied to it. */
  groups: number;
}

/** The forums of a community, the main one first. */
export async function listForumStandings(tx: Tx, communityId: string): Promise<ForumStanding[]> {
  return tx<ForumStanding[]>`
    select f.id, f.name,
      (select count(*)::int from forum_members where forum_id = f.id) as members,
      (select count(*)::int from mirrors where forum_id = f.id and ended_at is null) as groups
    from forums f where f.community_id = ${communityId} order by f.is_main desc, lower(f.name)`;
}
