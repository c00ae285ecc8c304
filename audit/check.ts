import { countUnsealed, findChains, readChain } from '../db/auditSeals.ts';
import type { Tx } from '../db/client.ts';
import { type Break, firstBreak, type Head } from './chain.ts';

/** How a community's chain stands. */
export interface CheckedChain {
  chainId: string;
  acts: number;
  broken: Break | null;
}

export interface CheckedLog {
  chains: CheckedChain[];
  /** Acts without a seal, and since when the oldest of them waits; a few seconds are as it should be. */
  unsealed: { count: number; since: Date | null };
}

/** Compares the whole log with its seals, and with the ends written down outside the database. */
export async function checkLog(
  tx: Tx,
  { keys, heads }: { keys: Buffer[]; heads: Head[] },
): Promise<CheckedLog> {
  const chainIds = new Set([...(await findChains(tx)), ...heads.map(({ chainId }) => chainId)]);
  const chains: CheckedChain[] = [];
  for (const chainId of [...chainIds].sort()) chains.push(await checkChain(tx, chainId, { keys, heads }));
  return { chains, unsealed: await countUnsealed(tx) };
}

/** Compares one chain with its seals, and with its ends written down outside the database. */
export async function checkChain(
  tx: Tx,
  chainId: string,
  { keys, heads }: { keys: Buffer[]; heads: Head[] },
): Promise<CheckedChain> {
  const acts = await readChain(tx, chainId);
  const own = heads.filter((head) => head.chainId === chainId);
  return { chainId, acts: acts.length, broken: firstBreak(keys, acts, own) };
}
