import {
  addAccountToken,
  createAccountSession,
  lockAccountToken,
  prolongAccountSession,
  revokeAccountSession,
  useAccountToken,
} from '../../db/accounts.ts';
import type { Engine as Sql, Tx } from '../../db/client.ts';
import type { Clock, Random } from '../../domain/clock.ts';
import type { NewId } from '../../domain/id.ts';
import { type AccessTokens, accessLifeSeconds } from './accessToken.ts';
import { newSecret, secretHash } from './secrets.ts';

export interface SessionDeps {
  sql: Sql;
  clock: Clock;
  random: Random;
  newId: NewId;
  tokens: AccessTokens;
}

/** What a program signs in with from now on. */
export interface TokenPair {
  accessToken: string;
  expiresInSeconds: number;
  /** Good for once. */
  refreshToken: string;
  sessionId: string;
}

/** How long a program or browser that does not come back stays signed in. */
export const sessionLifeMs = { api: 30 * 86_400_000, page: 12 * 3_600_000 };

/** Opens a session for a program. */
export async function openApiSession(deps: SessionDeps, membershipId: string): Promise<TokenPair> {
  const refreshToken = newSecret(deps.random);
  const sessionId = deps.newId();
  await keep(deps, { id: sessionId, membershipId, kind: 'api', token: refreshToken });
  return pair(deps, { membershipId, sessionId, refreshToken });
}

/** Opens a session for a browser. Returns what its cookie holds. */
export async function openPageSession(
  deps: Omit<SessionDeps, 'tokens'>,
  membershipId: string,
): Promise<string> {
  const token = newSecret(deps.random);
  await keep(deps, { id: deps.newId(), membershipId, kind: 'page', token });
  return token;
}

/**
 * Exchanges a refresh token for new ones. One that comes a second time was copied: as nobody knows which of the two is
 * the thief, the session ends for both.
 * @returns null where there is nothing to exchange
 */
export async function refresh(deps: SessionDeps, token: string): Promise<TokenPair | null> {
  const refreshToken = newSecret(deps.random);
  const session = await deps.sql.begin((tx) => rotate(deps, tx, { token, refreshToken }));
  return session && pair(deps, { ...session, refreshToken });
}

async function rotate(
  { clock }: SessionDeps,
  tx: Tx,
  { token, refreshToken }: { token: string; refreshToken: string },
): Promise<{ sessionId: string; membershipId: string } | null> {
  const now = clock.now();
  const held = await lockAccountToken(tx, secretHash(token), now);
  if (!held || held.isOver) return null;
  const { sessionId, membershipId } = held;
  if (held.isUsed) {
    await revokeAccountSession(tx, { id: sessionId, membershipId, why: 'reused', now });
    return null;
  }
  await useAccountToken(tx, secretHash(token), now);
  await addAccountToken(tx, { sessionId, tokenHash: secretHash(refreshToken), now });
  await prolongAccountSession(tx, { id: sessionId, expiresAt: later(now, sessionLifeMs.api), now });
  return { sessionId, membershipId };
}

async function pair(
  { tokens }: SessionDeps,
  { refreshToken, ...claims }: { membershipId: string; sessionId: string; refreshToken: string },
): Promise<TokenPair> {
  const accessToken = await tokens.issue(claims);
  return { accessToken, expiresInSeconds: accessLifeSeconds, refreshToken, sessionId: claims.sessionId };
}

function keep(
  { sql, clock }: Pick<SessionDeps, 'sql' | 'clock'>,
  { token, ...session }: { id: string; membershipId: string; kind: 'api' | 'page'; token: string },
): Promise<void> {
  const now = clock.now();
  const expiresAt = later(now, sessionLifeMs[session.kind]);
  return sql.begin((tx) =>
    createAccountSession(tx, { ...session, tokenHash: secretHash(token), expiresAt, now }),
  ) as Promise<void>;
}

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
