import type { Tx } from './client.ts';

/** A session that one process at a time may have open, as one of them asks for it. */
export interface SessionClaim {
  session: string;
  /** Made anew for each claim: also two within one process exclude each other. */
  holder: string;
  until: Date;
}

/** Takes a session that nobody holds, or whose holder has not said so in time; of several who ask one gets it. */
export async function claimSession(
  tx: Tx,
  { session, holder, now, until }: SessionClaim & { now: Date },
): Promise<boolean> {
  const rows = await tx`
    insert into session_leases (session, holder, held_until) values (${session}, ${holder}, ${until})
    on conflict (session) do update set holder = excluded.holder, held_until = excluded.held_until
      where session_leases.held_until <= ${now}
    returning session`;
  return rows.length > 0;
}

/** Holds it for longer; false where somebody else has it by now. */
export async function renewSession(tx: Tx, { session, holder, until }: SessionClaim): Promise<boolean> {
  const rows = await tx`
    update session_leases set held_until = ${until} where session = ${session} and holder = ${holder}
    returning session`;
  return rows.length > 0;
}

/** Gives it back; nothing happens where it is somebody else's by now. */
export async function releaseSession(
  tx: Tx,
  { session, holder }: Pick<SessionClaim, 'session' | 'holder'>,
): Promise<void> {
  await tx`delete from session_leases where session = ${session} and holder = ${holder}`;
}
