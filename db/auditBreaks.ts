import type { Tx } from './client.ts';

/** Notes chains that were found broken. Returns how many of them nobody knew of. */
export async function recordBreaks(
  tx: Tx,
  breaks: { chainId: string; sequence: number; what: string }[],
  now: Date,
): Promise<number> {
  if (breaks.length === 0) return 0;
  const rows = await tx`
    insert into audit_breaks (chain_id, sequence, what, found_at)
    select "chainId", sequence, what, ${now}
    from jsonb_to_recordset(${tx.json(breaks as never)}) as b("chainId" uuid, sequence bigint, what text)
    on conflict (chain_id) do nothing returning chain_id`;
  return rows.length;
}

/** What is whole again (a backup was restored) is told anew if it breaks again. */
export async function forgetBreaks(tx: Tx, stillBroken: string[]): Promise<void> {
  await tx`delete from audit_breaks where chain_id <> all(${stillBroken}::uuid[])`;
}
