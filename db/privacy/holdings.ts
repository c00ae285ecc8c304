import type { Holding } from './holding.ts';
import { about } from './holdings/about.ts';
import { access } from './holdings/access.ts';
import { saying } from './holdings/saying.ts';

/** All that is kept of a person, in the order in which they read it. The keys are those of the export. */
export const holdings = { ...about, ...saying, ...access } satisfies Record<string, Holding>;

export type HoldingName = keyof typeof holdings;

/** Ids that look as if they named a person, and do not, or name another one. `table.column`, and why. */
export const notWhose: Record<string, string> = {
  'addresses.phone_id': 'another address of the same person, which is listed itself',
  'verification_codes.requested_by_id': 'the number that was typed may be somebody else’s',
  'messages.parent_id': 'the message that is answered',
  'mutes.subject_id': 'whoever is not to be heard: it belongs to who mutes',
  'fanouts.cursor': 'how far the planning of a message has come',
  'fanouts.confirmation_id': 'a delivery, which is listed itself',
  'message_deliveries.changes_id': 'another delivery',
  'message_deliveries.replaces_id': 'another delivery',
  'message_deliveries.digest_id': 'another delivery',
  'message_deliveries.message_id': 'the message that it brings',
  'message_deliveries.community_id': 'a community',
  'sent_messages.delivery_id': 'a delivery, which is listed itself',
  'sent_messages.message_id': 'a message',
  'dead_letters.delivery_id': 'a delivery, which is listed itself',
  'bounces.delivery_id': 'a delivery, which is listed itself',
  'mirrors.address_id': 'the group, which is nobody’s',
  'mirror_holds.inbox_id': 'what was said in a group, until an organizer decides',
  'digests.id': 'a delivery, which is listed itself',
  'delivery_lanes.leased_by': 'a server of ours',
  'approvals.conversation_id': 'the conversation that decides',
  'inbox.conversation_id': 'the conversation it is for',
  'exports.media_ids': 'the files of an earlier export',
  'merges.message_ids': 'messages, which are listed themselves',
  'merges.address_ids': 'addresses, which are listed themselves',
  'audit_seals.act_id': 'an act, which is listed itself',
  'audit_breaks.chain_id': 'a community',
  'audit_seals.chain_id': 'a community',
  'daily_channel_figures.community_id': 'a community',
  'session_leases.holder': 'a server of ours',
  'timers.lane': 'a state of a conversation, which is listed itself',
};
