import { lockAddressesOf, type MergeableMember, moveAddresses } from '../../../db/merges.ts';
import type { Work } from './performer.ts';

/**
 * Makes addresses of one member another's, each sealed anew with that one's key: all of them, or of the ones named those they
 * still have. Returns which.
 */
export async function handAddresses(
  { tx, vault }: Work,
  { from, to, ids }: { from: MergeableMember; to: MergeableMember; ids: string[] | null },
): Promise<string[]> {
  const theirs = await lockAddressesOf(tx, from.personId);
  const handed = ids ? theirs.filter(({ id }) => ids.includes(id)) : theirs;
  const sealedAnew = handed.map(({ id, sealedIdentifier }) => {
    const identifier = vault.openIdentifier(sealedIdentifier, from.wrappedKey);
    return { id, sealedIdentifier: vault.sealIdentifier(identifier, to.wrappedKey) };
  });
  await moveAddresses(tx, to.personId, sealedAnew);
  return handed.map(({ id }) => id);
}
