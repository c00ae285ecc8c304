import { createApproval } from '../../../db/approvals.ts';
import { createCommunity, createForum, joinForums } from '../../../db/communities.ts';
import { createInvite, useInvite } from '../../../db/invites.ts';
import {
  createMembership,
  createPerson,
  findMembership,
  findPerson,
  findSealed,
  giveAddress,
} from '../../../db/people.ts';
import { findPhone } from '../../../db/phones.ts';
import { newInviteCode } from '../../../domain/code.ts';
import type { Application, ApplicationEvent } from '../../../domain/effects/registration.ts';
import type { Who } from '../../../domain/member.ts';
import { oneByOne, type Work } from './performer.ts';

interface Applicant {
  personId: string;
  wrappedKey: Buffer | null;
  /** The number they proved was another person's until now. */
  isNumberHandedOn: boolean;
}

/** Takes an application: the person, their addresses, their membership, and who is to say whether they are known. */
export const applicationSubmit = oneByOne<'application.submit'>(
  async (work, { effect: { application }, who, correlationId }): Promise<ApplicationEvent> => {
    const applicant = await findOrCreateApplicant(work, application, who!);
    const communityId = application.communityId ?? (await found(work, application, who!));
    const existing = await findMembership(work.tx, applicant.personId, communityId);
    if (existing?.status === 'active' || existing?.status === 'pending') {
      await giveAddresses(work, application, { applicant, communityId, who: who! });
      return { type: 'application.linked' };
    }
    const refusal = await spendInvite(work, application);
    if (refusal) return refusal;
    await giveAddresses(work, application, { applicant, communityId, who: who! });
    const { personId, isNumberHandedOn } = applicant;
    const place = { personId, communityId };
    return application.communityId
      ? apply(work, application, { ...place, isNumberHandedOn, correlationId })
      : organize(work, application, place);
  },
);

async function findOrCreateApplicant(work: Work, application: Application, who: Who): Promise<Applicant> {
  if (who.personId) {
    const { wrappedKey } = await findPerson(work.tx, who.personId);
    return { personId: who.personId, wrappedKey, isNumberHandedOn: false };
  }
  const phone = application.phoneId ? await findPhone(work.tx, application.phoneId) : null;
  if (phone?.personId && isSameName(phone.personName ?? '', application.name)) {
    const { wrappedKey } = await findPerson(work.tx, phone.personId);
    return { personId: phone.personId, wrappedKey, isNumberHandedOn: false };
  }
  const person = {
    id: work.newId(),
    name: application.name,
    timeZone: application.timeZone,
    wrappedKey: work.vault.newPersonKey(),
    language: who.language,
    now: work.now,
  };
  await createPerson(work.tx, person);
  return { personId: person.id, wrappedKey: person.wrappedKey, isNumberHandedOn: Boolean(phone?.personId) };
}

/** Numbers are handed on to other people: the number alone does not make somebody the person who had it. */
function isSameName(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize('NFKD').replace(/\P{L}/gu, '').toLowerCase();
  return plain(one) === plain(other);
}

async function giveAddresses(
  work: Work,
  application: Application,
  { applicant, communityId, who }: { applicant: Applicant; communityId: string; who: Who },
): Promise<void> {
  const ids = [...new Set([who.addressId, ...(application.phoneId ? [application.phoneId] : [])])];
  for (const address of await findSealed(work.tx, ids)) {
    const identifier = work.vault.openIdentifier(address.sealedIdentifier, address.wrappedKey);
    await giveAddress(work.tx, {
      addressId: address.id,
      personId: applicant.personId,
      sealedIdentifier: work.vault.sealIdentifier(identifier, applicant.wrappedKey),
      communityId,
      proof: address.id === who.addressId ? 'speaks' : 'phone',
      now: work.now,
    });
  }
}

async function spendInvite(work: Work, application: Application): Promise<ApplicationEvent | null> {
  if (!application.inviteId) return null;
  if (await useInvite(work.tx, application.inviteId, work.now)) return null;
  return { type: 'application.refused', reason: 'usedUp' };
}

async function apply(
  work: Work,
  application: Application,
  place: { personId: string; communityId: string; isNumberHandedOn: boolean; correlationId: string },
): Promise<ApplicationEvent> {
  const { tx, now, newId } = work;
  const membershipId = await createMembership(tx, {
    ...application,
    ...place,
    id: newId(),
    role: 'member',
    status: 'pending',
    now,
  });
  const approval = {
    id: newId(),
    communityId: place.communityId,
    membershipId,
    conversationId: newId(),
    now,
  };
  const approvalNumber = await createApproval(tx, approval);
  const opened = {
    type: 'conversation.opened',
    flow: 'approval',
    communityId: place.communityId,
    input: {
      approvalId: approval.id,
      number: approvalNumber,
      membershipId,
      communityId: place.communityId,
      isNumberHandedOn: place.isNumberHandedOn,
    },
  };
  work.ledger.tell(approval.conversationId, opened, {
    lane: approval.conversationId,
    correlationId: place.correlationId,
  });
  return { type: 'application.submitted', approvalNumber };
}

async function found(work: Work, application: Application, who: Who): Promise<string> {
  const id = work.newId();
  const { communityName: name, timeZone } = application;
  await createCommunity(work.tx, {
    id,
    name,
    timeZone: timeZone || 'UTC',
    language: who.language,
    now: work.now,
  });
  return id;
}

/** The founder is in at once, as organizer of a community with one forum and an open invite. */
async function organize(
  work: Work,
  application: Application,
  place: { personId: string; communityId: string },
): Promise<ApplicationEvent> {
  const { tx, now, newId } = work;
  const { communityId } = place;
  const membershipId = await createMembership(tx, {
    ...application,
    ...place,
    id: newId(),
    role: 'organizer',
    status: 'active',
    now,
  });
  await createForum(tx, {
    id: newId(),
    communityId,
    name: 'General',
    isMain: true,
    createdById: membershipId,
    now,
  });
  await joinForums(tx, membershipId, now);
  const code = newInviteCode(work.random);
  await createInvite(tx, {
    id: newId(),
    communityId,
    code,
    createdById: membershipId,
    maxUses: null,
    expiresAt: null,
    now,
  });
  const bot = work.settings.telegramLink();
  return { type: 'community.founded', code, link: bot ? `${bot}?start=${code}` : null };
}
