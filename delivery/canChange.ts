import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { Channel } from '../domain/channel.ts';

/** Whether what was sent can be brought up to date there; some channels only let it be taken back. */
export function canChange(
  { message, digest }: Pick<DueDelivery, 'message' | 'digest'>,
  { can }: Pick<Channel, 'can'>,
): boolean {
  // A digest is not taken back with one of its messages.
  return can.edit || (can.delete && message?.isDeleted === true && !digest);
}
