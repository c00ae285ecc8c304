import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { Channel, Outbound, Sent } from '../domain/channel.ts';
import { SendError } from '../domain/errors.ts';
import { type Attempted, type Observer, unobserved } from '../domain/observer.ts';
import type { Tried } from './attempt.ts';

/** Makes an attempt under the eyes of an observer, who also sees each time the provider is asked. */
export async function watched(
  observer: Observer,
  { channel, due }: { channel: Channel; due: DueDelivery },
  make: (channel: Channel) => Promise<Tried>,
): Promise<Tried> {
  if (observer === unobserved) return make(channel);
  const { id, correlationId, kind } = due;
  const watching = observer.attempted({ id, correlationId, kind, channel: channel.name });
  const tried = await make(watchedChannel(channel, watching));
  watching.ended(tried.kind === 'ended' ? tried.attempt.status : 'waits');
  return tried;
}

function watchedChannel(channel: Channel, watching: Attempted): Channel {
  const { settle } = channel;
  return Object.create(channel, {
    send: { value: (outbound: Outbound) => watchedCall(watching, () => channel.send(outbound)) },
    ...(settle && {
      settle: {
        value: (outbound: Outbound, at: Date) =>
          watchedCall(watching, () => settle.call(channel, outbound, at)),
      },
    }),
  });
}

async function watchedCall<Answer extends Sent | null>(
  watching: Attempted,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const over = watching.called();
  try {
    const answer = await ask();
    over(answer ? 'accepted' : 'unknown');
    return answer;
  } catch (error) {
    over(error instanceof SendError ? error.code : 'bug');
    throw error;
  }
}
