import type { Engine } from '../../db/client.ts';
import type { Vault } from '../../db/vault.ts';

/** Members of a class, written straight into the tables: for tests about many of them. */
export async function writeMembers(
  sql: Engine,
  {
    vault,
    newId,
    now,
    identifiers,
    account,
  }: { vault: Vault; newId: () => string; now: Date; identifiers: string[]; account: string },
): Promise<{ communityId: string; forumId: string; membershipIds: string[] }> {
  const communityId = newId();
  const forumId = newId();
  await sql`insert into communities (id, name, time_zone, language, created_at) values (${communityId}, 'Lincoln High', 'UTC', 'en', ${now})`;
  await sql`insert into forums (id, community_id, name, is_main, created_at) values (${forumId}, ${communityId}, 'General', true, ${now})`;
  const rows = identifiers.map((identifier, index) => ({
    personId: newId(),
    membershipId: newId(),
    addressId: newId(),
    number: index + 1,
    name: `Member ${index + 1}`,
    hash: vault.hashIdentifier('telegram', account, identifier),
    sealed: vault.sealIdentifier(identifier, null).toString('hex'),
  }));
  const json = sql.json(rows as never);
  const columns = sql`r("personId" uuid, "membershipId" uuid, "addressId" uuid, number int, name text, hash text, sealed text)`;
  await sql`
    insert into people (id, name, language, time_zone, created_at)
    select "personId", name, 'en', 'UTC', ${now} from jsonb_to_recordset(${json}) as ${columns}`;
  await sql`
    insert into memberships (id, person_id, community_id, number, role, status, graduating_year, preferred_channel, status_since, created_at)
    select "membershipId", "personId", ${communityId}, number, 'member', 'active', 1998, 'telegram', ${now}, ${now}
    from jsonb_to_recordset(${json}) as ${columns}`;
  await sql`
    insert into addresses (id, channel, account, identifier_hash, sealed_identifier, person_id, current_community_id, language, proven_at, created_at)
    select "addressId", 'telegram', ${account}, decode(hash, 'hex'), decode(sealed, 'hex'), "personId", ${communityId}, 'en', ${now}, ${now}
    from jsonb_to_recordset(${json}) as ${columns}`;
  await sql`
    insert into forum_members (community_id, forum_id, membership_id, created_at)
    select ${communityId}, ${forumId}, "membershipId", ${now} from jsonb_to_recordset(${json}) as ${columns}`;
  return { communityId, forumId, membershipIds: rows.map(({ membershipId }) => membershipId) };
}
