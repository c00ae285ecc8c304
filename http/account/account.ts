import { type AccountRow, findAccount, findPageAccount } from '../../db/accounts.ts';
import type { Engine as Sql } from '../../db/client.ts';
import type { Clock } from '../../domain/clock.ts';
import { mayAs, type Permission } from '../../domain/permissions.ts';
import type { AccessClaims, AccessTokens } from './accessToken.ts';
import { secretHash, secretShape } from './secrets.ts';
import { sessionLifeMs } from './sessions.ts';

/** Who is signed in, as they stand at this moment. */
export type Account = AccountRow;

export interface AccountDeps {
  sql: Sql;
  clock: Clock;
  tokens: AccessTokens;
}

/** The account of a request's `Authorization` header; null for none, or one that does not hold. */
export async function accountOfBearer(
  { sql, clock, tokens }: AccountDeps,
  header: string | undefined,
): Promise<Account | null> {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header ?? '')?.[1];
  const claims = token ? await tokens.read(token) : null;
  return claims && accountOfClaims({ sql, clock }, claims);
}

/** The account of a token that was read already, as it stands now; null once its session is over. */
export const accountOfClaims = (
  { sql, clock }: Pick<AccountDeps, 'sql' | 'clock'>,
  { membershipId, sessionId }: AccessClaims,
): Promise<Account | null> => findAccount(sql, { membershipId, sessionId, now: clock.now() });

/** The account of a browser's cookie; null for none, or one that does not hold. */
export function accountOfPage(
  { sql, clock }: Pick<AccountDeps, 'sql' | 'clock'>,
  token: string | undefined,
): Promise<Account | null> {
  if (!token || !secretShape.test(token)) return Promise.resolve(null);
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + sessionLifeMs.page);
  return findPageAccount(sql, { tokenHash: secretHash(token), expiresAt, now });
}

/** Whether somebody may do it in the community they are signed in to. */
export const accountMay = (account: Account, permission: Permission): boolean =>
  mayAs(account, permission, account);
