import type { Engine as Sql, Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import type { DueDelivery } from '../db/dueDeliveries.ts';
import { type Called, closeWindows, giveUpSilent, noteCalls } from '../db/windows.ts';
import { type DeliveryDraft, laneOf } from '../domain/content.ts';
import { showHeld } from '../domain/held.ts';
import { mannersOf } from '../domain/manners.ts';
import { text } from '../domain/text.ts';

/** The template that an installation has to have approved (docs/going-live/whatsapp.md). */
export const waitingTemplate = 'homeroom_waiting';

/** True where nothing but approved words may go to this person, until they write again. */
export function isWindowClosed({ channel, heardAt, content }: DueDelivery, now: Date): boolean {
  const { windowMs } = mannersOf(channel);
  if (windowMs === null || content?.template) return false;
  return heardAt === null || now.getTime() >= heardAt.getTime() + windowMs;
}

/** Asks those whose window closed to write, once: then what is held for them may go. */
export async function askToWrite(
  tx: Tx,
  { addressIds, newId, now }: { addressIds: string[]; newId: () => string; now: Date },
): Promise<void> {
  await closeWindows(tx, addressIds, now);
  const called = await noteCalls(tx, addressIds, now);
  const drafts = called.map((one) => ({ ...waitingNotice(one), id: newId(), notBefore: now }));
  await insertDeliveries(tx, drafts, now);
}

/** Three more times they were asked to write by then. Longer, and nothing of its month could ever be forgotten. */
const patienceMs = 28 * 24 * 3_600_000;
const rowsAtOnce = 1_000;

/** Ends what nobody wrote for: it is not sent any more, `/why` says so, and its author's report counts it as missed. */
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
