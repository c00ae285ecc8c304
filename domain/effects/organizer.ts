import type { Frequency } from '../digestSlot.ts';
import type { MembershipStatus, Role } from '../member.ts';
import type { Circle } from '../privacy.ts';
import type { ToldEvent } from './telling.ts';

/** What an organizer can do to a member. */
export type RoleAct = 'promote' | 'demote' | 'suspend' | 'lift' | 'remove';

export interface FoundMember {
  membershipId: string;
  /** What they are called by where names are long or alike. */
  number: number;
  name: string;
  /** Told from others of that name: `Ana Lima (1998, Blue)`. */
  who: string;
  role: Role;
  status: MembershipStatus;
}

export type OrganizerEffect =
  /** Whom somebody means by a number or (part of) a name, with a reason behind it or none; to hand over to, active others only. Answered by `member.found`. */
  | { type: 'member.find'; communityId: string; words: string; as: 'member' | 'successor' }
  /** Answered by `member.changed` or `member.unchanged`. */
  | {
      type: 'member.change';
      communityId: string;
      membershipId: string;
      act: RoleAct;
      /** What they are to become, when promoted. */
      role: Role;
      /** What the member hears of it. */
      reason: string;
    }
  /** Two members who may be one. Answered by `merge.weighed` or `told`. */
  | { type: 'merge.weigh'; communityId: string; words: string }
  /** Makes two members one. Answered by `told`. */
  | { type: 'merge.make'; communityId: string; merged: number; kept: number }
  /** Makes them two again. Answered by `told`. */
  | { type: 'merge.undo'; communityId: string; words: string }
  /** What somebody says to a merge of themselves: yes or no. Answered by `told`. */
  | { type: 'merge.answer'; words: string }
  /** What could not be delivered; `from 21` after the command begins there. Answered by `told`. */
  | { type: 'failures.list'; communityId: string; words: string }
  /** What to send again, by its number or `all`. Answered by `replay.weighed` or `told`. */
  | { type: 'replay.weigh'; communityId: string; words: string }
  /** Sends it again; nothing that failed after it was asked about. Answered by `told`. */
  | { type: 'replay.make'; communityId: string; number: number | null; upTo: number; count: number }
  /** What became of the days that are over. Answered by `told`. */
  | { type: 'figures.find'; communityId: string }
  /** How groups are mirrored. Answered by `told`. */
  | { type: 'mirror.explain' }
  /** Carries on what a stranger said in a mirrored group, or leaves it there. Answered by `told`. */
  | { type: 'hold.settle'; communityId: string; number: number; isCarried: boolean }
  /** An open invite that is to be limited; the latest one without a code. Answered by `invite.opened` or `told`. */
  | { type: 'invite.open'; communityId: string; code: string }
  /** Null lifts the limit. Answered by `told`. */
  | {
      type: 'invite.limit';
      communityId: string;
      inviteId: string;
      maxUses: number | null;
      days: number | null;
    };

export type OrganizerEvent =
  /** Applicants are among them, so that it can be said that they wait. */
  | {
      type: 'member.found';
      members: FoundMember[];
      /** What followed the name. */
      reason: string;
    }
  | { type: 'member.changed' }
  | { type: 'member.unchanged'; reason: RoleRefusal };

/** Each as `Ana Lima (1998), #7`. */
export type MergingEvent =
  | { type: 'merge.weighed'; merged: number; kept: number; mergedWho: string; keptWho: string }
  | ToldEvent;

/** `name` is whose it is, of the first where there are several; `number` null where all are meant. */
export type ReplayingEvent =
  | { type: 'replay.weighed'; number: number | null; upTo: number; count: number; name: string }
  | ToldEvent;

export type RoleRefusal = 'self' | 'notAllowed' | 'already' | 'last' | 'gone';

export type LimitingEvent = { type: 'invite.opened'; inviteId: string; code: string } | ToldEvent;

export type LeavingEffect =
  /** What leaving would mean. Answered by `leaving.weighed`. */
  | { type: 'leaving.weigh'; communityId: string }
  /** Answered by `leaving.done` or, where the last organizer has found no successor yet, `leaving.changed`. */
  | { type: 'leaving.go'; communityId: string; successorId: string | null };

export type LeavingEvent =
  | {
      type: 'leaving.weighed';
      as: 'member' | 'pending' | 'alone' | 'lastOrganizer';
      successors: FoundMember[];
    }
  /** `elsewhere` is the community they speak in from now on. */
  | { type: 'leaving.done'; successor: string | null; elsewhere: string | null }
  | { type: 'leaving.changed' };

/** What members may change about themselves. */
export type Setting =
  | 'preferredChannel'
  | 'timeZone'
  | 'name'
  | 'graduatingYear'
  | 'section'
  | 'privacy'
  | RhythmSetting;

/** When and where else they hear. */
export type RhythmSetting =
  | 'frequency'
  | 'digestMinute'
  | 'digestWeekday'
  | 'quietHours'
  | 'allowsUrgent'
  | 'fallbackChannel';

export type SettingsEffect =
  /** Answered by `settings.found`. */
  | { type: 'settings.find'; communityId: string }
  /** Answered by `settings.found`, as they are now, or `settings.refused`. */
  | { type: 'settings.change'; communityId: string; setting: Setting; value: string };

export type SettingsEvent = {
  type: 'settings.found';
  name: string;
  classWords: string;
  channel: string;
  /** Where they are reached already. */
  channels: string[];
  /** Mail is served, and they have given no address yet. */
  canAddMail: boolean;
  timeZone: string;
  /** Who sees their year and section. */
  privacy: Circle;
  frequency: Frequency;
  /** After midnight. */
  digestMinute: number;
  /** 0 is Sunday. */
  digestWeekday: number;
  /** `22:00-07:00`; null where there are none. */
  quietHours: string | null;
  allowsUrgent: boolean;
};

/** They are in no more: what was begun before may not be finished. */
export type SettingsRefusal = { type: 'settings.refused'; reason: 'suspended' | 'notMember' };
