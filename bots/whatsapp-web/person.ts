import type { Person } from './payload.ts';

/** By which ids WhatsApp Web knows somebody: a hidden one that stays, and a number that they may hide or change. */
export function personOf(wid: string): Person {
  const [user = '', server] = wid.split('@');
  // A device of theirs is named behind a colon: 491701234567:12@c.us.
  const [name = ''] = user.split(':');
  if (server === 'lid') return { lid: `${name}@lid`, phone: null };
  return { lid: null, phone: server === 'c.us' || server === 's.whatsapp.net' ? e164(name) : null };
}

/**
 * Whom we write to: the hidden id where WhatsApp tells it, else the number. Not the number first, because people may hide
 * it later, and it may be somebody else's next year.
 */
export const addressOf = ({ lid, phone }: Person): string | null => lid ?? phone;

/** The chat with an address, as WhatsApp Web names it; null where this is no address of ours. */
export function chatIdOf(address: string): string | null {
  if (/^\+[1-9]\d{4,14}$/.test(address)) return `${address.slice(1)}@c.us`;
  return /^[\d-]{5,40}@(lid|g\.us)$/.test(address) ? address : null;
}

export const isGroupId = (wid: string) => wid.endsWith('@g.us');

export const e164 = (digits: string) => (/^[1-9]\d{4,14}$/.test(digits) ? `+${digits}` : null);
