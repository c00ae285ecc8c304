import type { Attempt } from '../db/attempts.ts';
import type { DueDelivery, OpenRow } from '../db/dueDeliveries.ts';
import type { Vault } from '../db/vault.ts';
import type { Channel, Outbound, Sent } from '../domain/channel.ts';
import type { Random } from '../domain/clock.ts';
import { SendError } from '../domain/errors.ts';
import type { Limits } from '../domain/limits.ts';
import type { Log } from '../domain/log.ts';
import type { Pace } from '../domain/pace.ts';
import { canChange } from './canChange.ts';
import { ended, failed } from './ended.ts';
import { type Files, linesInstead } from './files.ts';
import { type CurrentHours, putOff, quietUntil } from './quietHours.ts';
import { render } from './render.ts';
import { isLoop } from './robots.ts';
import { isWindowClosed } from './window.ts';

export interface AttemptDeps {
  vault: Vault;
  random: Random;
  log: Log;
  now: () => Date;
  files: Files;
  /** How often the same text went to the same person. */
  repeats: Limits;
  pace: Pace;
  hours: CurrentHours;
}

/** An attempt that was made, or one that has to wait for its turn. */
export type Tried =
  | {
      kind: 'ended';
      attempt: Attempt;
      /** What the provider answered; without a word where it was not asked. */
      answer?: { error: SendError | null };
      /** How long the next one to this address has to wait. */
      nextMs: number;
    }
  | { kind: 'mustWait'; waitMs: number; scope: 'address' | 'channel' };

/** Sends one delivery, or finds out what became of it; never throws. The network is touched here and only here. */
export async function attempt(
  deps: AttemptDeps,
  channel: Channel,
  row: { due: DueDelivery; before: OpenRow },
): Promise<Tried> {
  const { due, before } = row;
  const skipReason = reasonToSkip(due, channel);
  if (skipReason) return unasked(ended(due, notSent(row, skipReason)));
  const awakeAt = quietUntil(due, deps.now(), deps.hours);
  const isUncertain = before.status !== 'queued';
  if (awakeAt && !(isUncertain && canBeAsked(channel, due))) return unasked(putOff(row, awakeAt));
  if (isWindowClosed(due, deps.now()))
    return unasked({ ...ended(due, { status: 'held', reason: 'windowClosed' }), wasTried: false });
  const turn = await deps.pace.take(pacedOf(due, channel));
  if (!turn.isFree) return { kind: 'mustWait', waitMs: turn.waitMs, scope: turn.scope };
  return { ...(await send(deps, channel, { ...row, awakeAt })), nextMs: turn.nextMs };
}

/** What was in flight when its worker died may be on a screen by now: that it never left nobody can say. */
const notSent = ({ due, before }: { due: DueDelivery; before: OpenRow }, reason: string) =>
  before.status === 'queued' || due.changesId
    ? { status: 'skipped' as const, reason }
    : { status: 'dead' as const, reason: 'uncertain' };

const unasked = (attempt: Attempt): Tried => ({ kind: 'ended', attempt, nextMs: 0 });

/** Only posts go to somebody who is no person: a group that is tied to a forum. */
const pacedOf = ({ addressId, lane, personId, messageId }: DueDelivery, { name, account }: Channel) => ({
  channel: name,
  account,
  addressId,
  lane,
  isGroup: personId === null && messageId !== null,
});

