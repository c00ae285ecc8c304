import { keepTogether } from '../../../db/merges.ts';
import { createPerson, findPerson, findSealed, giveAddress } from '../../../db/people.ts';
import type { PhoneRow } from '../../../db/phones.ts';
import type { Application } from '../../../domain/effects/registration.ts';
import type { Who } from '../../../domain/member.ts';
import type { Work } from './performer.ts';

/** Who applies, once that is known. */
export interface Applicant {
  personId: string;
  wrappedKey: Buffer | null;
  /** The number they proved was another person's until now. */
  isNumberHandedOn: boolean;
}

interface Asking {
  application: Application;
  phone: PhoneRow | null;
  who: Who;
}

/** The person they are already: of this address, or of the number they proved, where the name is the same. */
export async function findApplicant(
  work: Work,
  { application, phone, who }: Asking,
): Promise<Applicant | null> {
  const isPhones = phone?.personId && isSameName(phone.personName ?? '', application.name);
  const personId = who.personId ?? (isPhones ? phone.personId : null);
  if (!personId) return null;
  const { wrappedKey } = await findPerson(work.tx, personId);
  return { personId, wrappedKey, isNumberHandedOn: false };
}

export async function createApplicant(work: Work, { application, phone, who }: Asking): Promise<Applicant> {
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

/** Their channel, and the number they proved, are theirs from now on. */
export async function giveAddresses(
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
  await keepTogether(work.tx, ids);
}

/** Hands the question whether an applicant is known to a conversation of its own. */
export function openApproval(
  work: Work,
  approval: {
    approvalId: string;
    conversationId: string;
    number: number;
    membershipId: string;
    communityId: string;
    isNumberHandedOn: boolean;
  },
  correlationId: string,
): void {
  const { approvalId, conversationId, number, membershipId, communityId, isNumberHandedOn } = approval;
  const opened = {
    type: 'conversation.opened',
    flow: 'approval',
    communityId,
    input: { approvalId, number, membershipId, communityId, isNumberHandedOn },
  };
  work.ledger.tell(conversationId, opened, { lane: conversationId, correlationId });
}
