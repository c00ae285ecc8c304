import type { Tx } from './client.ts';

/** Keeps that somebody asks to be signed in; of secret and code only the hashes. */
export async function createSignIn(
  tx: Tx,
  asked: { id: string; secretHash: Buffer; codeHash: Buffer; expiresAt: Date; now: Date },
): Promise<void> {
  await tx`
    insert into sign_ins (id, secret_hash, code_hash, expires_at, created_at)
    values (${asked.id}, ${asked.secretHash}, ${asked.codeHash}, ${asked.expiresAt}, ${asked.now})`;
}

/**
 * Notes who wrote the code to the bot, and what the bot answers. False where no such code is open; a code is written
 * once, so that nobody else can make it theirs afterwards.
 */
export async function answerSignIn(
  tx: Tx,
  answer: { codeHash: Buffer; answerHash: Buffer; membershipId: string; now: Date },
): Promise<boolean> {
  const rows = await tx`
    update sign_ins set answer_hash = ${answer.answerHash}, membership_id = ${answer.membershipId}
    where code_hash = ${answer.codeHash} and answer_hash is null and used_at is null and expires_at > ${answer.now}
    returning id`;
  return rows.length > 0;
}

/** What whoever asked may know of it: who they would be. */
export interface OpenSignIn {
  id: string;
  /** Null until somebody wrote the code to the bot. */
  name: string | null;
  communityName: string | null;
  expiresAt: Date;
}

export async function findSignIn(tx: Tx, secretHash: Buffer, now: Date): Promise<OpenSignIn | null> {
  const [row] = await tx<OpenSignIn[]>`
    select s.id, p.name, c.name as "communityName", s.expires_at as "expiresAt"
    from sign_ins s left join memberships m on m.id = s.membership_id left join people p on p.id = m.person_id
      left join communities c on c.id = m.community_id
    where s.secret_hash = ${secretHash} and s.used_at is null and s.expires_at > ${now}`;
  return row ?? null;
}

/**
 * Ends it with what the bot answered; right or wrong, it counts as a try. Null where that is not it, nothing is open, or
 * too much was tried.
 */
export async function finishSignIn(
  tx: Tx,
  tried: { secretHash: Buffer; answerHash: Buffer; mostAttempts: number; now: Date },
): Promise<{ membershipId: string } | null> {
  const [row] = await tx<{ membershipId: string; isRight: boolean }[]>`
    update sign_ins set attempts = attempts + 1,
      used_at = case when answer_hash = ${tried.answerHash} then ${tried.now}::timestamptz end
    where secret_hash = ${tried.secretHash} and used_at is null and expires_at > ${tried.now}
      and attempts < ${tried.mostAttempts}
    returning membership_id as "membershipId", coalesce(answer_hash = ${tried.answerHash}, false) as "isRight"`;
  return row?.isRight ? { membershipId: row.membershipId } : null;
}

export async function forgetSignIns(tx: Tx, before: Date): Promise<void> {
  await tx`delete from sign_ins where created_at < ${before}`;
}
