import { createHash } from 'node:crypto';
import type { Engine as Sql } from '../db/client.ts';
import {
  type ClaimedMedia,
  claimMedia,
  postponeMedia,
  recordReady,
  recordRefused,
  type StoredFile,
} from '../db/media.ts';
import { lockStored } from '../db/unusedMedia.ts';
import { type Clock, type Random, sleep } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import { type Loop, startLoop } from '../domain/loop.ts';
import { type FileSource, MediaRefused } from '../domain/media.ts';
import { maxBytes, maxBytesOf } from './limits.ts';
import { prepareFile } from './prepare.ts';
import { mostAttempts, nextAttempt } from './retry.ts';
import type { MediaStore } from './store.ts';

export interface FetcherDeps {
  sql: Sql;
  clock: Clock;
  random: Random;
  log: Log;
  store: MediaStore;
  /** By channel. A channel without one never had files. */
  sources: ReadonlyMap<string, FileSource>;
  openFileId(sealed: Buffer): string;
}

/** What another server's events asked for is found this late at most. */
const pollMs = 1_000;
/** Each file may be 20 MB in memory, and its picture 256 MB more. */
const atOnce = 2;
/** For the bytes of one file. */
const downloadMs = 60_000;
/** Longer than a download, a shrinking and a storing may take together. */
const leaseMs = 5 * 60_000;

/**
 * Fetches files as soon as woken: each once, looked into, made smaller, stored.
 * @param onSettled called after files became ready or were refused: messages that waited for them can go on
 */
export function startFetching(deps: FetcherDeps, onSettled: () => void): Loop {
  return startLoop('media', { ...deps, everyMs: pollMs }, async () => {
    const { taken, settled } = await fetchDue(deps);
    if (settled > 0) onSettled();
    return taken > 0;
  });
}

/** Takes some files that are due and sees to each. No transaction is open while the network is touched. */
export async function fetchDue(deps: FetcherDeps): Promise<{ taken: number; settled: number }> {
  const now = deps.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  const except = [...deps.sources].filter(([, { isHere }]) => isHere?.() === false).map(([name]) => name);
  const claimed = await claimMedia(deps.sql, { now, leasedUntil, count: atOnce, except });
  const outcomes = await Promise.all(claimed.map((file) => settle(deps, file)));
  return { taken: claimed.length, settled: outcomes.filter(Boolean).length };
}

/** @returns whether the file is ready or refused now */
async function settle(deps: FetcherDeps, file: ClaimedMedia): Promise<boolean> {
  const obtained = await obtain(deps, file).catch((error: unknown) => asError(error));
  const isSettled = await record(deps, file, obtained);
  if (isSettled) await forget(deps, file);
  return isSettled;
}

async function record(deps: FetcherDeps, file: ClaimedMedia, obtained: Obtained | Error): Promise<boolean> {
  if (obtained instanceof MediaRefused) return refuse(deps, file, obtained);
  if (obtained instanceof Error) return tryLater(deps, file, obtained);
  const { stored, bytes } = obtained;
  deps.log.info({ media: file.id, kind: stored.kind, bytes: stored.size }, 'a file is stored');
  const isSettled = await deps.sql.begin(async (tx) => {
    await lockStored(tx, stored.storageKey);
    return recordReady(tx, file.id, stored);
  });
  // The same file of another message may have been swept away since it was found to be there; from now on it stays.
  if (!(await deps.store.has(stored.storageKey))) await deps.store.put(file.communityId, bytes);
  return isSettled;
}

interface Obtained {
  stored: StoredFile;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What stays behind takes up room, and is sealed: no reason to do anything again. */
async function forget(deps: FetcherDeps, file: ClaimedMedia): Promise<void> {
  const { sources, openFileId, log } = deps;
  await sources
    .get(file.channel)
    ?.forget?.(openFileId(file.sealedFileId))
    .catch((error: unknown) => log.warn({ media: file.id, err: error }, 'an arrived file stays behind'));
}

const asError = (error: unknown) =>
  error instanceof Error ? error : new Error('not even an error', { cause: error });

async function obtain(deps: FetcherDeps, file: ClaimedMedia): Promise<Obtained> {
  if (file.attempts > mostAttempts) throw new MediaRefused('gone', 'its workers died');
  const { bytes, ...checked } = await prepareFile(await download(deps, file), file);
  const storageKey = await deps.store.put(file.communityId, bytes);
  const sha256 = createHash('sha256').update(bytes).digest();
  return { stored: { ...checked, size: bytes.length, sha256, storageKey }, bytes };
}

/** A channel's download may be as slow as it likes: it is given up, and told so. */
async function download(deps: FetcherDeps, file: ClaimedMedia): Promise<Uint8Array<ArrayBuffer>> {
  const { channel, account, size, kind } = file;
  const source = deps.sources.get(channel);
  if (!source) throw new MediaRefused('gone', `nothing fetches files of ${channel}`);
  if (size !== null && size > maxBytesOf[kind])
    throw new MediaRefused('tooLarge', `${size} bytes of ${kind}`);
  const id = deps.openFileId(file.sealedFileId);
  const patience = new AbortController();
  const getting = source.download({ channel, account, id }, { maxBytes, signal: patience.signal });
  const done = new AbortController();
  const late = sleep(deps.clock, downloadMs, done.signal).then(() => {
    if (done.signal.aborted) return getting;
    patience.abort();
    throw new Error('the provider was too slow');
  });
  try {
    return new Uint8Array(await Promise.race([getting, late]));
  } finally {
    done.abort();
  }
}

async function refuse({ sql, log }: FetcherDeps, file: ClaimedMedia, error: MediaRefused): Promise<boolean> {
  log.info({ media: file.id, channel: file.channel, err: error }, 'a file is refused');
  return recordRefused(sql, file.id, error.reason);
}

async function tryLater(deps: FetcherDeps, file: ClaimedMedia, error: unknown): Promise<boolean> {
  const { sql, clock, random, log } = deps;
  const { id, channel, attempts } = file;
  const notBefore = nextAttempt(attempts, clock.now(), random);
  log.warn(
    { media: id, channel, attempts, err: error },
    notBefore ? 'a file comes later' : 'a file is given up',
  );
  if (!notBefore) return recordRefused(sql, id, 'gone');
  await postponeMedia(sql, id, notBefore);
  return false;
}
