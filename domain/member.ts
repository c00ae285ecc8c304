import type { ChannelName } from './channel.ts';
import type { Language } from './text.ts';

export type Role = 'member' | 'moderator' | 'organizer';
export type MembershipStatus = 'pending' | 'active' | 'suspended' | 'left' | 'rejected' | 'expired';

/** A person's place in one community. */
export interface Belonging {
  membershipId: string;
  communityId: string;
  communityName: string;
  role: Role;
  status: MembershipStatus;
}

/** Who is speaking, as the engine found them when it took the lock. Ids only, besides names of communities. */
export interface Who {
  addressId: string;
  channel: ChannelName;
  /** Null while nobody knows who this is: a guest. */
  personId: string | null;
  /** The phone number they surely have, as an address of the SMS channel: by text message the one they write from. */
  phoneId: string | null;
  language: Language;
  belongings: Belonging[];
  /** The community they are speaking in, where they are pending or active in one. */
  current: Belonging | null;
}

/** Active or waiting: in touch with that community. */
export const isIn = ({ status }: Pick<Belonging, 'status'>) => status === 'active' || status === 'pending';
export const isActive = (who: Who) => who.current?.status === 'active';
/** In some community, whichever they speak in now: a number or a reply carries its own. */
export const isActiveAnywhere = (who: Who) => who.belongings.some(({ status }) => status === 'active');
