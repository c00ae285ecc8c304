import { type Holding, reasons } from '../holding.ts';
import { ownDraft } from './drafts.ts';

const community = '(select c.name from communities c where c.id = t.community_id)';
const forum = '(select f.name from forums f where f.id = t.forum_id)';
const files = `(select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'mime', m.mime, 'bytes', m.bytes)
  order by mm.position) from message_media mm join media m on m.id = mm.media_id where mm.message_id = t.id)`;
const number = `(select n.number from message_numbers n
  where n.message_id = t.message_id and n.person_id = any($1) limit 1)`;
const channel = '(select a.channel from addresses a where a.id = t.address_id)';

/** What somebody wrote, what they were sent, and how they hear. */
export const saying = {
  messages: {
    table: 'messages',
    whose: { author_id: 'membership' },
    adds: { community, forum, files },
    shows: ['text', 'is_urgent', 'created_at', 'edited_at', 'deleted_at'],
    hides: { id: reasons.id, parent_id: reasons.id },
  },
  said_to_the_bot: {
    table: 'inbox',
    whose: { lane: 'address' },
    // Of what is done by a program the lane is the membership.
    where: 't.lane = any(array(select id from memberships where person_id = any($1)))',
    shows: ['kind', 'status', 'reason', 'created_at', 'handled_at', 'sealed'],
    hides: {
      ...{ id: reasons.id, conversation_id: reasons.id, correlation_id: reasons.id },
      ...{
        event: reasons.working,
        path: reasons.working,
        attempts: reasons.working,
        not_before: reasons.working,
      },
    },
  },
  conversations: {
    table: 'conversations',
    whose: { address_id: 'address' },
    adds: { community, draft: ownDraft },
    shows: ['flow', 'status', 'value', 'created_at', 'updated_at'],
    hides: {
      id: reasons.id,
      context: 'what was found for the talk names others; what they typed is their draft',
      version: reasons.working,
      step: reasons.working,
      waited_in: reasons.working,
      moved_by: reasons.working,
      timer_sequence: reasons.working,
    },
  },
  deliveries: {
    table: 'message_deliveries',
    whose: { person_id: 'person', address_id: 'address' },
    adds: { community, channel, number },
    shows: [
      ...['kind', 'status', 'reason', 'way_reason', 'time_reason', 'digest_at', 'segments', 'provider_code'],
      ...[
        'is_repeated',
        'not_before',
        'first_attempted_at',
        'attempted_at',
        'sent_at',
        'delivered_at',
        'created_at',
      ],
    ],
    hides: {
      ...{ id: reasons.id, lane: reasons.working, position: reasons.working, attempts: reasons.working },
      ...{ correlation_id: reasons.id },
      content: 'what others said, or what stands on their own screen',
    },
  },
  digests: {
    table: 'digests',
    whose: { membership_id: 'membership' },
    adds: { community },
    shows: ['slot_at', 'time_reason', 'shown', 'told', 'created_at'],
    hides: {},
  },
  forums_read: {
    table: 'forum_members',
    whose: { membership_id: 'membership' },
    adds: { community, forum },
    shows: ['created_at'],
    hides: {},
  },
  mutes: {
    table: 'mutes',
    whose: { membership_id: 'membership' },
    adds: { community },
    shows: ['what', 'until', 'created_at'],
    hides: {},
  },
  forums_made: {
    table: 'forums',
    whose: { created_by_id: 'membership' },
    adds: { community },
    shows: ['name', 'is_main', 'created_at'],
    hides: { id: reasons.id },
  },
  mirrored_groups: {
    table: 'mirrors',
    whose: { created_by_id: 'membership' },
    adds: { community, forum },
    shows: ['created_at', 'ended_at'],
    hides: { id: reasons.id },
  },
  invites: {
    table: 'invites',
    whose: { created_by_id: 'membership' },
    adds: { community },
    shows: ['code', 'max_uses', 'uses', 'expires_at', 'revoked_at', 'created_at'],
    hides: { id: reasons.id },
  },
  message_numbers: {
    table: 'message_numbers',
    whose: { person_id: 'person' },
    shows: [],
    hides: { '*': 'stands beside each delivery' },
  },
  queues: {
    table: 'delivery_lanes',
    whose: { address_id: 'address' },
    shows: [],
    hides: { '*': reasons.working },
  },
  provider_ids: {
    table: 'sent_messages',
    whose: { address_id: 'address' },
    shows: [],
    hides: { '*': 'the providers’ ids of deliveries, which are listed' },
  },
  browser_screens: {
    table: 'web_messages',
    whose: { address_id: 'address' },
    shows: [],
    hides: { '*': 'a copy of what they wrote and were sent, kept for their browser' },
  },
} satisfies Record<string, Holding>;
