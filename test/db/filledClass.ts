import { type Class, newClass } from '../support/class.ts';
import { postWithFile } from '../support/posting.ts';
import type { World } from '../support/world.ts';

/** A class with a row of its own in every table that the app's role may read. */
export async function filledClass(world: World, name: string): Promise<Class> {
  const school = await newClass(world, {
    name,
    members: { [`olga of ${name}`]: 'telegram organizer', [`ana of ${name}`]: 'sms' },
  });
  const { communityId, forumId, members } = school;
  const [olga, ana] = Object.values(members);
  const { messageId } = await postWithFile(world, school);
  await world.settle();
  const { sql, newId } = world;
  const now = world.clock.now();
  const ids = { approval: newId(), act: newId() };
  await sql`
    insert into approvals (id, community_id, number, membership_id, conversation_id, created_at)
    values (${ids.approval}, ${communityId}, 1, ${ana!.membershipId}, ${newId()}, ${now})`;
  await sql`
    insert into votes (id, community_id, approval_id, voter_id, verdict, created_at)
    values (${newId()}, ${communityId}, ${ids.approval}, ${olga!.membershipId}, 'approve', ${now})`;
  await sql`
    insert into invites (id, community_id, code, created_at) values (${newId()}, ${communityId}, ${name}, ${now})`;
  await sql`
    insert into conversations (id, flow, version, value, context, status, community_id, created_at, updated_at)
    values (${newId()}, 'approval', 1, '"open"', '{}', 'active', ${communityId}, ${now}, ${now})`;
  await sql`
    insert into digests (id, community_id, membership_id, slot_at, time_reason, shown, told, created_at)
    values (${newId()}, ${communityId}, ${ana!.membershipId}, ${now}, 'daily', 1, 1, ${now})`;
  await sql`
    insert into sms_spending (community_id, month, segments) values (${communityId}, '2025-12', 1)`;
  await sql`
    insert into audit_log (id, community_id, act, created_at) values (${ids.act}, ${communityId}, 'x', ${now})`;
  await sql`
    insert into audit_seals (act_id, chain_id, sequence, mac, sealed_at)
    values (${ids.act}, ${communityId}, 1, '\\x00', ${now})`;
  await sql`
    insert into daily_figures (community_id, day, posts, replies, new_members, approvals_waiting)
    values (${communityId}, '2026-03-01', 1, 0, 0, 0)`;
  await sql`
    insert into daily_channel_figures (community_id, day, channel, heard, sent, delivered, failed)
    values (${communityId}, '2026-03-01', 'sms', 0, 1, 1, 0)`;
  await sql`
    insert into dead_letters (delivery_id, community_id, number, created_at)
    select id, community_id, 1, ${now} from message_deliveries where community_id = ${communityId} limit 1`;
  await sql`
    insert into mirrors (id, community_id, forum_id, address_id, created_by_id, created_at)
    values (${newId()}, ${communityId}, ${forumId}, ${await groupOf(world, name)}, ${olga!.membershipId}, ${now})`;
  await sql`
    insert into message_numbers (person_id, number, message_id)
    values (${olga!.personId}, 99, ${messageId}) on conflict do nothing`;
  await sql`
    insert into account_sessions (id, membership_id, kind, created_at, last_seen_at, expires_at)
    values (${newId()}, ${olga!.membershipId}, 'api', ${now}, ${now}, ${now})`;
  return school;
}

/** The address of a group: nobody's, and of no community but by its mirror. */
async function groupOf({ sql, newId, clock }: World, name: string): Promise<string> {
  const id = newId();
  await sql`
    insert into addresses (id, channel, account, identifier_hash, sealed_identifier, language, created_at)
    values (${id}, 'telegram', 'a', ${Buffer.from(name)}, '\\x00', 'en', ${clock.now()})`;
  return id;
}
