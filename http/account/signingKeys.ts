import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Engine as Sql } from '../../db/client.ts';
import type { Keyring } from '../../db/keyring.ts';
import {
  addSigningKey,
  findSigningKeys,
  forgetSigningKeys,
  rewrapSigningKey,
  type SigningKeyRow,
} from '../../db/signingKeys.ts';
import type { Clock } from '../../domain/clock.ts';

/** A pair that signs and verifies (Ed25519, RFC 8037). */
export interface SigningKey {
  /** The `kid`. */
  id: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  createdAt: Date;
}

export interface SigningKeys {
  /** The one that signs now; a new one where there is none, or it has signed for a month. */
  current(): Promise<SigningKey>;
  /** The one of this `kid`; null for one that was never ours, or is believed no more. */
  find(id: string): Promise<SigningKey | null>;
}

export interface SigningKeysDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  keyring: Keyring;
}

const dayMs = 86_400_000;
/** For how long a key signs, and how long what it signed is looked at at all. */
const signsForMs = 30 * dayMs;
const isKeptForMs = 31 * dayMs;
/** Nobody who makes up key names makes us ask the database each time. */
const looksEveryMs = 5_000;

/** The keys that sign access tokens. They are rows, so that every server believes what another one signed. */
export function signingKeys({ sql, clock, newId, keyring }: SigningKeysDeps): SigningKeys {
  let known: SigningKey[] = [];
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;

  /** One look serves all who ask meanwhile. */
  function look(): Promise<void> {
    looking ??= lookNow().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function lookNow(): Promise<void> {
    lookedAtMs = clock.now().getTime();
    const rows = await findSigningKeys(sql);
    known = rows.map((row) => openKey(keyring, row));
    await wrapSigningKeysAnew(sql, keyring, rows);
  }

  async function add(now: Date): Promise<void> {
    const id = newId();
    const wrapped = keyring.wrap(keyring.newKey(), placeOf(id));
    await sql.begin(async (tx) => {
      await addSigningKey(tx, { id, wrapped, notSince: ago(now, signsForMs), now });
      await forgetSigningKeys(tx, ago(now, isKeptForMs));
    });
  }

  const isFresh = ({ createdAt }: SigningKey, now: Date) => createdAt > ago(now, signsForMs);

  return {
    async current() {
      const now = clock.now();
      if (known[0] && isFresh(known[0], now)) return known[0];
      await look();
      if (!known[0] || !isFresh(known[0], now)) {
        await add(now);
        await look();
      }
      return known[0]!;
    },
    async find(id) {
      const now = clock.now();
      const isKnown = () => known.find((key) => key.id === id && key.createdAt > ago(now, isKeptForMs));
      if (!isKnown() && (looking || now.getTime() - lookedAtMs >= looksEveryMs)) await look();
      return isKnown() ?? null;
    },
  };
}

/** After a change of SECRET_KEY: wraps what only the previous one opens with the one of today. */
export async function wrapSigningKeysAnew(
  sql: Sql,
  keyring: Pick<Keyring, 'isCurrent' | 'wrap' | 'unwrap'>,
  rows?: SigningKeyRow[],
): Promise<void> {
  for (const { id, wrapped } of rows ?? (await findSigningKeys(sql))) {
    const place = placeOf(id);
    if (!keyring.isCurrent(wrapped, place))
      await rewrapSigningKey(sql, id, keyring.wrap(keyring.unwrap(wrapped, place), place));
  }
}

const placeOf = (id: string) => `signing ${id}`;

/** What stands before the 32 bytes in PKCS #8 (RFC 8410, section 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

function openKey(keyring: Keyring, { id, wrapped, createdAt }: SigningKeyRow): SigningKey {
  const seed = keyring.unwrap(wrapped, placeOf(id));
  const der = Buffer.concat([pkcs8Head, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { id, privateKey, publicKey: createPublicKey(privateKey), createdAt };
}

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms);
