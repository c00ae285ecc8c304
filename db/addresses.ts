import type { Tx } from './client.ts';

/** How an address is looked up: by the keyed hash of its identifier. */
export interface AddressKey {
  channel: string;
  account: string;
  /** Hex. */
  hash: string;
}

export interface NewAddress extends AddressKey {
  id: string;
  sealedIdentifier: Buffer;
  language: string;
}

/** Locks the addresses that exist, in the order of their ids: the lock under which their events are handled. */
export async function lockAddresses(tx: Tx, keys: AddressKey[]): Promise<{ id: string; hash: string }[]> {
  const rows = keys.map(({ channel, account, hash }) => ({ channel, account, hash }));
  return tx<{ id: string; hash: string }[]>`
    select a.id, encode(a.identifier_hash, 'hex') as hash
    from jsonb_to_recordset(${tx.json(rows)}) as k(channel text, account text, hash text)
    join addresses a on a.channel = k.channel and a.account = k.account
      and a.identifier_hash = decode(k.hash, 'hex')
    order by a.id for update of a`;
}

/** Whose addresses these are; those that are known, and belong to somebody. */
export async function findPeopleOf(
  tx: Tx,
  keys: AddressKey[],
): Promise<{ hash: string; personId: string }[]> {
  const rows = keys.map(({ channel, account, hash }) => ({ channel, account, hash }));
  return tx<{ hash: string; personId: string }[]>`
    select k.hash, a.person_id as "personId"
    from jsonb_to_recordset(${tx.json(rows)}) as k(channel text, account text, hash text)
    cross join lateral (
      select person_id from addresses where channel = k.channel and account = k.account
        and identifier_hash = decode(k.hash, 'hex') limit 1
    ) a where a.person_id is not null`;
}

export async function lockAddressesById(tx: Tx, ids: string[]): Promise<void> {
  await tx`select id from addresses where id = any(${ids}) order by id for update`;
}

/** Makes addresses for those who speak for the first time; one made meanwhile by another server stays as it is. */
export async function createAddresses(tx: Tx, addresses: NewAddress[], now: Date): Promise<void> {
  const rows = addresses
    .map(({ sealedIdentifier, ...rest }) => ({ ...rest, sealed: sealedIdentifier.toString('hex') }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
  await tx`
    insert into addresses (id, channel, account, identifier_hash, sealed_identifier, language, created_at)
    select id, channel, account, decode(hash, 'hex'), decode(sealed, 'hex'), language, ${now}
    from jsonb_to_recordset(${tx.json(rows as never)}) as a(id uuid, channel text, account text, hash text,
      sealed text, language text)
    on conflict (channel, account, identifier_hash) do nothing`;
}

/**
 * Whoever was forgotten there left a STOP and nothing else: who is heard from there now, or proves that it is theirs, can
 * be written to again.
 */
export async function sealAnew(tx: Tx, addresses: NewAddress[]): Promise<void> {
  if (addresses.length === 0) return;
  const rows = addresses.map(({ channel, account, hash, sealedIdentifier }) => ({
    ...{ channel, account, hash },
    sealed: sealedIdentifier.toString('hex'),
  }));
  await tx`
    update addresses a set sealed_identifier = decode(k.sealed, 'hex')
    from jsonb_to_recordset(${tx.json(rows)}) as k(channel text, account text, hash text, sealed text)
    where a.channel = k.channel and a.account = k.account and a.identifier_hash = decode(k.hash, 'hex')
      and a.sealed_identifier = ''`;
}

/** Notes the phone numbers that providers vouch for. */
export async function recordPhones(tx: Tx, vouched: { addressId: string; phoneId: string }[]): Promise<void> {
  await tx`
    update addresses a set phone_id = v."phoneId"
    from jsonb_to_recordset(${tx.json(vouched)}) as v("addressId" uuid, "phoneId" uuid) where a.id = v."addressId"`;
}

/** Notes that a mail of theirs is refused in words; false where one was within a day. */
export async function noteRefusal(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx`
    update addresses set refused_at = ${now}
    where id = ${id} and (refused_at is null or refused_at <= ${now}::timestamptz - interval '1 day') returning id`;
  return rows.length > 0;
}

/** The next mail that nothing proves may be asked about at once: its owner answers. */
export async function forgetRefusal(tx: Tx, id: string): Promise<void> {
  await tx`update addresses set refused_at = null where id = ${id}`;
}

/** The same address under another identifier. */
export async function renameAddress(
  tx: Tx,
  { id, hash, sealedIdentifier }: { id: string; hash: string; sealedIdentifier: Buffer },
): Promise<void> {
  await tx`
    update addresses set identifier_hash = decode(${hash}, 'hex'), sealed_identifier = ${sealedIdentifier}
    where id = ${id}`;
}