async function send(
  deps: AttemptDeps,
  channel: Channel,
  { due, before, awakeAt }: { due: DueDelivery; before: OpenRow; awakeAt: Date | null },
): Promise<Extract<Tried, { kind: 'ended' }>> {
  // In flight when its worker died, or left without an answer.
  const isUncertain = before.status !== 'queued';
  const canSettle = canBeAsked(channel, due);
  const isRepeated = isUncertain && !canSettle;
  let isSentAgain = false;
  let isAsking = isUncertain && canSettle;
  const made = { kind: 'ended' as const, nextMs: 0 };
  try {
    const to = deps.vault.openIdentifier(due.sealedIdentifier, due.wrappedKey);
    const outbound = render(due, channel, { to, files: deps.files });
    if (await isLoop(deps, due, outbound))
      return { ...made, attempt: ended(due, { status: 'skipped', reason: 'loop' }) };
    const settled = isAsking ? await settle(channel, outbound, before) : null;
    isAsking = false;
    if (awakeAt && !settled)
      return { ...made, attempt: putOff({ due, before }, awakeAt), answer: { error: null } };
    // A provider that knew nothing of it when asked may have had it on the way, or other words in mind.
    isSentAgain = isUncertain && !settled;
    const sent = settled ?? (await sendOrReplace(deps, channel, { outbound, due }));
    const attempt = ended(due, {
      status: 'sent',
      reason: isSentAgain || before.isRepeated ? 'sentAgain' : (sent.note ?? null),
      providerIds: sent.providerIds,
      isRepeated,
      gaveConsent: due.needsConsent,
    });
    return { ...made, attempt, answer: { error: null } };
  } catch (error) {
    // Whoever can be asked again is, before it is given up.
    const wasRepeated = !canSettle && (isRepeated || before.isRepeated);
    const attempt = {
      ...failed(deps, { due, isAsking, wasRepeated }, error),
      isRepeated: isRepeated || isSentAgain,
    };
    return { ...made, attempt, ...(error instanceof SendError && { answer: { error } }) };
  }
}

/** Whether the channel can say what became of a send. Asked about words that it never got, it says that it knows of none. */
const canBeAsked = (channel: Channel, { message }: DueDelivery): boolean =>
  channel.settle !== undefined && !(channel.settlesByWords === true && message?.isChanged === true);

/**
 * What can no longer be taken off a screen is at least replaced by the word that it was taken back; files that the
 * channel does not take, by lines with links.
 */
async function sendOrReplace(
  { files }: AttemptDeps,
  channel: Channel,
  { outbound, due }: { outbound: Outbound; due: DueDelivery },
): Promise<Sent> {
  try {
    return await channel.send(outbound);
  } catch (error) {
    const { change, file: _, more: __, ...words } = outbound;
    const isRefused = error instanceof SendError && error.code === 'rejected';
    if (isRefused && outbound.file && !change) {
      const sent = await channel.send({
        ...words,
        change,
        body: [...words.body, ...linesInstead(due, files)],
      });
      return { ...sent, note: 'linked' };
    }
    if (!isRefused || change?.kind !== 'delete' || !channel.can.edit) throw error;
    const replaced = await channel.send({ ...outbound, change: { kind: 'edit', ids: change.ids } });
    return { ...replaced, note: 'replaced' };
  }
}

/** A question that gets no answer leaves the send as uncertain as it was: only an answer may lead to another one. */
async function settle(channel: Channel, outbound: Outbound, before: OpenRow): Promise<Sent | null> {
  if (!channel.settle || !before.attemptedAt) return null;
  try {
    return await channel.settle(outbound, before.attemptedAt);
  } catch (error) {
    const isUnanswered = error instanceof SendError && error.retryable;
    if (!isUnanswered) throw error;
    const { message, providerCode, retryAfterMs } = error;
    throw new SendError('uncertain', message, {
      ...{ providerCode, retryAfterMs, concerns: error.concerns },
      cause: error,
    });
  }
}

function reasonToSkip(due: DueDelivery, channel: Channel): string | null {
  if (due.isStopped && !due.content?.isFarewell) return 'stopped';
  if (due.changesId && !due.changes) return 'nothingToChange';
  if (due.kind === 'digest' && due.digest?.items.length === 0) return 'deleted';
  const isCorrection = due.message !== null && !due.message.isDeleted;
  if (due.changesId && !canChange(due, channel) && !isCorrection) return 'cannotChange';
  if (due.message?.isDeleted && !due.changesId) return 'deleted';
  if (due.content?.files && due.files.length === 0) return 'deleted';
  return null;
}
