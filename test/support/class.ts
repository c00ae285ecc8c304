import { createAddresses, lockAddresses } from '../../db/addresses.ts';
import { createCommunity, createForum, joinForums } from '../../db/communities.ts';
import { createInvite } from '../../db/invites.ts';
import { createMembership, createPerson, giveAddress } from '../../db/people.ts';
import { membershipRoles, membershipStatuses } from '../../db/schema.ts';
import type { ChannelName } from '../../domain/channel.ts';
import type { Phone } from './phone.ts';
import type { World } from './world.ts';

export interface Class {
  communityId: string;
  forumId: string;
  /** By the names of their phones. */
  members: Record<string, Member>;
}

export interface Member {
  personId: string;
  membershipId: string;
  addressId: string;
}

/**
 * A class whose members are in already, each with a phone of that name. What is said of each are words in any order:
 * `telegram`, `sms` or `whatsapp`, `es`, a role, a status (`organizer`, `pending`), a year that is not 1998, a section (`Blue`). Who
 * has a phone already is the same person in another class, and speaks in this one from now on.
 */
export async function newClass(
  world: World,
  { name = 'Lincoln High', members }: { name?: string; members: Record<string, string> },
): Promise<Class> {
  const { sql, newId, clock } = world;
  const now = clock.now();
  const communityId = newId();
  const forumId = newId();
  await createCommunity(sql, { id: communityId, name, timeZone: 'America/New_York', language: 'en', now });
  await createForum(sql, { id: forumId, communityId, name: 'General', isMain: true, createdById: null, now });
  const made: Class = { communityId, forumId, members: {} };
  for (const [who, words] of Object.entries(members)) {
    made.members[who] = await addMember(world, made, { who, words: words.split(' ') });
  }
  return made;
}

/** An invite that anybody may use. Returns its code. */
export async function addInvite(world: World, { communityId }: Class): Promise<string> {
  const { sql, newId, clock } = world;
  const code = 'K7QM-2XRD';
  await createInvite(sql, {
    id: newId(),
    communityId,
    code,
    createdById: null,
    maxUses: null,
    expiresAt: null,
    now: clock.now(),
  });
  return code;
}

/** One more forum of a class, which all its members join. */
export async function addForum(world: World, { communityId, members }: Class, name: string): Promise<string> {
  const { sql, newId, clock } = world;
  const id = newId();
  const everybody = Object.values(members).map(({ membershipId }) => membershipId);
  await createForum(sql, {
    id,
    communityId,
    name,
    isMain: false,
    createdById: everybody[0]!,
    now: clock.now(),
  });
  for (const membershipId of everybody) await joinForums(sql, membershipId, clock.now());
  return id;
}

async function addMember(
  world: World,
  { communityId }: Class,
  { who, words }: { who: string; words: string[] },
): Promise<Member> {
  const { sql, newId, clock } = world;
  const phone = world.phones.get(who) ?? newPhone(world, { who, words });
  const { personId, addressId } = await personOf(world, phone, communityId);
  const status = membershipStatuses.find((one) => words.includes(one)) ?? 'active';
  const membershipId = await createMembership(sql, {
    id: newId(),
    personId,
    communityId,
    role: membershipRoles.find((role) => words.includes(role)) ?? 'member',
    status,
    graduatingYear: Number(words.find((one) => /^\d{4}$/.test(one)) ?? 1998),
    section: words.find((one) => /^[A-Z]/.test(one)) ?? null,
    preferredChannel: phone.channel,
    now: clock.now(),
  });
  if (status === 'active') await joinForums(sql, membershipId, clock.now());
  return { personId, membershipId, addressId };
}

const identifiers: Record<ChannelName, (n: number) => string> = {
  telegram: (n) => String(5_000 + n),
  sms: (n) => `+1415555${String(100 + n).padStart(4, '0')}`,
  web: (n) => `browser-${n}`,
  email: (n) => `member${n}@class.example`,
  whatsapp: (n) => `US.${13_491_208_655 + n}`,
  'whatsapp-web': (n) => `${271_828_182_845_000 + n}@lid`,
};
const channelNames = Object.keys(identifiers) as ChannelName[];

function newPhone(world: World, { who, words }: { who: string; words: string[] }): Phone {
  const channel = channelNames.find((one) => words.includes(one)) ?? 'telegram';
  const n = world.phones.size;
  const phone: Phone = {
    name: who,
    channel,
    identifier: identifiers[channel](n),
    language: words.includes('es') ? 'es' : 'en',
    number: null,
    screen: [],
    typed: [],
    news: [],
  };
  world.phones.set(who, phone);
  return phone;
}

async function personOf(world: World, phone: Phone, communityId: string) {
  const { sql, newId, clock, vault } = world;
  const now = clock.now();
  const { account } = world.accounts.find(({ channel }) => channel === phone.channel)!;
  const { channel, identifier, language } = phone;
  const hash = vault.hashIdentifier(channel, account, identifier);
  const sealedIdentifier = vault.sealIdentifier(identifier, null);
  await createAddresses(sql, [{ id: newId(), channel, account, hash, sealedIdentifier, language }], now);
  const [address] = await lockAddresses(sql, [{ channel, account, hash }]);
  const addressId = address!.id;
  const [known] = await sql<{ personId: string | null }[]>`
    update addresses set current_community_id = ${communityId}, consent_sent_at = ${now}, heard_at = ${now}
    where id = ${addressId} returning person_id as "personId"`;
  if (known?.personId) return { personId: known.personId, addressId };
  const wrappedKey = vault.newPersonKey();
  const personId = newId();
  const name = phone.name[0]!.toUpperCase() + phone.name.slice(1);
  await createPerson(sql, { id: personId, name, timeZone: 'America/New_York', wrappedKey, language, now });
  await giveAddress(sql, {
    addressId,
    personId,
    sealedIdentifier: vault.sealIdentifier(identifier, wrappedKey),
    communityId,
    proof: 'phone',
    now,
  });
  return { personId, addressId };
}

/** One more way to reach a member, proven, with a phone of its own (`ana-sms`). Returns the address. */
export async function addAddress(
  world: World,
  { communityId }: Class,
  { member, channel }: { member: Member; channel: ChannelName },
): Promise<string> {
  const { sql, newId, clock, vault } = world;
  const now = clock.now();
  const phone = newPhone(world, { who: `${channel}${world.phones.size}`, words: [channel] });
  const { account } = world.accounts.find((one) => one.channel === channel)!;
  const { identifier, language } = phone;
  const hash = vault.hashIdentifier(channel, account, identifier);
  const sealedIdentifier = vault.sealIdentifier(identifier, null);
  const addressId = newId();
  await createAddresses(sql, [{ id: addressId, channel, account, hash, sealedIdentifier, language }], now);
  const [person] = await sql<{ wrappedKey: Buffer }[]>`
    select wrapped_key as "wrappedKey" from people where id = ${member.personId}`;
  await giveAddress(sql, {
    ...{ addressId, personId: member.personId, communityId, proof: 'code', now },
    sealedIdentifier: vault.sealIdentifier(identifier, person!.wrappedKey),
  });
  await sql`update addresses set consent_sent_at = ${now} where id = ${addressId}`;
  return addressId;
}
