import { countUses, lockInvites } from '../../../db/invites.ts';
import { admitNewcomers, type Newcomer } from '../../../db/newcomers.ts';
import { findSealed, type SealedAddress } from '../../../db/people.ts';
import { findPhones } from '../../../db/phones.ts';
import type { Application, ApplicationEvent, InviteRefusal } from '../../../domain/effects/registration.ts';
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

/** Those of a batch that are by newcomers. Of two with one phone number the second waits for what becomes of the first. */
export async function newcomersAmong(
  work: Work,
  calls: Call<{ type: 'application.submit'; application: Application }>[],
): Promise<Map<unknown, NewcomerCall>> {
  const phoneIds = calls.flatMap(({ effect }) => effect.application.phoneId ?? []);
  const owned = await findPhones(work.tx, [...new Set(phoneIds)]);
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

/** Takes the applications of a batch's newcomers, by a statement a table. Answers in their order. */
export async function submitNewcomers(work: Work, calls: NewcomerCall[]): Promise<ApplicationEvent[]> {
  const refusals = await spendInvites(work, calls);
  const admitted = calls.filter((_, index) => !refusals[index]);
  const numbers = admitted.length > 0 ? await admit(work, admitted) : [];
  const numberOf = new Map(admitted.map((call, index) => [call, numbers[index]!]));
  return calls.map((call, index) => {
    const reason = refusals[index];
    return reason
      ? { type: 'application.refused', reason }
      : { type: 'application.submitted', approvalNumber: numberOf.get(call)! };
  });
}

/** Counts the uses of each invite while it is still good for one. Returns why it was not, in the order of the calls. */
async function spendInvites({ tx, now }: Work, calls: NewcomerCall[]): Promise<(InviteRefusal | null)[]> {
  const ids = [...new Set(calls.map(({ application }) => application.inviteId))];
  const invites = new Map((await lockInvites(tx, ids)).map((invite) => [invite.id, { ...invite, spent: 0 }]));
  const refusals = calls.map(({ application }) => {
    const invite = invites.get(application.inviteId)!;
    const refusal = refusalOf({ ...invite, uses: invite.uses + invite.spent }, now);
    if (!refusal) invite.spent++;
    return refusal;
  });
  await countUses(
    tx,
    [...invites.values()].map(({ id, spent }) => ({ id, count: spent })),
  );
  return refusals;
}

async function admit(work: Work, calls: NewcomerCall[]): Promise<number[]> {
  const ids = calls.flatMap(({ application, who }) => [who.addressId, application.phoneId ?? who.addressId]);
  const sealed = new Map((await findSealed(work.tx, [...new Set(ids)])).map((one) => [one.id, one]));
  const newcomers = calls.map((call) => newcomer(work, call, sealed));
  const numbers = await admitNewcomers(work.tx, newcomers, work.now);
  for (const [index, approval] of newcomers.entries()) {
    openApproval(
      work,
      { ...approval, number: numbers[index]!, isNumberHandedOn: false },
      calls[index]!.correlationId,
    );
  }
  return numbers;
}

function newcomer(
  work: Work,
  { application, who }: NewcomerCall,
  sealed: Map<string, SealedAddress>,
): Newcomer {
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
