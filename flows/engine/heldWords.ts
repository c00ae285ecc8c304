import { type TextRef, text } from '../../domain/text.ts';
import type { Held } from './admit.ts';

/** The one sentence that answers what is too much: that it is kept, and when it goes on. */
export function heldWords({ limit, points, againInMs, isDeferred }: Held): TextRef {
  const given = { points, when: inTime(againInMs) };
  switch (limit) {
    case 'registrations':
      return text('limit.registrations', given);
    case 'messages':
      return text('limit.messages', given);
    case 'requests':
      return text(isDeferred ? 'limit.requests' : 'limit.requestsMore', given);
    default:
      return text('limit.events', given);
  }
}

/** Never sooner than it is: a minute that has begun counts whole. */
export function inTime(ms: number): TextRef {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  return seconds <= 90
    ? text('limit.inSeconds', { count: seconds })
    : text('limit.inMinutes', { count: Math.ceil(seconds / 60) });
}
