import { recordAct } from '../../../db/audit.ts';
import { findUnansweredMerge } from '../../../db/merges.ts';
import { findSealed } from '../../../db/people.ts';
import {
  forgetAccess,
  forgetAddresses,
  forgetPeople,
  forgetWords,
  keepForReceipt,
  skipAll,
} from '../../../db/privacy/forget.ts';
import { createForgetting } from '../../../db/privacy/forgettings.ts';
import { countOwn, lockMembershipsOf, lockSelf, type Self } from '../../../db/privacy/self.ts';
import type { ForgettingEvent } from '../../../domain/effects/privacy.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import type { Belonging, Who } from '../../../domain/member.ts';
import { part, weighed } from './leaving.ts';
import { mergeFirst } from './mergeQuestion.ts';
import { oneByOne, type Work } from './performer.ts';

/** Within it the receipt has gone, and a browser has shown it. */
const receiptMs = 10 * 60_000;

export const forgettingWeigh = oneByOne<'forgetting.weigh'>(
  async (work, { effect: { handedOn }, who }): Promise<ForgettingEvent | ToldEvent> => {
    const first = await mergeFirst(work, who!.personId!);
    if (first) return first;
    const { messages, communities } = await countOwn(work.tx, who!.personId!);
    const own = { messages, communities: communities ?? '' };
    for (const { communityId, communityName: community } of placesOf(who!)) {
      if (handedOn.some((one) => one.communityId === communityId)) continue;
      const { as, successors } = await weighed(work, who!, communityId);
      if (as === 'lastOrganizer')
        return { type: 'forgetting.weighed', next: { communityId, community, successors }, ...own };
    }
    return { type: 'forgetting.weighed', next: null, ...own };
  },
);

/** Everything that others could see or use is gone when this step is; what takes long waits for the receipt. */
export const forgettingGo = oneByOne<'forgetting.go'>(async (work, call): Promise<ForgettingEvent> => {
  const { effect, who } = call;
  for (const { communityId } of placesOf(who!))
    if (!(await isFree(work, who!, { communityId, handedOn: effect.handedOn })))
      return { type: 'forgetting.changed' };
  // After the organizers, whom all lock first.
  await lockMembershipsOf(work.tx, who!.personId!);
  if (await findUnansweredMerge(work.tx, who!.personId!)) return { type: 'forgetting.changed' };
  for (const { communityId } of placesOf(who!)) {
    const successorId = effect.handedOn.find((one) => one.communityId === communityId)?.successorId ?? null;
    await part(work, call, { communityId, successorId });
  }
  const self = await lockSelf(work.tx, who!.personId!);
  await note(work, who!, self);
  const messages = await forgetSelf(work, who!, self);
  const { addressIds, membershipIds } = self;
  return {
    type: 'forgetting.done',
    at: `${work.now.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    ...{ messages, addresses: addressIds.length, memberships: membershipIds.length },
  };
});

/** In the order of ids, so that two who go at once wait for each other. */
const placesOf = ({ belongings }: Who): Belonging[] =>
  belongings
    .filter(({ status }) => ['active', 'pending', 'suspended'].includes(status))
    .toSorted((one, other) => (one.communityId < other.communityId ? -1 : 1));

/** Whether somebody organizes it after them; nothing may be given up before that holds for all. */
async function isFree(
  work: Work,
  who: Who,
  {
    communityId,
    handedOn,
  }: { communityId: string; handedOn: { communityId: string; successorId: string }[] },
): Promise<boolean> {
  const { as, successors } = await weighed(work, who, communityId, { isWhole: true });
  if (as !== 'lastOrganizer') return true;
  const chosen = handedOn.find((one) => one.communityId === communityId);
  return successors.some(({ membershipId }) => membershipId === chosen?.successorId);
}

async function forgetSelf(work: Work, who: Who, self: Self): Promise<number> {
  const { tx, now, vault, random } = work;
  const { addressId } = who;
  await keepSealed(work, who, self);
  await skipAll(tx, self);
  const messages = await forgetWords(tx, self, now);
  await forgetAccess(tx, self, now);
  const [row] = await findSealed(tx, [addressId]);
  const identifier = vault.openIdentifier(row!.sealedIdentifier, row!.wrappedKey);
  await keepForReceipt(tx, { addressId, sealedIdentifier: vault.sealIdentifier(identifier, null) });
  const others = self.addressIds.filter((id) => id !== addressId);
  await forgetAddresses(tx, { addressIds: others, salt: random.bytes(32) });
  await forgetPeople(tx, self, now);
  return messages;
}

/** What is to be looked for later is known until then, sealed. */
async function keepSealed({ tx, now, newId, vault }: Work, who: Who, self: Self): Promise<void> {
  await createForgetting(tx, {
    id: newId(),
    personId: who.personId!,
    addressId: who.addressId,
    sealed: vault.sealJson(self),
    notBefore: new Date(now.getTime() + receiptMs),
    now,
  });
}

/** Ids only: that it was done, and when. */
async function note({ tx, now, newId }: Work, who: Who, { membershipIds }: Self): Promise<void> {
  for (const { membershipId, communityId } of who.belongings)
    if (membershipIds.includes(membershipId))
      await recordAct(tx, {
        ...{ id: newId(), communityId, actorId: membershipId, act: 'member.forgotten' },
        ...{ subjectId: membershipId, now },
      });
}
