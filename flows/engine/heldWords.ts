import { inTime } from '../../domain/inTime.ts';
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
