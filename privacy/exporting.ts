import { createHash } from 'node:crypto';
import { insertDeliveries } from '../db/deliveries.ts';
import {
  addExportFiles,
  type ClaimedExport,
  claimExport,
  createReadyFile,
  settleExport,
} from '../db/exports.ts';
import { lockStored } from '../db/unusedMedia.ts';
import type { Clock } from '../domain/clock.ts';
import type { Content } from '../domain/content.ts';
import { laneOf } from '../domain/content.ts';
import type { NewId } from '../domain/id.ts';
import type { Log } from '../domain/log.ts';
import { type Loop, startLoop } from '../domain/loop.ts';
import { text } from '../domain/text.ts';
import { type GatheringDeps, gather } from './gather.ts';
import { pageOf } from './page.ts';

export interface ExportingDeps extends GatheringDeps {
  clock: Clock;
  newId: NewId;
  log: Log;
  /** Where files lie, sealed. */
  store: {
    put(communityId: string, bytes: Uint8Array): Promise<string>;
    /** Under which key it will put them. */
    keyOf(communityId: string, bytes: Uint8Array): string;
  };
  /** Takes files of no message out of the store. */
  sweep: { these(files: { id: string; storageKey: string | null }[]): Promise<void> };
}

/** What another server's events asked for is found this late at most. */
const pollMs = 1_000;
/** Longer than the largest export takes. */
const leaseMs = 10 * 60_000;
const mostAttempts = 3;

/**
 * Makes what people asked for, one after the other.
 * @param onDeliveries called after a commit that put something into the outbox
 */
export function startExporting(deps: ExportingDeps, onDeliveries: () => void): Loop {
  return startLoop('exports', { ...deps, everyMs: pollMs }, async () => {
    const isMade = await exportDue(deps);
    if (isMade) onDeliveries();
    return isMade;
  });
}

/** Makes one that is due. Returns whether there was one. No transaction is open while files are stored. */
export async function exportDue(deps: ExportingDeps): Promise<boolean> {
  const { sql, clock, log } = deps;
  const now = clock.now();
  const claimed = await claimExport(sql, { now, leasedUntil: new Date(now.getTime() + leaseMs) });
  if (!claimed) return false;
  if (claimed.attempts > mostAttempts) {
    log.error({ export: claimed.id, correlationId: claimed.correlationId }, 'an export is given up');
    await fail(deps, claimed);
    return true;
  }
  await make(deps, claimed);
  return true;
}

const fail = (deps: ExportingDeps, claimed: ClaimedExport) =>
  settle(deps, claimed, { status: 'failed', content: { parts: [text('mydata.failed')] } });

async function make(deps: ExportingDeps, claimed: ClaimedExport): Promise<void> {
  const { language, timeZone, personId, communityId } = claimed;
  const gathered = await gather(deps, personId);
  if (!gathered) return void (await fail(deps, claimed));
  const page = pageOf(gathered, { language, timeZone, now: deps.clock.now() });
  const files = [
    file(deps, communityId, { name: 'homeroom.txt', content: page }),
    file(deps, communityId, { name: 'homeroom.json', content: JSON.stringify(gathered, null, 1) }),
  ];
  if (!(await note(deps, claimed, files))) return;
  for (const { bytes } of files) await deps.store.put(communityId, bytes);
  const content = { parts: [text('mydata.here')], files: files.map(({ id }) => id) };
  if (!(await settle(deps, claimed, { status: 'ready', content }))) await deps.sweep.these(files);
}

interface MadeFile {
  id: string;
  name: string;
  bytes: Uint8Array;
  sha256: Buffer;
  storageKey: string;
}

function file(
  { store, newId }: ExportingDeps,
  communityId: string,
  { name, content }: { name: string; content: string },
): MadeFile {
  const bytes = Buffer.from(content);
  const sha256 = createHash('sha256').update(bytes).digest();
  return { id: newId(), name, bytes, sha256, storageKey: store.keyOf(communityId, bytes) };
}

/** Plain text both: WhatsApp takes no other type that fits. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types */
const mime = 'text/plain';

/**
 * The rows come before the bytes: whatever fails or dies from now on, what was stored is found by them, and swept with the files
 * of no message. False where nobody waits for it any more.
 */
async function note(
  { sql, clock }: ExportingDeps,
  { id, communityId, channel, account }: ClaimedExport,
  files: MadeFile[],
): Promise<boolean> {
  const now = clock.now();
  return sql.begin(async (tx) => {
    for (const { storageKey } of files) await lockStored(tx, storageKey);
    if (!(await addExportFiles(tx, { id, mediaIds: files.map((one) => one.id) }))) return false;
    for (const { bytes, ...one } of files)
      await createReadyFile(tx, { ...one, size: bytes.length, communityId, channel, account, mime, now });
    return true;
  });
}

async function settle(
  { sql, clock, newId, log }: ExportingDeps,
  claimed: ClaimedExport,
  { status, content }: { status: 'ready' | 'failed'; content: Content },
): Promise<boolean> {
  const { id, personId, addressId, channel, correlationId } = claimed;
  const now = clock.now();
  const isSettled = await sql.begin(async (tx) => {
    if (!(await settleExport(tx, { id, status, now }))) return false;
    const draft = {
      ...{ id: newId(), kind: 'answer' as const, lane: laneOf('answer'), addressId, channel, personId },
      ...{ communityId: null, messageId: null, changesId: null, content, status: 'queued' as const },
      ...{ reason: null, notBefore: now, correlationId },
    };
    await insertDeliveries(tx, [draft], now);
    return true;
  });
  log.info({ export: id, correlationId, status: isSettled ? status : 'unwanted' }, 'an export is made');
  return isSettled;
}
