/** What an organizer can do to a member. */
export type RoleAct = 'promote' | 'demote' | 'suspend' | 'lift' | 'remove';

export interface FoundMember {
  membershipId: string;
  name: string;
}

export type OrganizerEffect =
  /** Whom somebody means by a number or (part of) a name. Answered by `member.found`. */
  | { type: 'member.find'; communityId: string; words: string }
  /** Answered by `member.changed` or `member.unchanged`. */
  | { type: 'member.change'; communityId: string; membershipId: string; act: RoleAct };

export type OrganizerEvent =
  | { type: 'member.found'; members: FoundMember[] }
  | { type: 'member.changed' }
  | { type: 'member.unchanged'; reason: 'self' | 'notAllowed' | 'already' | 'last' };

export type LeavingEffect =
  /** What leaving would mean. Answered by `leaving.weighed`. */
  | { type: 'leaving.weigh'; communityId: string }
  /** Answered by `leaving.done` or `leaving.changed`. */
  | { type: 'leaving.go'; communityId: string; successorId: string | null };

export type LeavingEvent =
  | {
      type: 'leaving.weighed';
      as: 'member' | 'pending' | 'alone' | 'lastOrganizer';
      successors: FoundMember[];
    }
  | { type: 'leaving.done'; successor: string | null }
  | { type: 'leaving.changed' };

/** What members may change about themselves. */
export type Setting = 'preferredChannel' | 'timeZone' | 'name' | 'graduatingYear' | 'section';

export type SettingsEffect =
  /** Answered by `settings.found`. */
  | { type: 'settings.find'; communityId: string }
  /** Answered by `settings.found`, as they are now. */
  | { type: 'settings.change'; communityId: string; setting: Setting; value: string };

export type SettingsEvent = {
  type: 'settings.found';
  name: string;
  classWords: string;
  channel: string;
  channels: string[];
  timeZone: string;
};
