import { revokeAccountsSince } from '../../../db/accounts.ts';
import { joinForums } from '../../../db/communities.ts';
import { setStatus } from '../../../db/members.ts';
import { lockMergeableById, type MergeableMember, moveMessages, type OpenMerge } from '../../../db/merges.ts';
import { handAddresses } from './handAddresses.ts';
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
  const kept = await lockMergeableById(tx, communityId, keptId);
  await handAddresses(work, { from: kept, to: merged, ids: addressIds });
  await moveMessages(tx, { from: keptId, to: merged.membershipId, ids: open.messageIds });
  await revokeAccountsSince(tx, { membershipId: keptId, since: open.createdAt, now });
  await setStatus(tx, { membershipId: merged.membershipId, status, now });
  await joinForums(tx, merged.membershipId, now);
}
