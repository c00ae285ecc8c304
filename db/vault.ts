import type { Random } from '../domain/clock.ts';
import type { Tx } from './client.ts';
import { keyedHash, open, seal } from './crypto.ts';
import type { Keyring } from './keyring.ts';

/** Keeps secrets: seals what must not lie open in a row, and finds identifiers without opening them. */
export interface Vault {
  /** The keyed hash by which an address is found. Hex. */
  hashIdentifier(channel: string, account: string, identifier: string): string;
  /** Seals with the person's key, or while there is no person with the installation's. */
  sealIdentifier(identifier: string, wrappedPersonKey: Buffer | null): Buffer;
  openIdentifier(sealed: Buffer, wrappedPersonKey: Buffer | null): string;
  sealJson(value: unknown): Buffer;
  openJson(sealed: Buffer): unknown;
  /** Seals a file for the place it is stored at; a copy put anywhere else does not open. */
  sealFile(bytes: Uint8Array, place: string): Buffer;
  openFile(sealed: Uint8Array, place: string): Buffer;
  /** A new data key for a person, wrapped. */
  newPersonKey(): Buffer;
  /** The keyed hash of a verification code, bound to the address it proves. */
  hashCode(addressId: string, code: string): Buffer;
}

/** Unwrapped keys of people written to lately: unwrapping for each message would double the cost of sealing. */
const rememberedKeys = 10_000;

/** Opens the vault: makes the installation's keys on the first start, wraps them anew after a change of SECRET_KEY. */
export async function openVault(
  tx: Tx,
  { keyring, random, now }: { keyring: Keyring; random: Random; now: Date },
): Promise<Vault> {
  const lookup = await installationKey(tx, { keyring, name: 'lookup', now });
  const data = await installationKey(tx, { keyring, name: 'data', now });
  const unwrapped = new Map<string, Buffer>();

  function keyOf(wrapped: Buffer | null): Buffer {
    if (!wrapped) return data;
    const name = wrapped.toString('base64');
    const known = unwrapped.get(name) ?? keyring.unwrap(wrapped, 'person');
    if (unwrapped.size >= rememberedKeys) unwrapped.clear();
    unwrapped.set(name, known);
    return known;
  }

  return {
    hashIdentifier: (...parts) => keyedHash(lookup, ['address', ...parts]).toString('hex'),
    sealIdentifier: (identifier, wrapped) =>
      seal({ key: keyOf(wrapped), random, place: 'identifier' }, identifier),
    openIdentifier: (sealed, wrapped) =>
      open({ key: keyOf(wrapped), place: 'identifier' }, sealed).toString(),
    sealJson: (value) => seal({ key: data, random, place: 'json' }, JSON.stringify(value)),
    openJson: (sealed) => JSON.parse(open({ key: data, place: 'json' }, sealed).toString()),
    sealFile: (bytes, place) => seal({ key: data, random, place: `file ${place}` }, viewOf(bytes)),
    openFile: (sealed, place) => open({ key: data, place: `file ${place}` }, sealed),
    newPersonKey: () => keyring.wrap(keyring.newKey(), 'person'),
    hashCode: (addressId, code) => keyedHash(lookup, ['code', addressId, code]),
  };
}

/** The same bytes, not a copy. */
const viewOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Several servers may start for the first time at once: whoever writes first decides. */
async function installationKey(
  tx: Tx,
  { keyring, name, now }: { keyring: Keyring; name: string; now: Date },
): Promise<Buffer> {
  await tx`
    insert into installation_keys (name, wrapped, created_at)
    values (${name}, ${keyring.wrap(keyring.newKey(), name)}, ${now}) on conflict do nothing`;
  const [row] = await tx<{ wrapped: Buffer }[]>`select wrapped from installation_keys where name = ${name}`;
  const key = keyring.unwrap(row!.wrapped, name);
  await tx`update installation_keys set wrapped = ${keyring.wrap(key, name)} where name = ${name}`;
  return key;
}
