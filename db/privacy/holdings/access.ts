import { type Holding, reasons } from '../holding.ts';

const community = '(select c.name from communities c where c.id = t.community_id)';

/** By what somebody got in, and what was noted of it. */
export const access = {
  codes_to_prove_an_address: {
    table: 'verification_codes',
    whose: { address_id: 'address' },
    shows: ['attempts', 'expires_at', 'used_at', 'created_at'],
    hides: { id: reasons.id, code_hash: reasons.key, requested_by_id: reasons.others },
  },
  codes_to_link_a_channel: {
    table: 'link_codes',
    whose: { address_id: 'address' },
    shows: ['expires_at', 'used_at', 'created_at'],
    hides: { id: reasons.id, code_hash: reasons.key },
  },
  browsers: {
    table: 'sessions',
    whose: { address_id: 'address' },
    shows: ['created_at', 'last_seen_at', 'expires_at', 'connected_until', 'revoked_at'],
    hides: { id: reasons.id, token_hash: reasons.key },
  },
  sign_ins: {
    table: 'sign_ins',
    whose: { membership_id: 'membership' },
    shows: ['attempts', 'expires_at', 'used_at', 'created_at'],
    hides: {
      id: reasons.id,
      secret_hash: reasons.key,
      code_hash: reasons.key,
      answer_hash: reasons.key,
    },
  },
  signed_in: {
    table: 'account_sessions',
    whose: { membership_id: 'membership' },
    shows: [
      'kind',
      'created_at',
      'last_seen_at',
      'connected_until',
      'expires_at',
      'revoked_at',
      'revoked_for',
    ],
    hides: { id: reasons.id },
  },
  noted_acts: {
    table: 'audit_log',
    whose: { actor_id: 'membership', subject_id: 'membership' },
    adds: {
      community,
      by_you: 't.actor_id in (select id from memberships where person_id = any($1))',
    },
    shows: ['act', 'created_at'],
    hides: { id: reasons.id },
  },
  exports: {
    table: 'exports',
    whose: { person_id: 'person', address_id: 'address' },
    shows: ['status', 'created_at', 'settled_at'],
    hides: {
      ...{ id: reasons.id, correlation_id: reasons.id, media_ids: reasons.working },
      ...{ attempts: reasons.working, not_before: reasons.working },
    },
  },
  forgettings: {
    table: 'forgettings',
    whose: { person_id: 'person', address_id: 'address' },
    shows: [],
    hides: { '*': 'whoever has one is nobody any more' },
  },
} satisfies Record<string, Holding>;
