import { formerMember } from '../../domain/privacy.ts';
import { lastingSuppressions } from '../../domain/suppression.ts';
import type { Tx } from '../client.ts';
import type { Self } from './self.ts';

/*
 * What is gone in the very step in which somebody says it for the second time: their key, what others see of them, and
 * every way in. What takes long is done when the receipt is out (scrub.ts).
 */

/**
 * Takes away who they are; the row stays, as their memberships hang on it, and their threads on those. So does that they were
 * the operator: whoever founds a community next must not become one by that.
 */
export async function forgetPeople(tx: Tx, { personIds }: Self, now: Date): Promise<void> {
  await tx`
    update people set name = ${formerMember}, wrapped_key = null, time_zone = 'UTC', quiet_from = null, quiet_to = null,
      muted_until = null, privacy_profile = 'nobody', forgotten_at = ${now}
    where id = any(${personIds})`;
  await tx`
    update memberships set status = 'left', role = 'member', status_since = ${now}, graduating_year = null,
      section = null
    where person_id = any(${personIds})`;
}

/** Takes away their words; what was answered to them stays. Returns how many messages. */
export async function forgetWords(tx: Tx, { membershipIds }: Self, now: Date): Promise<number> {
  const messages = await tx`
    update messages set text = '', edited_at = null, deleted_at = coalesce(deleted_at, ${now})
    where author_id = any(${membershipIds}) returning id`;
  await tx`
    update fanouts f set completed_at = coalesce(completed_at, ${now}) from messages m
    where m.id = f.message_id and m.author_id = any(${membershipIds})`;
  await tx`update votes set reason = null where voter_id = any(${membershipIds})`;
  await tx`
    update votes v set reason = null from approvals a
    where a.id = v.approval_id and a.membership_id = any(${membershipIds})`;
  await tx`update approvals set reason = null where membership_id = any(${membershipIds})`;
  return messages.length;
}

/** Takes away by what they got in, and what they wanted and did not want to hear. */
export async function forgetAccess(tx: Tx, self: Self, now: Date): Promise<void> {
  const { membershipIds, addressIds, personIds } = self;
  await tx`delete from forum_members where membership_id = any(${membershipIds})`;
  await tx`delete from mutes where membership_id = any(${membershipIds}) or subject_id = any(${membershipIds})`;
  await tx`delete from account_sessions where membership_id = any(${membershipIds})`;
  await tx`delete from sign_ins where membership_id = any(${membershipIds})`;
  await tx`delete from message_numbers where person_id = any(${personIds})`;
  await tx`delete from link_codes where address_id = any(${addressIds})`;
  await tx`
    delete from verification_codes
    where address_id = any(${addressIds}) or requested_by_id = any(${addressIds})`;
  await tx`
    update exports set status = 'failed', settled_at = ${now}
    where person_id = any(${personIds}) and status = 'making'`;
}

/** What still waits for them is not sent: the receipt is the last thing they hear. */
export async function skipAll(tx: Tx, { addressIds }: Self): Promise<void> {
  // One status at a time: each has an index of its own, and asked for both at once Postgres reads the whole ledger.
  await tx`
    update message_deliveries set status = 'skipped', reason = 'left'
    where address_id = any(${addressIds}) and status = 'queued'`;
  await tx`
    update message_deliveries set status = 'skipped', reason = 'left'
    where address_id = any(${addressIds}) and status = 'held'`;
}

/** The address by which the receipt goes: nobody's, and sealed with the installation's key, as theirs is gone. */
export async function keepForReceipt(
  tx: Tx,
  { addressId, sealedIdentifier }: { addressId: string; sealedIdentifier: Buffer },
): Promise<void> {
  await tx`
    update addresses set person_id = null, sealed_identifier = ${sealedIdentifier}, sealed_for_person = false,
      current_community_id = null, phone_id = null, proven_at = null, proof = null
    where id = ${addressId}`;
}

/**
 * Leaves of addresses nothing but the rows that deliveries hang on: found by no identifier any more, so that whoever
 * writes from there is somebody new. Where nothing may be written to (STOP) the keyed hash stays, by which alone that is
 * known; whoever is heard from there is somebody new as well.
 * @param salt makes their hashes ones that nobody can try out
 */
export async function forgetAddresses(
  tx: Tx,
  { addressIds, salt }: { addressIds: string[]; salt: Buffer },
): Promise<void> {
  await tx`
    delete from suppressions
    where address_id = any(${addressIds}) and (ended_at is not null or how <> all(${lastingSuppressions}))`;
  await tx`delete from bounces where address_id = any(${addressIds})`;
  await tx`delete from sessions where address_id = any(${addressIds})`;
  await tx`
    update addresses a set sealed_identifier = '',
      identifier_hash = case when exists (select from suppressions s where s.address_id = a.id) then identifier_hash
        else sha256(${salt} || convert_to(id::text, 'UTF8')) end,
      sealed_for_person = false, person_id = null, current_community_id = null, phone_id = null, proven_at = null,
      proof = null, heard_at = null, called_at = null, refused_at = null, consent_sent_at = null
    where id = any(${addressIds})`;
}
