import type { Attempt } from '../db/attempts.ts';
import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { Random } from '../domain/clock.ts';
import { SendError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import { afterFailure } from './retry.ts';

/** How an attempt ended, as it is recorded: what is not said of it did not happen. */
export function ended(due: DueDelivery, how: Partial<Attempt> & Pick<Attempt, 'status'>): Attempt {
  return {
    id: due.id,
    addressId: due.addressId,
    messageId: due.messageId,
    attempts: due.attempts,
    attemptedAt: due.attemptedAt,
    reason: null,
    providerCode: null,
    notBefore: null,
    timeReason: null,
    digestAt: null,
    isRepeated: false,
    providerIds: [],
    gaveConsent: false,
    wasTried: true,
    ...how,
  };
}

/** Of one that failed also when it is tried again, if it is. */
export function failed(
  deps: { log: Log; random: Random; now: () => Date },
  { due, ...before }: { due: DueDelivery; isAsking: boolean; wasRepeated: boolean },
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
  const after = afterFailure(error, { attempts, ...before, now: deps.now(), random: deps.random });
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
