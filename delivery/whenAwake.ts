import type { DeliveryDraft } from '../domain/content.ts';
import { afterQuiet } from '../domain/quietHours.ts';

/** Somebody's quiet hours as they are kept; a group, and who chose none, has none. */
export interface KeptHours {
  quietFrom: number | null;
  quietTo: number | null;
  timeZone: string | null;
}

/** When a message may go that nobody asked for: at once, or when quiet hours end. */
export function whenAwake(
  { quietFrom: from, quietTo: to, timeZone }: KeptHours,
  now: Date,
): Pick<DeliveryDraft, 'notBefore' | 'timeReason'> {
  if (from === null || to === null || timeZone === null) return { notBefore: now };
  const notBefore = afterQuiet({ from, to }, now, timeZone);
  return notBefore > now ? { notBefore, timeReason: 'quietHours' } : { notBefore };
}
