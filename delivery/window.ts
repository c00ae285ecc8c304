import type { Engine as Sql, Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import type { DueDelivery } from '../db/dueDeliveries.ts';
import {
  type Called,
  closeWindows,
  giveUpSilent,
  lockHeard,
  noteCalls,
  releaseUnheard,
} from '../db/windows.ts';
import { type DeliveryDraft, laneOf } from '../domain/content.ts';
import { showHeld } from '../domain/held.ts';
import { mannersOf } from '../domain/manners.ts';
import { text } from '../domain/text.ts';

/** The template that an installation has to have approved (docs/going-live/whatsapp.md). */
export const waitingTemplate = 'homeroom_waiting';

/** True where nothing but approved words may go to this person, until they write again. */
export function isWindowClosed(
  { channel, heardAt, content }: Pick<DueDelivery, 'channel' | 'heardAt' | 'content'>,
  now: Date,
): boolean {
  const { windowMs } = mannersOf(channel);
  if (windowMs === null || content?.template) return false;
  return heardAt === null || now.getTime() >= heardAt.getTime() + windowMs;
}

/** A send that is held as its reader was silent. */
export interface Unheard {
  id: string;
  addressId: string;
  attemptedAt: Date | null;
  /** The provider refused it; else we did, who knew of no word when the row was taken. */
  wasTried: boolean;
}

/**
 * Asks those whose window closed to write, once: then what is held for them may go. Who wrote while it was being refused
 * is not asked: it goes now, as no word will look for it, and their window stays open.
 */
export async function askToWrite(
  tx: Tx,
  { unheard, newId, now }: { unheard: Unheard[]; newId: () => string; now: Date },
): Promise<void> {
  const heard = await lockHeard(
    tx,
    unheard.map(({ addressId }) => addressId),
  );
  const wrote = (one: Unheard) => hasWritten(one, heard.get(one.addressId)!, now);
  await releaseUnheard(
    tx,
    unheard.filter(wrote).map(({ id }) => id),
    now,
  );
  const silent = unheard.filter((one) => !wrote(one));
  const refused = silent.filter(({ wasTried }) => wasTried);
  await closeWindows(
    tx,
    refused.map(({ addressId }) => addressId),
    now,
  );
  const called = await noteCalls(
    tx,
    silent.map(({ addressId }) => addressId),
    now,
  );
  const drafts = called.map((one) => ({ ...waitingNotice(one), id: newId(), notBefore: now }));
  await insertDeliveries(tx, drafts, now);
}

/** A word after the send opens the window, whatever its provider said of the time before. */
function hasWritten(
  { wasTried, attemptedAt }: Unheard,
  { channel, heardAt }: { channel: string; heardAt: Date | null },
  now: Date,
): boolean {
  if (!wasTried) return !isWindowClosed({ channel, heardAt, content: null }, now);
  return heardAt !== null && attemptedAt !== null && heardAt > attemptedAt;
}

/** By then they were asked every week. What waited for ever would keep its month from ever being dropped. */
const patienceMs = 28 * 24 * 3_600_000;
const rowsAtOnce = 1_000;

/** Ends what nobody wrote for: it is not sent any more, and `/why` says so. */
export async function giveUpOnSilent(sql: Sql, now: Date): Promise<void> {
  const before = new Date(now.getTime() - patienceMs);
  let given: string[];
  do given = await sql.begin((tx) => giveUpSilent(tx, { before, limit: rowsAtOnce }));
  while (given.length === rowsAtOnce);
}

function waitingNotice({
  addressId,
  channel,
  personId,
  communityId,
  name,
  communityName,
}: Called): Omit<DeliveryDraft, 'id' | 'notBefore'> {
  const words = { name: name ?? '', community: communityName ?? '' };
  return {
    kind: 'notice',
    lane: laneOf('notice'),
    addressId,
    channel,
    personId,
    communityId,
    messageId: null,
    changesId: null,
    content: {
      parts: [text('window.waiting', words)],
      template: { name: waitingTemplate, parameters: [words.name, words.community] },
      choices: [{ label: text('window.show'), data: showHeld }],
    },
    status: 'queued',
    reason: null,
    correlationId: null,
  };
}
