import type { Engine } from '../../../db/client.ts';
import { keyring } from '../../../db/keyring.ts';
import { openVault } from '../../../db/vault.ts';
import { idMaker } from '../../../domain/id.ts';
import { realClock, realRandom } from '../../../system.ts';
import { type Cluster, secretKey } from './cluster.ts';
import { type Hand, telegramHand, whatsappHand } from './hands.ts';

/** A member of the class, with the phone in their hand. */
export interface Classmate extends Hand {
  addressId: string;
  /** All that arrived, in its order. */
  texts(): string[];
}

const accounts = { telegram: '7000001', whatsapp: '100000000000001' };

/** Members of one class, written straight into the tables: a thousand registrations are another test's story. */
export async function newClassmates(
  cluster: Cluster,
  counts: { telegram: number; whatsapp: number },
): Promise<Classmate[]> {
  const { provider, publicUrl } = cluster;
  const hands = [
    ...Array.from({ length: counts.telegram }, (_, n) => telegramHand(provider, 700_000_000 + n)),
    ...Array.from({ length: counts.whatsapp }, (_, n) =>
      whatsappHand(provider, `+1415556${String(n).padStart(4, '0')}`, publicUrl),
    ),
  ];
  const addressIds = await enrol(cluster, hands);
  return hands.map((hand, index) => ({
    ...hand,
    addressId: addressIds[index]!,
    texts: () => provider.takenFor(hand.identifier).map(({ text }) => text),
  }));
}

async function enrol({ sql }: Cluster, hands: Hand[]): Promise<string[]> {
  const clock = realClock();
  const random = realRandom();
  const newId = idMaker(clock, random);
  const now = clock.now();
  const secrets = keyring({ secretKey, random });
  const vault = await openVault(sql as unknown as Engine, { keyring: secrets, random, now });
  const [communityId, forumId] = [newId(), newId()];
  const rows = hands.map(({ channel, identifier }, index) => ({
    ...{ channel, account: accounts[channel], number: index + 1 },
    ...{ addressId: newId(), personId: newId(), membershipId: newId() },
    hash: vault.hashIdentifier(channel, accounts[channel], identifier),
    sealed: vault.sealIdentifier(identifier, null).toString('hex'),
  }));
  const members = sql`jsonb_to_recordset(${sql.json(rows)}) as r("addressId" uuid, channel text, account text,
    "personId" uuid, "membershipId" uuid, number int, hash text, sealed text)`;
  await sql.begin(async (tx) => {
    await tx`
      insert into communities (id, name, time_zone, language, created_at)
      values (${communityId}, 'Lincoln High', 'UTC', 'en', ${now})`;
    await tx`
      insert into forums (id, community_id, name, is_main, created_at)
      values (${forumId}, ${communityId}, 'General', true, ${now})`;
    await tx`
      insert into people (id, name, language, time_zone, created_at)
      select "personId", 'Member ' || number, 'en', 'UTC', ${now} from ${members}`;
    await tx`
      insert into memberships (id, person_id, community_id, number, role, status, graduating_year, preferred_channel,
        status_since, created_at)
      select "membershipId", "personId", ${communityId}, number, 'member', 'active', 1998, channel, ${now}, ${now}
      from ${members}`;
    await tx`
      insert into addresses (id, channel, account, identifier_hash, sealed_identifier, person_id, current_community_id,
        language, proven_at, heard_at, created_at)
      select "addressId", channel, account, decode(hash, 'hex'), decode(sealed, 'hex'), "personId", ${communityId},
        'en', ${now}, ${now}, ${now} from ${members}`;
    await tx`
      insert into forum_members (community_id, forum_id, membership_id, created_at)
      select ${communityId}, ${forumId}, "membershipId", ${now} from ${members}`;
  });
  return rows.map(({ addressId }) => addressId);
}
