import type { Engine as Sql } from '../../db/client.ts';
import { createSignIn, findSignIn, finishSignIn, type OpenSignIn } from '../../db/signIns.ts';
import type { Vault } from '../../db/vault.ts';
import type { Clock, Random } from '../../domain/clock.ts';
import { newInviteCode, readInviteCode } from '../../domain/code.ts';
import type { NewId } from '../../domain/id.ts';
import { signInCodes, signInLifeMs } from '../../domain/signIn.ts';
import { newSecret, secretHash } from './secrets.ts';

export interface SignInDeps {
  sql: Sql;
  vault: Pick<Vault, 'hashCode'>;
  clock: Clock;
  random: Random;
  newId: NewId;
}

/** What whoever asks to be signed in gets: the secret to keep, the code to show. */
export interface AskedSignIn {
  secret: string;
  code: string;
  expiresAt: Date;
}

/** Of 2^40 answers; after these the sign-in is begun anew. */
const mostAttempts = 5;

/** A browser or program asks to be signed in, and does not say as whom: the bot will know who writes the code. */
export async function askSignIn(deps: SignInDeps): Promise<AskedSignIn> {
  const { sql, vault, clock, random, newId } = deps;
  const now = clock.now();
  const secret = newSecret(random);
  const code = newInviteCode(random);
  const expiresAt = new Date(now.getTime() + signInLifeMs);
  const codeHash = vault.hashCode(signInCodes.asked, code);
  await createSignIn(sql, { id: newId(), secretHash: secretHash(secret), codeHash, expiresAt, now });
  return { secret, code, expiresAt };
}

/** How a sign-in stands, for whoever asked for it. Null where there is none, or it is over. */
export function lookAtSignIn({ sql, clock }: SignInDeps, secret: string): Promise<OpenSignIn | null> {
  return findSignIn(sql, secretHash(secret), clock.now());
}

/**
 * Brings the bot's answer back to where the code was shown. It takes both: the answer alone, in another browser than the
 * one that asked, opens nothing.
 * @returns the membership that is signed in; null where secret and answer do not belong together
 */
export function takeAnswer(
  { sql, vault, clock }: SignInDeps,
  { secret, answer: typed }: { secret: string; answer: string },
): Promise<{ membershipId: string } | null> {
  const answer = readInviteCode(typed) ?? '';
  const answerHash = vault.hashCode(signInCodes.answered, answer);
  return finishSignIn(sql, { secretHash: secretHash(secret), answerHash, mostAttempts, now: clock.now() });
}
