import type { ApprovalEvent, RequestsEvent, VoteEvent } from '../../domain/effects/approval.ts';
import type { AddressesEvent, MailboxEvent } from '../../domain/effects/linking.ts';
import type {
  FoundMember,
  LeavingEvent,
  LimitingEvent,
  MergingEvent,
  OrganizerEvent,
  ReplayingEvent,
  SettingsEvent,
  SettingsRefusal,
} from '../../domain/effects/organizer.ts';
import type {
  CorrectingEvent,
  FindingEvent,
  ForumsEvent,
  PublishingEvent,
  TakingBackEvent,
} from '../../domain/effects/posting.ts';
import type { ForgettingEvent } from '../../domain/effects/privacy.ts';
import type { ApplicationEvent, InviteEvent, PhoneEvent } from '../../domain/effects/registration.ts';
import type { ToldEvent } from '../../domain/effects/telling.ts';
import { text } from '../../domain/text.ts';

/** Everything a machine may hear besides what people say: the answers to effects, and words from elsewhere. */
type Answer =
  | AddressesEvent
  | ApplicationEvent
  | ApprovalEvent
  | CorrectingEvent
  | FindingEvent
  | ForgettingEvent
  | ForumsEvent
  | InviteEvent
  | LeavingEvent
  | LimitingEvent
  | MailboxEvent
  | MergingEvent
  | ReplayingEvent
  | OrganizerEvent
  | PhoneEvent
  | PublishingEvent
  | RequestsEvent
  | SettingsEvent
  | SettingsRefusal
  | TakingBackEvent
  | ToldEvent
  | VoteEvent;

type Samples = { [T in Answer['type']]: Extract<Answer, { type: T }>[] };

const member = (n: number): FoundMember => ({
  membershipId: `m${n}`,
  number: n,
  name: `Member ${n}`,
  who: `Member ${n} (1998)`,
  role: n === 2 ? 'moderator' : 'member',
  status: 'active',
});
/** As many as are shown at most, of names that are long, hard to type, and alike but for their end. */
const members = (count: number): FoundMember[] =>
  Array.from({ length: count }, (_, n) => ({
    ...member(n + 10),
    who: `María de los Ángeles O’Higgins ${n} (1998, Blue)`,
  }));
/** Of one name and class, as in large schools. */
const alike = [member(1), { ...member(2), who: member(1).who }];
const found = (
  standing: (InviteEvent & { type: 'invite.found' })['standing'],
  isKnown = false,
): InviteEvent & { type: 'invite.found' } => ({
  type: 'invite.found',
  inviteId: 'i1',
  communityId: 'c1',
  communityName: 'Lincoln High',
  standing,
  known: isKnown ? { name: 'Ana Lima', timeZone: 'America/Lima' } : null,
});

