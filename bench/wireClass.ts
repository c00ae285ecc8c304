import { createAddresses, lockAddresses } from '../db/addresses.ts';
import { createCommunity, createForum, joinForums } from '../db/communities.ts';
import { createMembership, createPerson, giveAddress } from '../db/people.ts';
import type { ChannelName } from '../domain/channel.ts';
import type { openHomeroom } from './homeroom.ts';
import { wireChannels } from './wire.ts';

type Homeroom = Awaited<ReturnType<typeof openHomeroom>>;

export interface Joined {
  communityId: string;
  forumId: string;
  author: { membershipId: string; personId: string };
  people: { channel: ChannelName; identifier: string }[];
}

/** A class with so many members on each channel, and an author who has no address. */
export async function newClassOf(homeroom: Homeroom, each: number): Promise<Joined> {
  const { sql, newId, clock } = homeroom;
  const now = clock.now();
  const communityId = newId();
  const forumId = newId();
  await createCommunity(sql, {
    id: communityId,
    name: 'Class',
    timeZone: 'America/New_York',
    language: 'en',
    now,
  });
  await createForum(sql, { id: forumId, communityId, name: 'General', isMain: true, createdById: null, now });
  // Mixed, so that no channel's people come before another's.
  const people = Array.from({ length: each }, (_, index) =>
    wireChannels.map((channel) => ({ channel, identifier: String(100_000 + index) })),
  ).flat();
  for (const person of people) await join(homeroom, communityId, person);
  const author = await join(homeroom, communityId, null);
  // Somebody who wrote lately may be written to on WhatsApp.
  await sql`update addresses set heard_at = ${now}`;
  return { communityId, forumId, author, people };
}

async function join(
  { sql, newId, vault, clock }: Homeroom,
  communityId: string,
  at: { channel: ChannelName; identifier: string } | null,
): Promise<{ membershipId: string; personId: string }> {
  const now = clock.now();
  const personId = newId();
  const membershipId = newId();
  const wrappedKey = vault.newPersonKey();
  await createPerson(sql, {
    id: personId,
    name: 'Ana',
    timeZone: 'America/New_York',
    language: 'en',
    wrappedKey,
    now,
  });
  if (at) {
    const key = { channel: at.channel, account: '7000001' };
    const hash = vault.hashIdentifier(key.channel, key.account, at.identifier);
    const sealedIdentifier = vault.sealIdentifier(at.identifier, wrappedKey);
    await createAddresses(sql, [{ id: newId(), ...key, hash, sealedIdentifier, language: 'en' }], now);
    const [address] = await lockAddresses(sql, [{ ...key, hash }]);
    await giveAddress(sql, {
      addressId: address!.id,
      personId,
      sealedIdentifier,
      communityId,
      proof: 'phone',
      now,
    });
  }
  await createMembership(sql, {
    ...{ id: membershipId, personId, communityId, role: 'member', status: 'active' },
    ...{ graduatingYear: 1998, section: null, preferredChannel: at?.channel ?? 'telegram', now },
  });
  await joinForums(sql, membershipId, now);
  return { membershipId, personId };
}
