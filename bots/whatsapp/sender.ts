import type { Contact, Message } from './payload.ts';

/** Who said something. */
export interface Sender {
  /** The business-scoped user id; for those who have none yet, the phone number in E.164. */
  id: string;
  /** In E.164; null for those who hide it. */
  phone: string | null;
  name: string | null;
  /** What the webhook tells of them. */
  contact: Contact | null;
}

/**
 * Finds out who sent a message, or null where it does not say. A user id outlives a change of number, and a number may
 * be somebody else's next year: so the id is whom we know, and the number only a proof.
 *
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export function senderOf(message: Message, contacts: Contact[]): Sender | null {
  const userId = message.from_user_id ?? (isUserId(message.from) ? message.from : undefined);
  const contact = contactOf({ userId, waId: message.from }, contacts);
  const phone = e164(message.from) ?? e164(contact?.wa_id);
  const id = userId ?? contact?.user_id ?? phone;
  if (!id) return null;
  return { id, phone, name: contact?.profile?.name?.trim() || null, contact: contact ?? null };
}

/** True for `US.13491208655302741918`, and `US.ENT.11815799212886844830` where several businesses share their people. */
function isUserId(identifier: string | undefined): boolean {
  return /^[A-Z]{2}\.[\w.]+$/.test(identifier ?? '');
}

/** A webhook may tell of several people; even a lone one is not taken for the sender where the message names another. */
function contactOf(
  { userId, waId }: { userId: string | undefined; waId: string | undefined },
  contacts: Contact[],
): Contact | undefined {
  if (userId) return contacts.find((one) => one.user_id === userId);
  if (waId) return contacts.find((one) => one.wa_id === waId);
  return contacts.length === 1 ? contacts[0] : undefined;
}

/** A `wa_id` is the number without its plus; anything else that may stand there is no number. */
function e164(waId: string | undefined): string | null {
  const digits = waId?.replace(/^\+/, '') ?? '';
  return /^[1-9]\d{4,14}$/.test(digits) ? `+${digits}` : null;
}
