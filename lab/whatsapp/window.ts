import type { Person } from './state.ts';
import type { Clock } from './world.ts';

/**
 * How long after somebody's message the business may answer with anything but templates
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows).
 */
export const windowMs = 24 * 3_600_000;

export function isOpen(clock: Clock, { lastSaidAt }: Person): boolean {
  return lastSaidAt !== null && clock.now().getTime() < Date.parse(lastSaidAt) + windowMs;
}
