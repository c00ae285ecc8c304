import { findCarried } from '../db/carried.ts';
import type { Engine as Sql, Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { type DigestItem, findDigestItems } from '../db/digestItems.ts';
import {
  createDigests,
  type HeldRow,
  postponeHeld,
  putIntoDigests,
  releaseHeld,
  skipHeld,
  takeDueMembers,
  takeHeld,
} from '../db/digests.ts';
import type { Account } from '../db/reach.ts';
import { findRecipients, type RecipientRow } from '../db/recipients.ts';
import type { Clock } from '../domain/clock.ts';
import { grouped } from '../domain/grouped.ts';
import { type DecidedHeld, decideHeld } from './decideHeld.ts';
import { digestDraft } from './digestDraft.ts';
import { segmentsLeft, settleBudget, takeBudget, takesTexts } from './smsBudget.ts';
import type { CountSegments } from './smsCost.ts';

/** Members whose digests are made in one transaction. */
const batch = 500;

export interface DigestDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  accounts: Account[];
  countSegments: CountSegments;
}

/**
 * Brings what was held and is due, for a batch of members: several messages as one digest, one by itself, on the channel
 * that suits each now. Slots that an outage left behind are one digest. Any number of servers may do so at once.
 * @param dueBy leaves for later what becomes due after it: who asks again and again comes to an end
 * @returns false when nothing is left to bring
 */
export async function makeDigests(deps: DigestDeps, dueBy: Date = deps.clock.now()): Promise<boolean> {
  return deps.sql.begin(async (tx) => {
    const now = deps.clock.now();
    const membershipIds = await takeDueMembers(tx, { dueBy, count: batch });
    if (membershipIds.length === 0) return false;
    const concerning = { authorId: null, forumId: null, parentId: null };
    const members = await findRecipients(tx, { membershipIds, concerning, accounts: deps.accounts });
    const held = await takeHeld(tx, membershipIds, { dueBy, now });
    const budget = await takeBudget(tx, { communityId: members[0]!.communityId, rows: members }, now);
    const decided = decideHeld(members, {
      ...(await heldOf(tx, members, held)),
      countSegments: deps.countSegments,
      segmentsLeft: segmentsLeft(budget),
      newId: deps.newId,
      now,
    });
    const spent = await write(deps, tx, decided);
    await settleBudget(tx, deps, { budget, spent, wasShort: decided.wasShort, now });
    return held.length > 0;
  });
}

/** What is held for each, with the messages as each of them sees these. */
async function heldOf(tx: Tx, members: RecipientRow[], held: HeldRow[]) {
  const personOf = new Map(members.map(({ membershipId, personId }) => [membershipId, personId]));
  const asked = held.flatMap(({ membershipId, messageId, refusal }) =>
    messageId && !refusal ? [{ personId: personOf.get(membershipId)!, messageId }] : [],
  );
  const items = await findDigestItems(tx, asked);
  const byMember = grouped(held, ({ membershipId }) => membershipId);
  return {
    held: byMember,
    items: grouped(items, ({ personId }) => personId),
    ...(await lone(tx, members, items)),
  };
}

/** Messages that go to a phone by themselves are counted as the planner counts them: these are few. */
async function lone(tx: Tx, members: RecipientRow[], items: (DigestItem & { personId: string })[]) {
  const onPhone = new Set(members.filter((row) => takesTexts([row])).map(({ personId }) => personId));
  const alone = [...grouped(items, ({ personId }) => personId)].flatMap(([personId, [item, ...more]]) =>
    more.length === 0 && onPhone.has(personId) ? [item!.messageId] : [],
  );
  const carried = new Map<string, Awaited<ReturnType<typeof findCarried>>>();
  for (const messageId of new Set(alone)) carried.set(messageId, await findCarried(tx, messageId));
  return { carried };
}

/** Writes what was decided. Returns the segments that it takes. */
async function write(deps: DigestDeps, tx: Tx, decided: DecidedHeld): Promise<number> {
  const now = deps.clock.now();
  const { digests, alone, skipped, postponed } = decided;
  const made = await createDigests(
    tx,
    digests.map(({ digest }) => digest),
    now,
  );
  const [fresh, late] = [true, false].map((isMade) =>
    digests.filter(({ digest: { id } }) => made.has(id) === isMade),
  ) as [typeof digests, typeof digests];
  await skipHeld(tx, skipped);
  // Planned while the digest of its moment was made: it comes with the next one.
  await postponeHeld(tx, [
    ...postponed,
    ...late.flatMap(({ rowIds, nextAt }) => rowIds.map((id) => ({ id, digestAt: nextAt, timeReason: null }))),
  ]);
  await putIntoDigests(
    tx,
    fresh.flatMap(({ digest, rowIds, way: { addressId, wayReason } }) =>
      rowIds.map((id) => ({ id, digestId: digest.id, addressId, wayReason })),
    ),
  );
  await releaseHeld(tx, alone, now);
  await insertDeliveries(
    tx,
    fresh.map((one) => digestDraft(one, now)),
    now,
  );
  return [...fresh.map(({ way }) => way), ...alone].reduce((sum, { segments }) => sum + (segments ?? 0), 0);
}
