import { assertEvent, assign, emit, setup } from 'xstate';
import type { FoundMember, OrganizerEvent, RoleAct, RoleRefusal } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Command, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { typedWord } from '../domain/manners.ts';
import type { Role } from '../domain/member.ts';
import { shortened } from '../domain/messageText.ts';
import { type TextRef, text } from '../domain/text.ts';
import * as ask from './questions/roles.ts';

export interface Context {
  act: RoleAct;
  channel: string;
  communityId: string;
  communityName: string;
  /** The organizer's own membership. */
  ownId: string;
  /** A number or a name, as typed. */
  words: string;
  /** Why, as the member hears it. */
  reason: string;
  /** Those who match. */
  members: FoundMember[];
  chosen: FoundMember;
  /** What they are to become. */
  role: Role;
}

const nobody: FoundMember = {
  membershipId: '',
  number: 0,
  name: '',
  who: '',
  role: 'member',
  status: 'active',
};

/** A reason longer than that is a letter. */
const reasonLength = 300;

const steering = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | OrganizerEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: {
    hasWords: ({ context }) => context.words !== '',
    isApplicant: ({ context }) => context.chosen.status === 'pending',
    isSelf: ({ context: { act, chosen, ownId } }) => act !== 'demote' && chosen.membershipId === ownId,
    needsRole: ({ context: { act, chosen } }) => act === 'promote' && chosen.role === 'member',
    // Only who demotes themselves cannot take it back.
    isHarmless: ({ context: { act, chosen, ownId } }) =>
      act !== 'suspend' && act !== 'remove' && !(act === 'demote' && chosen.membershipId === ownId),
  },
});

const say = (sentence: (context: Context) => TextRef) =>
  steering.emit(({ context }) => ({ type: 'say', text: sentence(context) }));

/** Unless it was given with a number before. */
const noteReason = steering.assign(({ context, event }) => {
  assertEvent(event, 'member.found');
  return { reason: context.reason || shortened(event.reason, reasonLength) };
});

/** What an organizer does to a member: find whom is meant, confirm what hurts, do it. */
const machine = steering.createMachine({
  id: 'roles',
  context: ({ input: { act, who, communityId, number, argument } }) => ({
    act: act as RoleAct,
    channel: who.channel,
    communityId: communityId!,
    communityName: who.current?.communityName ?? '',
    ownId: who.current?.membershipId ?? '',
    words: number === null ? argument.trim() : String(number),
    reason: number === null ? '' : shortened(argument, reasonLength),
    members: [],
    chosen: nobody,
    role: 'organizer',
  }),
  initial: 'beginning',
  on: { 'member.cancelled': { target: '.cancelled', actions: say(() => text('common.cancelled')) } },
  states: {
    beginning: { always: [{ guard: 'hasWords', target: 'finding' }, { target: 'askingWho' }] },
    askingWho: {
      meta: { ask: ask.whom },
      on: {
        'member.answered': { target: 'finding', actions: assign(({ event }) => ({ words: event.answer })) },
      },
    },
    finding: {
      entry: emit(({ context: { communityId, words } }) => ({
        type: 'member.find',
        communityId,
        words,
        as: 'member',
      })),
      on: {
        'member.found': [
          {
            guard: ({ event }) => event.members.length === 0,
            target: 'askingWho',
            actions: say(({ communityName: community }) => text('roles.nobody', { community })),
          },
          {
            guard: ({ event }) => event.members.length > 1,
            target: 'askingWhich',
            actions: [assign(({ event }) => ({ members: event.members })), noteReason],
          },
          {
            target: 'weighing',
            actions: [assign(({ event }) => ({ chosen: event.members[0]! })), noteReason],
          },
        ],
      },
    },
    askingWhich: {
      meta: { ask: ask.which },
      on: {
        'member.answered': {
          target: 'weighing',
          actions: assign(({ context, event }) => ({
            chosen: context.members.find(({ membershipId }) => membershipId === event.answer) ?? nobody,
          })),
        },
        'member.wentBack': 'askingWho',
      },
    },
    weighing: {
      always: [
        { guard: 'isApplicant', target: 'unchanged', actions: say(stillAsks) },
        { guard: 'isSelf', target: 'unchanged', actions: say((context) => refused(context, 'self')) },
        { guard: 'needsRole', target: 'askingRole' },
        { guard: 'isHarmless', target: 'changing' },
        { target: 'confirming' },
      ],
    },
    askingRole: {
      meta: { ask: ask.role },
      on: {
        'member.answered': {
          target: 'changing',
          actions: assign(({ event }) => ({ role: event.answer as Role })),
        },
        'member.wentBack': 'askingWho',
      },
    },
    confirming: {
      meta: { ask: ask.confirmation },
      on: {
        'member.answered': [
          { guard: ({ event }) => event.answer === 'yes', target: 'changing' },
          { target: 'unchanged', actions: say(() => text('roles.unchanged')) },
        ],
        'member.wentBack': 'askingWho',
      },
    },
    changing: {
      entry: emit(({ context: { act, communityId, chosen, role, reason } }) => ({
        type: 'member.change',
        communityId,
        membershipId: chosen.membershipId,
        act,
        role,
        reason,
      })),
      on: {
        'member.changed': { target: 'changed', actions: say(done) },
        'member.unchanged': {
          target: 'unchanged',
          actions: emit(({ context, event }) => ({ type: 'say', text: refused(context, event.reason) })),
        },
      },
    },
    changed: { type: 'final' },
    unchanged: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

function done({ act, role, chosen: { name } }: Context): TextRef {
  return text(`roles.done.${act === 'promote' && role === 'moderator' ? role : act}`, { name });
}

function refused({ channel, communityName: community }: Context, reason: RoleRefusal): TextRef {
  return text(`roles.refused.${reason}`, { leave: typedWord('leave', channel), community });
}

function stillAsks({ channel, chosen: { name } }: Context): TextRef {
  return text('roles.waits', { name, pending: typedWord('pending', channel) });
}

const command = (act: RoleAct, ...words: [string, ...string[]]): Command => ({
  words,
  takes: 'someone',
  permission: 'member.change',
  about: `roles.about.${act}`,
  act,
});

export const roles: Flow = {
  name: 'roles',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    command('promote', 'promote', 'promover'),
    command('demote', 'demote', 'degradar'),
    command('suspend', 'suspend', 'suspender'),
    command('lift', 'lift', 'levantar'),
    command('remove', 'remove', 'quitar'),
  ],
};
