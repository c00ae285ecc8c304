import type { Person } from './state.ts';
import type { World } from './world.ts';

/** What every event of messages begins with. */
export function head({ account }: World) {
  return {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: account.phoneNumber.slice(1),
      phone_number_id: account.phoneNumberId,
    },
  };
}

/** Who somebody is, as far as they show it: where the number is hidden there is no `wa_id`. */
export function contactOf({ waId, name, username, userId, parentUserId, hidesNumber }: Person) {
  return {
    profile: { name, ...(username !== null && { username }) },
    ...(!hidesNumber && { wa_id: waId }),
    user_id: userId,
    parent_user_id: parentUserId,
  };
}

/** Seconds as text, as all moments in messages are. */
export const seconds = (at: string) => String(Math.floor(Date.parse(at) / 1000));
