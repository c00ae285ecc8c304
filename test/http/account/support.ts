import { keyring } from '../../../db/keyring.ts';
import { accessTokens } from '../../../http/account/accessToken.ts';
import { openApiSession } from '../../../http/account/sessions.ts';
import { signingKeys } from '../../../http/account/signingKeys.ts';
import type { World } from '../../support/world.ts';

/** What accounts are made of, on a world's database and clock. */
export function accountsOf(world: World) {
  const { sql, clock, random, newId } = world.deps;
  const secrets = keyring({ secretKey: Buffer.alloc(32, 7), random });
  const keys = signingKeys({ sql, clock, newId, keyring: secrets });
  const tokens = accessTokens({ keys, clock });
  const deps = { ...world.deps, tokens };
  return {
    ...deps,
    keys,
    /** Signs a member in, past the bot. */
    signIn: (membershipId: string) => openApiSession(deps, membershipId),
  };
}
