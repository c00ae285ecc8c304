import { createHmac, timingSafeEqual } from 'node:crypto';
import type { NotedAct } from '../db/auditSeals.ts';

/** An act in its place in a chain: 1 is the first. */
export interface SealedAct extends NotedAct {
  sequence: number;
  mac: Buffer;
}

/** The last act of a chain when it was written down outside the database. */
export interface Head {
  chainId: string;
  sequence: number;
  mac: Buffer;
}

/** Binds an act to its place and to all before it. `previous` is the mac before it, null for the first. */
export function macOf(key: Buffer, act: NotedAct & { sequence: number }, previous: Buffer | null): Buffer {
  const { sequence, id, communityId, actorId, subjectId, createdAt } = act;
  const fields = [sequence, id, communityId, actorId, act.act, subjectId, createdAt.toISOString()];
  return createHmac('sha256', key)
    .update(previous ?? '')
    .update(JSON.stringify(fields))
    .digest();
}

/** What is wrong with a chain, at its first wrong place. */
export interface Break {
  sequence: number;
  /** `gap`: acts before this one are gone. `changed`: it, or its place, is not what was sealed. `cut`: the end is gone. */
  what: 'gap' | 'changed' | 'cut';
}

/**
 * Goes along a chain, the first act first.
 * @param keys the current one and, after a change of SECRET_KEY, the one before: each act is sealed with one of them
 * @param heads what was written down elsewhere of this chain
 */
export function firstBreak(keys: Buffer[], acts: SealedAct[], heads: Head[]): Break | null {
  let previous: Buffer | null = null;
  for (const [index, act] of acts.entries()) {
    const sequence = index + 1;
    if (act.sequence !== sequence) return { sequence, what: 'gap' };
    if (!keys.some((key) => macOf(key, act, previous).equals(act.mac))) return { sequence, what: 'changed' };
    previous = act.mac;
  }
  const broken = heads.find(({ sequence, mac }) => !isSame(acts[sequence - 1]?.mac, mac));
  if (!broken) return null;
  return { sequence: broken.sequence, what: broken.sequence > acts.length ? 'cut' : 'changed' };
}

const isSame = (one: Buffer | undefined, other: Buffer) =>
  one !== undefined && one.length === other.length && timingSafeEqual(one, other);
