import { type Holding, reasons } from '../holding.ts';

const community = '(select c.name from communities c where c.id = t.community_id)';

/** Who somebody is, where they belong and by which ways they are reached. */
export const about = {
  person: {
    table: 'people',
    whose: { id: 'person' },
    shows: [
      ...['name', 'language', 'time_zone', 'quiet_from', 'quiet_to', 'muted_until'],
      ...['privacy_profile', 'created_at'],
    ],
    hides: {
      id: reasons.id,
      wrapped_key: reasons.key,
      last_number: reasons.working,
      forgotten_at: reasons.working,
    },
  },
  memberships: {
    table: 'memberships',
    whose: { person_id: 'person' },
    adds: { community },
    shows: [
      ...['number', 'role', 'status', 'status_since', 'graduating_year', 'section', 'preferred_channel'],
      ...['fallback_channels', 'frequency', 'digest_minute', 'digest_weekday', 'allows_urgent', 'created_at'],
    ],
    hides: { id: reasons.id, community_id: reasons.id },
  },
  addresses: {
    table: 'addresses',
    whose: { person_id: 'person' },
    adds: { wrapped_key: '(select p.wrapped_key from people p where p.id = t.person_id)' },
    shows: [
      ...['channel', 'language', 'proven_at', 'proof', 'consent_sent_at', 'heard_at', 'called_at'],
      ...['refused_at', 'created_at', 'sealed_identifier', 'sealed_for_person'],
    ],
    hides: {
      id: reasons.id,
      account: reasons.ours,
      identifier_hash: reasons.key,
      current_community_id: reasons.working,
      phone_id: reasons.elsewhere,
    },
  },
  stops: {
    table: 'suppressions',
    whose: { address_id: 'address' },
    adds: { channel: '(select a.channel from addresses a where a.id = t.address_id)' },
    shows: ['how', 'provider_code', 'created_at', 'ended_at'],
    hides: { id: reasons.id },
  },
  bounced_mails: {
    table: 'bounces',
    whose: { address_id: 'address' },
    shows: ['weight', 'created_at'],
    hides: { delivery_id: reasons.id },
  },
  requests_to_come_in: {
    table: 'approvals',
    whose: { membership_id: 'membership' },
    adds: { community },
    shows: ['number', 'status', 'decided_at', 'reason', 'created_at'],
    hides: { id: reasons.id, conversation_id: reasons.id, decided_by_id: reasons.others },
  },
  approvals_received: {
    table: 'votes',
    whose: {},
    where: `t.approval_id in (select a.id from approvals a join memberships m on m.id = a.membership_id
      where m.person_id = any($1))`,
    adds: { community },
    shows: ['verdict', 'reason', 'created_at'],
    hides: { id: reasons.id, approval_id: reasons.id, voter_id: reasons.others },
  },
  approvals_given: {
    table: 'votes',
    whose: { voter_id: 'membership' },
    adds: { community, request: '(select a.number from approvals a where a.id = t.approval_id)' },
    shows: ['verdict', 'reason', 'created_at'],
    hides: { id: reasons.id, approval_id: reasons.id },
  },
  requests_decided: {
    table: 'approvals',
    whose: { decided_by_id: 'membership' },
    adds: { community },
    shows: ['number', 'status', 'decided_at', 'reason'],
    hides: { id: reasons.id, conversation_id: reasons.id, membership_id: reasons.others },
  },
  merges: {
    table: 'merges',
    whose: { kept_id: 'membership', merged_id: 'membership' },
    adds: { community },
    shows: ['created_at', 'merged_confirmed_at', 'kept_confirmed_at', 'undone_at'],
    hides: { id: reasons.id, address_ids: reasons.elsewhere, message_ids: reasons.elsewhere },
  },
  operator: {
    table: 'operators',
    whose: { person_id: 'person' },
    shows: ['created_at'],
    hides: {},
  },
} satisfies Record<string, Holding>;
