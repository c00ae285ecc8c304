import type { Engine } from '../../../db/client.ts';
import { keyring } from '../../../db/keyring.ts';
import { openVault } from '../../../db/vault.ts';
import { idMaker } from '../../../domain/id.ts';
import { realClock, realRandom } from '../../../system.ts';
import { until } from '../../support/until.ts';
import { type Cluster, secretKey } from './cluster.ts';

/** A member of the class, with the phone in their hand. */
export interface Classmate {
  addressId: string;
  channel: 'telegram' | 'whatsapp';
  /** All that arrived, in its order. */
  texts(): string[];
  /** Posts to the class, as people do: the words, then the button. */
  post(words: string): Promise<void>;
}

/** How long somebody waits for an answer: a process that polled may be dead, and its lease is not. */
const patienceMs = 900_000;

/** Everybody writes once, so that the servers know their addresses; then these are made members of one class. */
export async function newClassmates(
  cluster: Cluster,
  counts: { telegram: number; whatsapp: number },
): Promise<Classmate[]> {
  const hands = [...telegramHands(cluster, counts.telegram), ...whatsappHands(cluster, counts.whatsapp)];
  const unanswered = new Set(hands);
  await until(
    () => {
      for (const hand of unanswered) {
        if (hand.texts().length === 0) return false;
        unanswered.delete(hand);
      }
      return true;
    },
    patienceMs,
    500,
  );
  return enrol(cluster, new Map(hands.map((hand) => [hand.identifier, hand])));
}

interface Hand extends Pick<Classmate, 'texts' | 'post'> {
  identifier: string;
}

function telegramHands({ providers: { telegram } }: Cluster, count: number): Hand[] {
  return Array.from({ length: count }, (_, n) => {
    const phone = telegram.phones.add({ first_name: `T${n}` });
    phone.start();
    return {
      identifier: String(phone.personId),
      texts: () => phone.heard().map(({ text }) => text ?? ''),
      async post(words) {
        phone.say(`/post ${words}`);
        await until(() => phone.lastText().includes(words), patienceMs, 500);
        phone.press('Post it');
      },
    };
  });
}

function whatsappHands({ providers: { whatsapp } }: Cluster, count: number): Hand[] {
  return Array.from({ length: count }, (_, n) => {
    const phone = whatsapp.phones.add({ number: `+1415556${String(n).padStart(4, '0')}`, name: `W${n}` });
    phone.say('help');
    return {
      identifier: phone.person.userId,
      texts: () => phone.inbox().map(({ content }) => content.text ?? ''),
      async post(words) {
        phone.say(`/post ${words}`);
        await until(
          () => phone.inbox().some(({ content }) => content.text?.includes(words)),
          patienceMs,
          500,
        );
        const shown = phone.inbox().findLast(({ content }) => content.text?.includes(words))!;
        phone.press(shown.id, shown.content.buttons![0]!.id);
      },
    };
  });
}

/** Written straight into the tables: a thousand registrations are another test's story. */
async function enrol({ sql }: Cluster, hands: Map<string, Hand>): Promise<Classmate[]> {
  const clock = realClock();
  const random = realRandom();
  const newId = idMaker(clock, random);
  const now = clock.now();
  const engine = sql as unknown as Engine;
  const vault = await openVault(engine, { keyring: keyring({ secretKey, random }), random, now });
  const addresses = await sql<{ id: string; channel: Classmate['channel']; sealed: Buffer }[]>`
    select id, channel, sealed_identifier as sealed from addresses where channel in ('telegram', 'whatsapp')`;
  const [communityId, forumId] = [newId(), newId()];
  const rows = addresses.map(({ id, channel }, index) => ({
    ...{ addressId: id, channel, personId: newId(), membershipId: newId(), number: index + 1 },
  }));
  const json = sql.json(rows);
  const columns = sql`r("addressId" uuid, channel text, "personId" uuid, "membershipId" uuid, number int)`;
  await sql.begin(async (tx) => {
    await tx`
      insert into communities (id, name, time_zone, language, created_at)
      values (${communityId}, 'Lincoln High', 'UTC', 'en', ${now})`;
    await tx`
      insert into forums (id, community_id, name, is_main, created_at)
      values (${forumId}, ${communityId}, 'General', true, ${now})`;
    await tx`
      insert into people (id, name, language, time_zone, created_at)
      select "personId", 'Member ' || number, 'en', 'UTC', ${now} from jsonb_to_recordset(${json}) as ${columns}`;
    await tx`
      insert into memberships (id, person_id, community_id, number, role, status, graduating_year, preferred_channel,
        status_since, created_at)
      select "membershipId", "personId", ${communityId}, number, 'member', 'active', 1998, channel, ${now}, ${now}
      from jsonb_to_recordset(${json}) as ${columns}`;
    await tx`
      update addresses a set person_id = r."personId", current_community_id = ${communityId}, proven_at = ${now}
      from jsonb_to_recordset(${json}) as ${columns} where a.id = r."addressId"`;
    await tx`
      insert into forum_members (community_id, forum_id, membership_id, created_at)
      select ${communityId}, ${forumId}, "membershipId", ${now} from jsonb_to_recordset(${json}) as ${columns}`;
  });
  return addresses.map(({ id, channel, sealed }) => {
    const hand = hands.get(vault.openIdentifier(sealed, null));
    if (!hand) throw new Error('an address of nobody in this class');
    return { addressId: id, channel, texts: hand.texts, post: hand.post };
  });
}
