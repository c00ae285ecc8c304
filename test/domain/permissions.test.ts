import { describe, expect, test } from 'vitest';
import type { Belonging, MembershipStatus, Role, Who } from '../../domain/member.ts';
import { may, mayAs, type Permission, permissions } from '../../domain/permissions.ts';

const statuses: MembershipStatus[] = ['pending', 'active', 'suspended', 'left', 'rejected', 'expired'];
const roles: Role[] = ['member', 'moderator', 'organizer'];

/** What may be done, by the least that one has to be. Whoever is more may do it too, unless a line says otherwise. */
const least: Record<Permission, string> = {
  'community.enter': 'guest',
  'community.switch': 'in two communities',
  'community.leave': 'pending or suspended',
  'community.found': 'organizer',
  'community.change': 'organizer',
  'help.see': 'guest',
  'status.see': 'guest',
  'language.change': 'guest',
  'channel.link': 'guest',
  'channel.unlink': 'somebody',
  'data.export': 'somebody',
  'data.forget': 'somebody',
  'merge.answer': 'somebody',
  'mailbox.add': 'pending',
  'account.enter': 'pending',
  'account.use': 'pending',
  'dashboard.see': 'member',
  'message.see': 'member',
  'message.post': 'member',
  'message.announce': 'organizer',
  'message.rehearse': 'member',
  'message.reply': 'member',
  'message.correct': 'member',
  'message.takeBack': 'member',
  'message.moderate': 'moderator',
  'message.explain': 'member',
  'digest.unfold': 'member',
  'settings.change': 'member',
  'quiet.set': 'member',
  'mute.set': 'member',
  'member.see': 'member',
  'member.change': 'organizer',
  'member.merge': 'organizer',
  'approval.see': 'member',
  'approval.vote': 'member',
  'approval.decide': 'organizer',
  'invite.see': 'member',
  'invite.manage': 'moderator',
  'forum.see': 'member',
  'forum.make': 'organizer',
  'group.mirror': 'organizer',
  'budget.manage': 'organizer',
  'conversation.see': 'organizer',
  'delivery.see': 'organizer',
  'delivery.replay': 'organizer',
  'audit.see': 'organizer',
  'figures.see': 'organizer',
  'installation.see': 'operator',
  'whatsapp.pair': 'operator',
};

describe.each(Object.keys(permissions) as Permission[])('%s', (permission) => {
  const places = roles.flatMap((role) => statuses.map((status) => ({ role, status })));

  test.each(places)('$role, $status', (place) => {
    expect(mayAs(place, permission)).toBe(isEnough(least[permission], place));
  });

  test('nobody in particular', () => {
    expect(mayAs(null, permission)).toBe(least[permission] === 'guest');
  });

  test('the operator may what their place allows, and look after the installation while they are in', () => {
    for (const place of places) {
      const isOperators = least[permission] === 'operator' && place.status === 'active';
      expect(mayAs(place, permission, { isOperator: true })).toBe(
        isOperators || isEnough(least[permission], place),
      );
    }
  });
});

function isEnough(needed: string, { role, status }: { role: Role; status: MembershipStatus }): boolean {
  if (needed === 'guest' || needed === 'somebody') return true;
  if (needed === 'pending') return status === 'pending' || status === 'active';
  if (needed === 'pending or suspended') return ['pending', 'active', 'suspended'].includes(status);
  if (status !== 'active') return false;
  return roles.indexOf(role) >= roles.indexOf(needed as Role) && roles.includes(needed as Role);
}

const place = (name: string, status: MembershipStatus, role: Role = 'member'): Belonging => ({
  ...{ membershipId: `m-${name}`, communityId: `c-${name}`, communityName: name, role, status },
});

function speaking(belongings: Belonging[]): Who {
  const current = belongings[0] ?? null;
  return {
    ...{ addressId: 'd1', channel: 'telegram', phoneId: null, language: 'en' },
    ...{ personId: current && 'p1', belongings, current },
  } as Who;
}

test.each<[string, Permission, Belonging[], boolean]>([
  ['a reply carries its own community', 'message.reply', [place('a', 'left'), place('b', 'active')], true],
  ['a post goes where one speaks', 'message.post', [place('a', 'left'), place('b', 'active')], false],
  ['one community is no choice', 'community.switch', [place('a', 'active')], false],
  ['two are', 'community.switch', [place('a', 'active'), place('b', 'pending')], true],
  ['one that was left does not count', 'community.switch', [place('a', 'active'), place('b', 'left')], false],
  [
    'who organizes elsewhere',
    'member.change',
    [place('a', 'active'), place('b', 'active', 'organizer')],
    false,
  ],
  ['a guest unlinks nothing', 'channel.unlink', [], false],
])('%s (%s)', (_what, permission, belongings, expected) => {
  expect(may(speaking(belongings), permission)).toBe(expected);
});
