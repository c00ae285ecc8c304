import { createHash } from 'node:crypto';
import { createAddresses } from './db/addresses.ts';
import type { Engine as Sql, Tx } from './db/client.ts';
import { findOnline, findSeats, findTypingSeat } from './db/presence.ts';
import { createSession, findSession, keepConnected, revokeSession } from './db/sessions.ts';
import type { Vault } from './db/vault.ts';
import {
  changeWebMessage,
  findLatestWebMessages,
  findShown,
  findUnseen,
  findWebChanges,
  findWebMessageIds,
  insertWebMessage,
  lockScreen,
  markSeen,
  type WebMessageRow,
} from './db/webMessages.ts';
import type { Broadcast } from './domain/broadcast.ts';
import type { Clock, Random } from './domain/clock.ts';
import type { NewId } from './domain/id.ts';
import { type WebContent, type WebMessage, type WebStore, webAccount } from './domain/webChat.ts';

export interface WebStoreDeps {
  sql: Sql;
  vault: Vault;
  clock: Clock;
  random: Random;
  newId: NewId;
  broadcast: Broadcast;
}

/** How long a browser that does not come back stays signed in. */
export const sessionLifeMs = 180 * 86_400_000;

/** What the web chat keeps, in Postgres. */
export function webStore(deps: WebStoreDeps): WebStore {
  const { sql, vault, clock } = deps;
  const hashOf = (browser: string) => vault.hashIdentifier('web', webAccount, browser);
  const opened = (row: WebMessageRow): WebMessage => {
    const { sealed, ...rest } = row;
    return { ...rest, content: sealed && (vault.openJson(sealed) as WebContent) };
  };

  /** Changes a screen that somebody still holds, and says so to whoever shows it. Returns what `act` did, or null. */
  async function onScreen<T>(browser: string, act: (tx: Tx, addressId: string) => Promise<T>) {
    const done = await sql.begin(async (tx) => {
      const addressId = await lockScreen(tx, hashOf(browser), clock.now());
      return addressId && { addressId, result: await act(tx, addressId) };
    });
    if (!done) return null;
    deps.broadcast.tell({ kind: 'screen', addressId: done.addressId });
    return done.result as T;
  }

  return {
    createSession: (language) => sql.begin((tx) => openSession(deps, tx, language)),
    async findSession(token) {
      const now = clock.now();
      const row = await findSession(sql, { tokenHash: tokenHash(token), now, expiresAt: lifeFrom(now) });
      if (!row) return null;
      const browser = vault.openIdentifier(row.sealedIdentifier, row.wrappedKey);
      return { id: row.id, addressId: row.addressId, browser };
    },
    async endSession(sessionId) {
      await revokeSession(sql, sessionId, clock.now());
      deps.broadcast.tell({ kind: 'signedOut', sessionId });
    },
    keepAlive: (ids, until) => keepConnected(sql, { ids, until, now: clock.now() }),

    async add({ browser }, { content, ...message }) {
      const added = await onScreen(browser, async (tx, addressId) => {
        const sealed = vault.sealJson(content);
        await insertWebMessage(tx, { ...message, addressId, sealed, now: clock.now() });
        return true;
      });
      return added ?? false;
    },
    async change({ browser }, ids, content) {
      const changed = await onScreen(browser, async (tx, addressId) => {
        let count = 0;
        for (const id of ids) {
          const shown = await findShown(tx, addressId, id);
          if (!shown) continue;
          const sealed = content && vault.sealJson({ ...(vault.openJson(shown) as WebContent), ...content });
          await changeWebMessage(tx, { addressId, id, sealed, now: clock.now() });
          count++;
        }
        return count;
      });
      return changed ?? 0;
    },
    async find(addressId, id) {
      const sealed = await findShown(sql, addressId, id);
      return sealed && (vault.openJson(sealed) as WebContent);
    },
    findIds: ({ browser }, ids) => findWebMessageIds(sql, hashOf(browser), ids),

    changesSince: async (addressId, revision, limit) =>
      (await findWebChanges(sql, { addressId, revision, limit })).map(opened),
    latest: async (addressId, limit, before) =>
      (await findLatestWebMessages(sql, { addressId, limit, before: before ?? null })).map(opened),
    findUnseen: (addressId, seen, upTo) => findUnseen(sql, { addressId, seen, upTo }),
    markSeen: (addressId, seen, ids) => markSeen(sql, { addressId, seen, ids, now: clock.now() }),

    findSeats: (addressIds) => findSeats(sql, addressIds),
    findOnline: (communityIds) => findOnline(sql, { communityIds, now: clock.now() }),
    findTypingSeat: (addressId) => findTypingSeat(sql, addressId),
  };
}

/** A browser nobody knows yet: an address that nobody else can guess, and the cookie that holds it. */
async function openSession({ vault, clock, random, newId }: WebStoreDeps, tx: Tx, language: string) {
  const now = clock.now();
  const browser = random.bytes(16).toString('hex');
  const token = random.bytes(32).toString('base64url');
  const addressId = newId();
  const address = {
    id: addressId,
    channel: 'web',
    account: webAccount,
    hash: vault.hashIdentifier('web', webAccount, browser),
    sealedIdentifier: vault.sealIdentifier(browser, null),
    language,
  };
  await createAddresses(tx, [address], now);
  const id = newId();
  await createSession(tx, {
    id,
    addressId,
    tokenHash: tokenHash(token),
    expiresAt: lifeFrom(now),
    now,
  });
  return { token, session: { id, addressId, browser } };
}

const lifeFrom = (now: Date) => new Date(now.getTime() + sessionLifeMs);

/** The token is 32 random bytes: a plain hash of it cannot be guessed back. */
const tokenHash = (token: string) => createHash('sha256').update(token).digest();
