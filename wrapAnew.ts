import type { Engine as Sql } from './db/client.ts';
import type { Keyring } from './db/keyring.ts';
import { replaceWrappedKeys, wrappedKeysAfter } from './db/wrappedKeys.ts';
import type { Log } from './domain/log.ts';
import { wrapSigningKeysAnew } from './http/account/signingKeys.ts';

const atOnce = 1_000;
const nil = '00000000-0000-0000-0000-000000000000';

/** Does so where there is a previous secret, and says when that may go. Never rejects: the next start tries again. */
export async function changeSecret({ sql, keys, log }: { sql: Sql; keys: Keyring; log: Log }): Promise<void> {
  if (!keys.isChanging) return;
  await wrapAnew(sql, keys).then(
    (count) => log.info({ count }, 'all keys are wrapped by SECRET_KEY: SECRET_KEY_PREVIOUS can go'),
    (error: unknown) => log.error({ err: error }, 'SECRET_KEY_PREVIOUS is still needed'),
  );
}

/**
 * After a change of SECRET_KEY: wraps what only the previous one opens with the one of today, so that
 * SECRET_KEY_PREVIOUS can go. The installation's own keys were wrapped anew when the vault was opened.
 * @returns how many people's keys were wrapped anew
 * @throws {CannotOpen} on a key that neither secret opens
 */
export async function wrapAnew(
  sql: Sql,
  keys: Pick<Keyring, 'isCurrent' | 'unwrap' | 'wrap'>,
): Promise<number> {
  // Nobody may ask for a token for weeks: what signs them must not wait for that.
  await wrapSigningKeysAnew(sql, keys);
  let count = 0;
  let last = nil;
  for (;;) {
    const read = await wrappedKeysAfter(sql, last, atOnce);
    const old = read.filter(({ wrapped }) => !keys.isCurrent(wrapped, 'person'));
    const anew = old.map((key) => ({
      ...key,
      anew: keys.wrap(keys.unwrap(key.wrapped, 'person'), 'person'),
    }));
    if (anew.length > 0) await replaceWrappedKeys(sql, anew);
    count += anew.length;
    if (read.length < atOnce) return count;
    last = read.at(-1)!.personId;
  }
}
