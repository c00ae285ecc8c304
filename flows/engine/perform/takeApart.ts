import { revokeAccountsSince } from '../../../db/accounts.ts';
import { joinForums } from '../../../db/communities.ts';
import { setStatus } from '../../../db/members.ts';
import {
  lockAddressesOf,
  lockMergeableById,
  type MergeableMember,
  moveAddresses,
  moveMessages,
  type OpenMerge,
} from '../../../db/merges.ts';
import type { Work } from './performer.ts';

/**
 * Gives a merged member back what came with them, and what they wrote since from their own channels. Whoever signed in
 * meanwhile did so as both, and signs in again.
 */
export async function takeApart(
  work: Work,
  merged: MergeableMember,
  { open, status }: { open: OpenMerge; status: 'active' | 'suspended' },
): Promise<void> {
  const { tx, now } = work;
  const { communityId, keptId, addressIds } = open;
  const addresses = await openAddresses(work, await lockMergeableById(tx, communityId, keptId));
  const back = addresses.filter(({ id }) => addressIds.includes(id));
  await moveAddresses(
    tx,
    merged.personId,
    back.map((one) => sealedFor(work, one, merged.wrappedKey)),
  );
  await moveMessages(tx, { from: keptId, to: merged.membershipId, ids: open.messageIds });
  await revokeAccountsSince(tx, { membershipId: keptId, since: open.createdAt, now });
  await setStatus(tx, { membershipId: merged.membershipId, status, now });
  await joinForums(tx, merged.membershipId, now);
}

/** The addresses of a member, with what is sealed in them. */
export async function openAddresses(
  { tx, vault }: Work,
  member: MergeableMember,
): Promise<{ id: string; identifier: string }[]> {
  const addresses = await lockAddressesOf(tx, member.personId);
  return addresses.map(({ id, sealedIdentifier }) => ({
    id,
    identifier: vault.openIdentifier(sealedIdentifier, member.wrappedKey),
  }));
}

export const sealedFor = (
  { vault }: Work,
  { id, identifier }: { id: string; identifier: string },
  key: Buffer,
) => ({ id, sealedIdentifier: vault.sealIdentifier(identifier, key) });
