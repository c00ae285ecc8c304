import { firstIdOf } from '../../domain/id.ts';
import { abandoned, type Path } from '../../domain/path.ts';
import { where } from '../api/paged.ts';
import type { Tx } from '../client.ts';

/** How many conversations of a community are alike. */
export interface ConversationCount {
  flow: string;
  /** As the machine keeps it: a word, or an object for a state within a state. */
  value: unknown;
  isOver: boolean;
  /** Of those that are over the state they waited in last, and how they ended: on their own, or left by their person. */
  waitedIn: string | null;
  isLeft: boolean;
  count: number;
}

/** Those that run, and those that were begun since then and are over. */
export async function countConversations(
  tx: Tx,
  { communityId, since }: { communityId: string; since: Date },
): Promise<ConversationCount[]> {
  return tx<ConversationCount[]>`
    select flow, value, status = 'done' as "isOver",
      case when status = 'done' then waited_in end as "waitedIn",
      coalesce(status = 'done' and (moved_by in (${abandoned}, 'member.cancelled') or moved_by like 'xstate.after.%'
        or value = '"cancelled"'), false) as "isLeft",
      count(*)::int as count
    from conversations
    where community_id = ${communityId} and (status <> 'done' or id >= ${firstIdOf(since)})
    group by 1, 2, 3, 4, 5`;
}

/** A conversation, as organizers see it: where it stands, never what was said in it. */
export interface SeenConversation {
  id: string;
  flow: string;
  value: unknown;
  status: 'active' | 'parked' | 'done';
  waitedIn: string | null;
  /** What moved it last. */
  movedBy: string | null;
  /** Whose it is; null for that of a thing, or of somebody who is no member yet. */
  member: { id: string; number: number; full_name: string } | null;
  channel: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface ConversationFilter {
  flow?: string | undefined;
  status?: 'active' | 'parked' | 'done' | undefined;
  /** A part of the member's name. */
  by?: string | undefined;
  beforeId?: string | undefined;
}

const columns = (tx: Tx) => tx`
  c.id, c.flow, c.value, c.status, c.waited_in as "waitedIn", c.moved_by as "movedBy", s.channel, c.created_at as "createdAt",
  c.updated_at as "updatedAt",
  case when m.id is not null then json_build_object('id', m.id, 'number', m.number, 'full_name', p.name) end as member
  from conversations c left join lateral speaker_here(c.id) s on true
    left join memberships m on m.id = s.membership_id and m.community_id = c.community_id
    left join people p on p.id = m.person_id`;

/** The latest begun of a community, newest first; `beforeId` goes on from there. */
export async function listConversations(
  tx: Tx,
  { communityId, filter, limit }: { communityId: string; filter: ConversationFilter; limit: number },
): Promise<SeenConversation[]> {
  const { flow, status, by, beforeId } = filter;
  return tx<SeenConversation[]>`
    select ${columns(tx)} where c.community_id = ${communityId}
      ${where(tx, flow, () => tx`and c.flow = ${flow!}`)}
      ${where(tx, status, () => tx`and c.status = ${status!}`)}
      ${where(tx, by, () => tx`and strpos(lower(p.name), lower(${by!})) > 0`)}
      ${where(tx, beforeId, () => tx`and c.id < ${beforeId!}`)}
    order by c.id desc limit ${limit}`;
}

export async function findConversation(
  tx: Tx,
  { communityId, id }: { communityId: string; id: string },
): Promise<SeenConversation | null> {
  const [row] = await tx<SeenConversation[]>`
    select ${columns(tx)} where c.community_id = ${communityId} and c.id = ${id}`;
  return row ?? null;
}

/** Something that came to a conversation, without what was in it. */
export interface ConversationEvent {
  id: string;
  kind: 'said' | 'timer' | 'word' | 'act';
  status: 'waiting' | 'done' | 'throttled' | 'dead';
  /** Null where it moved nothing, or was handled before paths were kept. */
  path: Path | null;
  attempts: number;
  createdAt: Date;
  handledAt: Date | null;
}

/** What came to a conversation of this community, the first first. Months that were dropped are missing. */
export async function listEvents(
  tx: Tx,
  { communityId, id, limit }: { communityId: string; id: string; limit: number },
): Promise<ConversationEvent[]> {
  return tx<ConversationEvent[]>`
    select i.id, i.kind, i.status, i.path, i.attempts, i.created_at as "createdAt", i.handled_at as "handledAt"
    from conversations c, events_here(c.id, ${limit}) i
    where c.id = ${id} and c.community_id = ${communityId} order by coalesce(i.handled_at, i.created_at), i.id`;
}
