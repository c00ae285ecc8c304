/** What linking channels asks of the database. The first two and `address.unlink` are answered by `told`. */
export type LinkingEffect =
  /** A code to be typed on another channel. */
  | { type: 'link.offer' }
  /** Makes this address the person's to whom the code was shown. Sample: `{ type: 'link.take', code: 'K7QM-2XRD' }`. */
  | { type: 'link.take'; code: string }
  /** Answered by `addresses.found`: the other ways to reach this person. */
  | { type: 'addresses.find' }
  | { type: 'address.unlink'; addressId: string }
  /** Sends a six-digit code to a mail address. Answered by `mailbox.asked` or `mailbox.refused`. */
  | { type: 'mailbox.ask'; email: string }
  /** Tries the code; the address is theirs then, and preferred. Answered by `mailbox.proven`, `mailbox.refused` or `code.mismatched`. */
  | { type: 'mailbox.prove'; addressId: string; code: string; communityId: string | null };

export type MailboxEvent =
  | { type: 'mailbox.asked'; addressId: string }
  | { type: 'mailbox.proven' }
  | { type: 'mailbox.refused'; reason: MailboxRefusal };

/** `taken`: another person's; `none`: this installation has no mail. */
export type MailboxRefusal = 'taken' | 'own' | 'tooMany' | 'tooManyToday' | 'stopped' | 'none';

export type AddressesEvent = {
  type: 'addresses.found';
  /** `label` is shown to their owner only: `SMS +14••••••23`. */
  addresses: { id: string; label: string }[];
};
