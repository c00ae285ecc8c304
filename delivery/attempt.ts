import { createHash } from 'node:crypto';
import type { Attempt } from '../db/attempts.ts';
import type { DueDelivery, OpenRow } from '../db/dueDeliveries.ts';
import type { Vault } from '../db/vault.ts';
import type { Channel, Outbound, Sent } from '../domain/channel.ts';
import type { Random } from '../domain/clock.ts';
import { SendError } from '../domain/errors.ts';
import type { Limits } from '../domain/limits.ts';
import type { Log } from '../domain/log.ts';
import { canChange } from './canChange.ts';
import { type Files, lineInstead } from './files.ts';
import { render } from './render.ts';
import { afterFailure } from './retry.ts';
import { isWindowClosed } from './window.ts';

export interface AttemptDeps {
  vault: Vault;
  random: Random;
  log: Log;
  now: () => Date;
  files: Files;
  /** How often the same text went to the same person. */
  repeats: Limits;
}

/** Sends one delivery, or finds out what became of it; never throws. The network is touched here and only here. */
export async function attempt(
  deps: AttemptDeps,
  channel: Channel,
  { due, before }: { due: DueDelivery; before: OpenRow },
): Promise<Attempt> {
  const skipReason = reasonToSkip(due, channel);
  if (skipReason) return ended(due, { status: 'skipped', reason: skipReason });
  if (isWindowClosed(due, deps.now()))
    return { ...ended(due, { status: 'held', reason: 'windowClosed' }), wasTried: false };
  // In flight when its worker died, or left without an answer.
  const isUncertain = before.status !== 'queued';
  const isRepeated = isUncertain && !channel.settle;
  try {
    const to = deps.vault.openIdentifier(due.sealedIdentifier, due.wrappedKey);
    const outbound = render(due, channel, { to, files: deps.files });
    if (await isLoop(deps, due, outbound)) return ended(due, { status: 'skipped', reason: 'loop' });
    const settled = isUncertain ? await settle(channel, outbound, before) : null;
    const sent = settled ?? (await sendOrReplace(deps, channel, { outbound, due }));
    return ended(due, {
      status: 'sent',
      reason: isRepeated ? 'sentAgain' : (sent.note ?? null),
      providerIds: sent.providerIds,
      isRepeated,
      gaveConsent: due.needsConsent,
    });
  } catch (error) {
    return { ...failed(deps, { due, wasRepeated: isRepeated || before.isRepeated }, error), isRepeated };
  }
}

/** Two robots that answer each other never end by themselves. */
async function isLoop({ repeats, log }: AttemptDeps, due: DueDelivery, outbound: Outbound): Promise<boolean> {
  if (due.attempts > 1 || due.changesId) return false;
  const said = JSON.stringify([due.addressId, outbound.body, outbound.choices.map(({ label }) => label)]);
  const excess = await repeats.take(createHash('sha256').update(said).digest('base64'));
  if (excess === 'first')
    log.error(
      { correlationId: due.correlationId, deliveryId: due.id, channel: due.channel },
      'the same text goes to one person again and again; it is stopped',
    );
  return excess !== null;
}

/**
 * What can no longer be taken off a screen is at least replaced by the word that it was taken back; a file that the
 * channel does not take, by a line with a link.
 */
async function sendOrReplace(
  { files }: AttemptDeps,
  channel: Channel,
  { outbound, due }: { outbound: Outbound; due: DueDelivery },
): Promise<Sent> {
  try {
    return await channel.send(outbound);
  } catch (error) {
    const { change, file: _, ...words } = outbound;
    const isRefused = error instanceof SendError && error.code === 'rejected';
    if (isRefused && outbound.file && !change) {
      const sent = await channel.send({
        ...words,
        change,
        body: [...words.body, '\n', ...lineInstead(due, files)],
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
    throw new SendError('uncertain', message, { providerCode, retryAfterMs, cause: error });
  }
}

function reasonToSkip(due: DueDelivery, channel: Channel): string | null {
  if (due.isStopped && !due.content?.isFarewell) return 'stopped';
  if (due.changesId && !due.changes) return 'nothingToChange';
  if (due.kind === 'digest' && due.digest?.items.length === 0) return 'deleted';
  const isCorrection = due.message !== null && !due.message.isDeleted;
  if (due.changesId && !canChange(due, channel) && !isCorrection) return 'cannotChange';
  if (due.message?.isDeleted && !due.changesId) return 'deleted';
  return null;
}

function failed(
  deps: AttemptDeps,
  { due, wasRepeated }: { due: DueDelivery; wasRepeated: boolean },
  error: unknown,
): Attempt {
  if (!(error instanceof SendError)) {
    deps.log.error(
      { correlationId: due.correlationId, deliveryId: due.id, err: error },
      'a delivery cannot be rendered or sent',
    );
    return ended(due, { status: 'dead', reason: 'bug' });
  }
  const { attempts } = due;
  const after = afterFailure(error, { attempts, wasRepeated, now: deps.now(), random: deps.random });
  deps.log.warn(
    {
      correlationId: due.correlationId,
      deliveryId: due.id,
      channel: due.channel,
      code: error.code,
      providerCode: error.providerCode,
      next: after.status,
    },
    error.message,
  );
  return ended(due, {
    status: after.status,
    reason: error.code,
    providerCode: error.providerCode ?? null,
    notBefore: 'notBefore' in after ? after.notBefore : null,
  });
}

function ended(due: DueDelivery, how: Partial<Attempt> & Pick<Attempt, 'status'>): Attempt {
  return {
    id: due.id,
    addressId: due.addressId,
    messageId: due.messageId,
    reason: null,
    providerCode: null,
    notBefore: null,
    isRepeated: false,
    providerIds: [],
    gaveConsent: false,
    wasTried: true,
    ...how,
  };
}