/** For each event samples of every kind of it. The compiler asks for those of an event that is new. */
export const samples: Samples = {
  'invite.found': [
    ...(['none', 'pending', 'active', 'suspended', 'left', 'rejected', 'expired'] as const).map((one) =>
      found(one),
    ),
    found('none', true),
    { ...found('none'), communityId: null },
    { ...found('none', true), communityId: null },
  ],
  'invite.refused': (['unknown', 'expired', 'usedUp', 'revoked'] as const).map((reason) => ({
    type: 'invite.refused',
    reason,
  })),
  'mailbox.asked': [{ type: 'mailbox.asked', addressId: 'a9' }],
  'mailbox.proven': [{ type: 'mailbox.proven' }],
  'mailbox.refused': (['taken', 'own', 'tooMany', 'tooManyToday', 'stopped', 'none'] as const).map(
    (reason) => ({
      type: 'mailbox.refused',
      reason,
    }),
  ),
  'merge.weighed': [
    {
      type: 'merge.weighed',
      merged: 7,
      kept: 12,
      mergedWho: 'Ben (1998), #7',
      keptWho: 'Ben Ode (1998), #12',
    },
  ],
  'replay.weighed': [12, null].map((number) => ({
    ...{ type: 'replay.weighed', number, upTo: 14 },
    ...{ count: number === null ? 3 : 1, name: 'Ana Lima' },
  })),
  'phone.wanted': [{ type: 'phone.wanted' }],
  'phone.proven': [
    {
      type: 'phone.proven',
      phoneId: 'p1',
      timeZones: ['America/Lima'],
      channels: ['telegram', 'sms', 'email'],
    },
    { type: 'phone.proven', phoneId: 'p1', timeZones: [], channels: ['telegram'] },
  ],
  'phone.refused': (
    ['invalid', 'country', 'tooManyForNumber', 'tooManyHere', 'stopped', 'noSms'] as const
  ).map((reason) => ({
    type: 'phone.refused',
    reason,
  })),
  'code.sent': [{ type: 'code.sent', phoneId: 'p1', shown: '+14••••••23' }],
  'code.mismatched': (['wrong', 'expired', 'exhausted'] as const).map((reason) => ({
    type: 'code.mismatched',
    reason,
    triesLeft: 1,
  })),
  'application.submitted': [{ type: 'application.submitted', approvalNumber: 7 }],
  'application.linked': [{ type: 'application.linked' }],
  'application.barred': (['suspended', 'rejected'] as const).map((standing) => ({
    type: 'application.barred',
    standing,
  })),
  'community.founded': [
    {
      type: 'community.founded',
      ways: [text('invite.bySms', { code: 'K7QM-2XRD', number: '+15005550006' })],
    },
    { type: 'community.founded', ways: [] },
  ],
  'application.refused': (['unknown', 'expired', 'usedUp', 'revoked', 'notOrganizer'] as const).map(
    (reason) => ({
      type: 'application.refused',
      reason,
    }),
  ),
  'peers.chosen': [
    {
      type: 'peers.chosen',
      who: 'Ana Lima',
      communityName: 'Lincoln High',
      vouchesNeeded: 2,
      organizerIds: ['o1'],
      peerIds: ['m1', 'm2'],
    },
    {
      type: 'peers.chosen',
      who: 'Ana Lima',
      communityName: 'Lincoln High',
      vouchesNeeded: 1,
      organizerIds: [],
      peerIds: ['m1'],
    },
  ],
  'organizers.found': [{ type: 'organizers.found', organizerIds: ['o1', 'o2'] }],
  'peer.vouched': [
    { type: 'peer.vouched', voterId: 'm1', isOrganizer: false },
    { type: 'peer.vouched', voterId: 'o1', isOrganizer: true },
  ],
  'peer.declined': [
    { type: 'peer.declined', voterId: 'm2', isOrganizer: false },
    { type: 'peer.declined', voterId: 'o1', isOrganizer: true },
  ],
  'applicant.withdrew': [{ type: 'applicant.withdrew' }],
  'application.decided': [{ type: 'application.decided' }],
  'application.overtaken': [{ type: 'application.overtaken' }],
  'vote.counted': [true, false].map((decides) => ({ type: 'vote.counted', who: 'Ana Lima', decides })),
  'vote.overruled': [
    {
      type: 'vote.overruled',
      who: 'Ana Lima',
      place: { membershipId: 'm9', communityId: 'c1', communityName: 'Lincoln High' },
      organizerId: 'o1',
    },
  ],
  'vote.refused': [
    ...(['unknown', 'notAllowed'] as const).map((reason) => ({ type: 'vote.refused' as const, reason })),
    ...(['self', 'twice', 'approved', 'rejected', 'expired', 'withdrawn'] as const).map((reason) => ({
      type: 'vote.refused' as const,
      reason,
      who: 'Ana Lima',
    })),
  ],
  'requests.listed': [
    { type: 'requests.listed', requests: [], count: 0 },
    { type: 'requests.listed', requests: [{ number: 7, who: 'Ana Lima' }], count: 1 },
  ],
  'forums.found': [
    { type: 'forums.found', forums: [] },
    { type: 'forums.found', forums: [{ forumId: 'f1', name: 'General', readers: 0 }] },
    {
      type: 'forums.found',
      forums: [
        { forumId: 'f1', name: 'General', readers: 30 },
        { forumId: 'f2', name: 'Photos', readers: 3 },
      ],
    },
  ],
  'message.found': [true, false].map((isOwn) => ({
    type: 'message.found',
    messageId: 'x1',
    forumId: 'f1',
    number: 12,
    authorName: 'Ana Lima',
    isOwn,
    excerpt: 'Hello',
  })),
  'message.missing': (['unknown', 'noNumber', 'deleted', 'suspended', 'notMember', 'notYours'] as const).map(
    (reason) => ({
      type: 'message.missing',
      reason,
    }),
  ),
  'message.published': [0, 30].map((readers) => ({
    type: 'message.published',
    messageId: 'x1',
    number: 5,
    readers,
  })),
  'message.refused': (['unknown', 'noNumber', 'deleted', 'suspended', 'notMember', 'notYours'] as const).map(
    (reason) => ({
      type: 'message.refused',
      reason,
    }),
  ),
  'message.corrected': [
    { type: 'message.corrected', number: 12, noted: 0 },
    { type: 'message.corrected', number: 12, noted: 2 },
  ],
  'message.takenBack': [
    { type: 'message.takenBack', number: 5, author: null, removable: 0, gone: 0 },
    {
      type: 'message.takenBack',
      number: 5,
      author: { membershipId: 'm1', number: 3 },
      removable: 4,
      gone: 2,
    },
  ],
  'member.found': [
    { type: 'member.found', members: [], reason: '' },
    { type: 'member.found', members: [member(1)], reason: '' },
    { type: 'member.found', members: [member(2)], reason: '' },
    { type: 'member.found', members: [{ ...member(3), status: 'pending' }], reason: '' },
    { type: 'member.found', members: [{ ...member(4), membershipId: 'm-active' }], reason: '' },
    { type: 'member.found', members: alike, reason: 'she spams' },
    { type: 'member.found', members: members(8), reason: '' },
  ],
  'member.changed': [{ type: 'member.changed' }],
  'member.unchanged': (['self', 'notAllowed', 'already', 'last', 'gone'] as const).map((reason) => ({
    type: 'member.unchanged',
    reason,
  })),
  'forgetting.weighed': [
    ...[members(8), alike].map((successors) => ({
      type: 'forgetting.weighed' as const,
      next: { communityId: 'c1', community: 'Lincoln High', successors },
      messages: 12,
      communities: 'Lincoln High, Oak Street',
    })),
    { type: 'forgetting.weighed', next: null, messages: 0, communities: '' },
  ],
  'forgetting.done': [
    { type: 'forgetting.done', at: '2026-03-01 12:00 UTC', messages: 12, addresses: 2, memberships: 1 },
  ],
  'forgetting.changed': [{ type: 'forgetting.changed' }],
  'leaving.weighed': [
    { type: 'leaving.weighed', as: 'member', successors: [] },
    { type: 'leaving.weighed', as: 'pending', successors: [] },
    { type: 'leaving.weighed', as: 'alone', successors: [] },
    { type: 'leaving.weighed', as: 'lastOrganizer', successors: alike },
    { type: 'leaving.weighed', as: 'lastOrganizer', successors: members(8) },
  ],
  'leaving.done': [null, 'Ana Lima'].map((successor) => ({
    type: 'leaving.done',
    successor,
    elsewhere: successor && 'Oak Street',
  })),
  'invite.opened': [{ type: 'invite.opened', inviteId: 'i1', code: 'K7QM-2XRD' }],
  'leaving.changed': [{ type: 'leaving.changed' }],
  'settings.refused': [{ type: 'settings.refused', reason: 'suspended' }],
  'settings.found': (
    [
      [['telegram'], 'at once'],
      [['sms', 'telegram'], 'daily'],
      [['sms', 'telegram'], 'weekly'],
    ] as const
  ).map(([channels, frequency]) => ({
    type: 'settings.found',
    frequency,
    digestMinute: 1_080,
    digestWeekday: 0,
    quietHours: frequency === 'daily' ? '22:00-07:00' : null,
    allowsUrgent: frequency !== 'daily',
    name: 'Ana Lima',
    classWords: '1998 Blue',
    channel: 'telegram',
    channels: [...channels],
    canAddMail: channels.length > 1,
    timeZone: 'America/Lima',
    privacy: frequency === 'daily' ? 'friends' : 'everyone',
  })),
  'addresses.found': [
    [],
    [{ id: 'a1', label: 'SMS +14••••••23' }],
    ['a2', 'a3'].map((id) => ({ id, label: 'Web chat' })),
  ].map((addresses) => ({
    type: 'addresses.found',
    addresses,
  })),
  told: [{ type: 'told', texts: [text('common.yes'), text('common.no')] }],
};
