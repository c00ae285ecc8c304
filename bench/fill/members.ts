import type postgres from 'postgres';

/** Our side of each channel, as the filled addresses name it. */
export const accounts = [
  { channel: 'telegram', account: '7000001' },
  { channel: 'whatsapp', account: '100200300' },
  { channel: 'sms', account: '+14155550100' },
  { channel: 'email', account: 'class.example.org' },
  { channel: 'web', account: 'web' },
];

/** What decides how a member is planned for, in the words of SQL over `n`, the member's number. */
interface Habits {
  channel: string;
  hasPhone: string;
  frequency: string;
  hasQuietHours: string;
}

/** Everybody alike; or a class as they are: several channels, nights, digests, six zones, two languages. */
const habits = {
  alike: { channel: `'telegram'`, hasPhone: 'false', frequency: `'at once'`, hasQuietHours: 'false' },
  mixed: {
    channel: `(array['telegram','telegram','telegram','telegram','whatsapp','whatsapp','sms','sms','email','web'])[1 + n % 10]`,
    hasPhone: 'n % 3 = 0',
    frequency: `(array['at once','at once','at once','at once','at once','at once','daily','weekly'])[1 + n % 8]`,
    hasQuietHours: 'n % 4 = 0',
  },
} satisfies Record<string, Habits>;

export interface Members {
  count: number;
  perCommunity: number;
  are: keyof typeof habits;
  /** When they registered. */
  since: Date;
}

/**
 * Fills communities with active members, one main forum each, by statements alone. Identifiers are as long as real ones but
 * sealed by nobody: `sealIdentifiers` seals what is to be sent to.
 */
export async function fillMembers(owner: postgres.Sql, { count, perCommunity, are, since }: Members) {
  const { channel, hasPhone, frequency, hasQuietHours } = habits[are];
  const at = owner`${since}::timestamptz`;
  const all = owner`generate_series(1, ${count}) n`;
  const community = owner`bench_id(${at}, 'community', (n - 1) / ${perCommunity})`;
  const forum = owner`bench_id(${at}, 'forum', (n - 1) / ${perCommunity})`;
  const person = owner`bench_id(${at}, 'person', n)`;
  const member = owner`bench_id(${at}, 'member', n)`;
  await owner`
    insert into communities (id, name, time_zone, language, last_member_number, created_at)
    select ${community}, 'Class ' || n, 'America/New_York', 'en', ${perCommunity}, ${at}
    from generate_series(1, ${count}, ${perCommunity}) n`;
  await owner`
    insert into forums (id, community_id, name, is_main, created_at)
    select ${forum}, ${community}, 'General', true, ${at} from generate_series(1, ${count}, ${perCommunity}) n`;
  await owner`
    insert into people (id, name, language, time_zone, wrapped_key, quiet_from, quiet_to, created_at)
    select ${person}, 'Member ' || n, case when n % 5 = 0 then 'es' else 'en' end,
      (array['America/New_York', 'America/Lima', 'Europe/Madrid', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Los_Angeles'])[1 + n % 6],
      ${bytes(owner, 'key', 61)}, case when ${owner.unsafe(hasQuietHours)} then 1320 end,
      case when ${owner.unsafe(hasQuietHours)} then 420 end, ${at} from ${all}`;
  await owner`
    insert into memberships (id, person_id, community_id, number, role, status, graduating_year, preferred_channel,
      fallback_channels, frequency, status_since, created_at)
    select ${member}, ${person}, ${community}, 1 + (n - 1) % ${perCommunity},
      case when (n - 1) % ${perCommunity} = 0 then 'organizer' else 'member' end, 'active', 1998,
      ${owner.unsafe(channel)}, array['sms'], ${owner.unsafe(frequency)}, ${at}, ${at} from ${all}`;
  await owner`
    insert into forum_members (community_id, forum_id, membership_id, created_at)
    select ${community}, ${forum}, ${member}, ${at} from ${all}`;
  await fillAddresses(owner, { at, all, channel: owner.unsafe(channel), kind: 'address', community, person });
  const withPhone = owner`generate_series(1, ${count}) n
    where ${owner.unsafe(hasPhone)} and ${owner.unsafe(channel)} <> 'sms'`;
  await fillAddresses(owner, { at, all: withPhone, channel: owner`'sms'`, kind: 'phone', community, person });
  await owner`analyze communities, forums, people, memberships, forum_members, addresses`;
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

function fillAddresses(
  owner: postgres.Sql,
  {
    at,
    all,
    channel,
    kind,
    community,
    person,
  }: Record<'at' | 'all' | 'channel' | 'community' | 'person', Fragment> & { kind: string },
) {
  const account = owner`(select side->>'account' from jsonb_array_elements(${owner.json(accounts)}) side where side->>'channel' = ${channel})`;
  return owner`
    insert into addresses (id, channel, account, identifier_hash, sealed_identifier, sealed_for_person, person_id,
      current_community_id, language, proven_at, proof, heard_at, created_at)
    select bench_id(${at}, ${kind}, n), ${channel}, ${account}, ${bytes(owner, kind, 32)}, ${bytes(owner, `sealed ${kind}`, 41)},
      false, ${person}, ${community}, 'en', ${at}, 'phone', now(), ${at} from ${all}`;
}

/** So many bytes that look like chance, always the same for the same number. */
const bytes = (owner: postgres.Sql, kind: string, length: number) =>
  owner`substr(sha512((${kind} || n)::bytea), 1, ${length})`;
