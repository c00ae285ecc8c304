/** What an applicant has told so far. The phone number itself stays with its address. */
export interface Application {
  inviteId: string | null;
  /** Null for those who found a community: then its name is given. */
  communityId: string | null;
  communityName: string;
  name: string;
  graduatingYear: number;
  section: string | null;
  /** The proven phone number's address. */
  phoneId: string | null;
  preferredChannel: string;
  timeZone: string;
}

export type RegistrationEffect =
  /** Answered by `invite.found` or `invite.refused`. Sample code: `K7QM-2XRD`. */
  | { type: 'invite.find'; code: string }
  /** The number is known to be theirs: their own shared contact, or, without a number, the sender of a text. Answered by `phone.proven` or `phone.refused`. */
  | { type: 'phone.claim'; phone: string | null }
  /** Where no contact can be shared: a number is only asked for if codes can be sent. Answered by `phone.required` or `phone.waived`. */
  | { type: 'phone.require' }
  /** Sends a six-digit code to a number they typed. Answered by `code.sent` or `phone.refused`. */
  | { type: 'code.send'; phone: string }
  /** Sends another to the same number. Answered as `code.send`. */
  | { type: 'code.sendAgain'; phoneId: string }
  /** Answered by `phone.proven` or `code.mismatched`. */
  | { type: 'code.check'; phoneId: string; code: string }
  /** Makes person, membership, and the approval's conversation or the community. Answered by an `ApplicationEvent`. */
  | { type: 'application.submit'; application: Application };

export type InviteEvent =
  /** `standing` is theirs in that community already; `known` what need not be asked again. */
  | {
      type: 'invite.found';
      inviteId: string;
      communityId: string | null;
      communityName: string;
      standing: Standing;
      known: Known | null;
    }
  | { type: 'invite.refused'; reason: InviteRefusal };

/** Somebody who is in another community already. */
export interface Known {
  name: string;
  timeZone: string;
}

export type InviteRefusal = 'unknown' | 'expired' | 'usedUp' | 'revoked';

/** Where a person stands in a community. */
export type Standing = 'none' | 'pending' | 'active' | 'suspended' | 'left' | 'rejected' | 'expired';

export type PhoneEvent =
  /** `timeZones` are those of the number's country, the likeliest first; `channels` where they can be reached now. */
  | { type: 'phone.proven'; phoneId: string; timeZones: string[]; channels: string[] }
  | { type: 'phone.refused'; reason: PhoneRefusal }
  | { type: 'phone.required' }
  /** No number can be proven here: that they are known is for their classmates to say. */
  | { type: 'phone.waived' }
  /** `shown` is the number with its middle hidden: `+14••••••12`. */
  | { type: 'code.sent'; phoneId: string; shown: string }
  | { type: 'code.mismatched'; reason: 'wrong' | 'expired' | 'exhausted'; triesLeft: number };

export type PhoneRefusal = 'invalid' | 'country' | 'tooManyForNumber' | 'tooManyHere' | 'stopped' | 'noSms';

export type ApplicationEvent =
  | { type: 'application.submitted'; approvalNumber: number }
  /** The proven number belongs to a member of that name: this address is theirs too. */
  | { type: 'application.linked' }
  /** It does, and that member is suspended, or was not recognised: on another channel too. */
  | { type: 'application.barred'; standing: 'suspended' | 'rejected' }
  /** With what others need to come in: the code, and where this installation has them, links and a number. */
  | {
      type: 'community.founded';
      code: string;
      link: string | null;
      smsNumber: string | null;
      webLink: string | null;
    }
  /** The invite ended while they were answering; or who founds another community organizes none any more. */
  | { type: 'application.refused'; reason: InviteRefusal | 'notOrganizer' };
