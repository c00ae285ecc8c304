import { countUses, type InviteRow } from '../../../db/invites.ts';
import { admitNewcomers, type Newcomer, type Numbers, takeNumbers } from '../../../db/newcomers.ts';
import { findSealed, type SealedAddress } from '../../../db/people.ts';
import type { PhoneRow } from '../../../db/phones.ts';
import type { Application, ApplicationEvent } from '../../../domain/effects/registration.ts';
import type { Who } from '../../../domain/member.ts';
import { openApproval } from './applicant.ts';
import { refusalOf } from './invite.ts';
import type { Call, Work } from './performer.ts';

/** An application to a class by somebody nobody knows yet: nearly all of them, and when a class begins many at once. */
export interface NewcomerCall {
  application: Application & { inviteId: string; communityId: string };
  who: Who;
  correlationId: string;
}

type Submission = Call<{ type: 'application.submit'; application: Application }>;

/**
 * Those of a batch that are by newcomers. Of two with one phone number the second waits for what becomes of the first.
 * @param owned the phones they name that are known, as they stand
 */
export function newcomersAmong(calls: Submission[], owned: PhoneRow[]): Map<unknown, NewcomerCall> {
  const taken = new Set(owned.flatMap(({ id, personId }) => (personId ? [id] : [])));
  const newcomers = new Map<unknown, NewcomerCall>();
  for (const call of calls) {
    const { who, correlationId, effect } = call;
    const { inviteId, communityId, phoneId } = effect.application;
    if (who!.personId || !inviteId || !communityId || (phoneId && taken.has(phoneId))) continue;
    if (phoneId) taken.add(phoneId);
    const application = { ...effect.application, inviteId, communityId };
    newcomers.set(call, { application, who: who!, correlationId });
  }
  return newcomers;
}

/**
 * Takes the applications of a batch's newcomers, by a statement a table. Answers in their order. In as few trips to
 * Postgres as can be: other batches wait for the locks.
 * @param locked the invites they name, locked
 */
export async function submitNewcomers(
  work: Work,
  calls: NewcomerCall[],
  locked: Omit<InviteRow, 'communityName'>[],
): Promise<ApplicationEvent[]> {
  if (calls.length === 0) return [];
  const { refusals, uses } = spendInvites(calls, locked, work.now);
  const admitted = calls.filter((_, index) => !refusals[index]);
  const [numbers] = await Promise.all([admit(work, admitted), countUses(work.tx, uses)]);
  const numberOf = new Map(admitted.map((call, index) => [call, numbers[index]!]));
  return calls.map((call, index) => {
    const reason = refusals[index];
    return reason
      ? { type: 'application.refused', reason }
      : { type: 'application.submitted', approvalNumber: numberOf.get(call)! };
  });
}

/** Counts the uses of each invite while it is still good for one. Tells why it was not, in the order of the calls. */
function spendInvites(calls: NewcomerCall[], locked: Omit<InviteRow, 'communityName'>[], now: Date) {
  const invites = new Map(locked.map((invite) => [invite.id, { ...invite, spent: 0 }]));
  const refusals = calls.map(({ application }) => {
    const invite = invites.get(application.inviteId)!;
    const refusal = refusalOf({ ...invite, uses: invite.uses + invite.spent }, now);
    if (!refusal) invite.spent++;
    return refusal;
  });
  return { refusals, uses: [...invites.values()].map(({ id, spent }) => ({ id, count: spent })) };
}

async function admit(work: Work, calls: NewcomerCall[]): Promise<number[]> {
  if (calls.length === 0) return [];
  const ids = calls.flatMap(({ application, who }) => [who.addressId, application.phoneId ?? who.addressId]);
  const communityIds = calls.map(({ application }) => application.communityId);
  const [addresses, taken] = await Promise.all([
    findSealed(work.tx, [...new Set(ids)]),
    takeNumbers(work.tx, communityIds),
  ]);
  const sealed = new Map(addresses.map((one) => [one.id, one]));
  const newcomers = calls.map((call, index) => ({ ...newcomer(work, call, sealed), ...taken[index]! }));
  await admitNewcomers(work.tx, newcomers, work.now);
  for (const [index, { approvalNumber, ...approval }] of newcomers.entries()) {
    openApproval(
      work,
      { ...approval, number: approvalNumber, isNumberHandedOn: false },
      calls[index]!.correlationId,
    );
  }
  return taken.map(({ approvalNumber }) => approvalNumber);
}

function newcomer(
  work: Work,
  { application, who }: NewcomerCall,
  sealed: Map<string, SealedAddress>,
): Omit<Newcomer, keyof Numbers> {
  const { vault, newId } = work;
  const wrappedKey = vault.newPersonKey();
  const own = (id: string, proof: string) => {
    const identifier = vault.openIdentifier(sealed.get(id)!.sealedIdentifier, sealed.get(id)!.wrappedKey);
    return { id, proof, sealedIdentifier: vault.sealIdentifier(identifier, wrappedKey) };
  };
  const { phoneId } = application;
  const proven = phoneId && phoneId !== who.addressId ? [own(phoneId, 'phone')] : [];
  return {
    ...application,
    personId: newId(),
    language: who.language,
    wrappedKey,
    addresses: [own(who.addressId, 'speaks'), ...proven],
    membershipId: newId(),
    approvalId: newId(),
    conversationId: newId(),
  };
}
