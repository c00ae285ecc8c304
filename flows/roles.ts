import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import type { FoundMember, OrganizerEvent, RoleAct } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Command, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { isOrganizer } from '../domain/member.ts';
import { text } from '../domain/text.ts';

interface Context {
  act: RoleAct;
  channel: string;
  communityId: string;
  communityName: string;
  /** A number or a name, as typed. */
  words: string;
  /** Those who match. */
  members: FoundMember[];
  chosen: FoundMember;
}

const nobody: FoundMember = { membershipId: '', name: '' };
const membersWord = (channel: string) => (channel === 'sms' ? 'MEMBERS' : '/members');
const leaveWord = (channel: string) => (channel === 'sms' ? 'LEAVE' : '/leave');

/** What an organizer does to a member: find whom is meant, confirm what hurts, do it. */
const machine = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | OrganizerEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: {
    hasWords: ({ context }) => context.words !== '',
    isHarmless: ({ context }) => context.act !== 'suspend' && context.act !== 'remove',
  },
}).createMachine({
  id: 'roles',
  context: ({ input: { act, who, communityId, argument } }) => ({
    act: act as RoleAct,
    channel: who.channel,
    communityId: communityId!,
    communityName: who.current?.communityName ?? '',
    words: argument.trim(),
    members: [],
    chosen: nobody,
  }),
  initial: 'beginning',
  on: {
    'member.cancelled': {
      target: '.cancelled',
      actions: emit({ type: 'say', text: text('common.cancelled') }),
    },
  },
  states: {
    beginning: { always: [{ guard: 'hasWords', target: 'finding' }, { target: 'askingWho' }] },
    askingWho: {
      meta: {
        ask: ({ channel }) => ({
          text: text('roles.askWho', { members: membersWord(channel) }),
          answer: z.string().min(1, { error: 'common.textPlease' }),
        }),
      },
      on: {
        'member.answered': { target: 'finding', actions: assign(({ event }) => ({ words: event.answer })) },
      },
    },
    finding: {
      entry: emit(({ context: { communityId, words } }) => ({ type: 'member.find', communityId, words })),
      on: {
        'member.found': [
          {
            guard: ({ event }) => event.members.length === 0,
            target: 'askingWho',
            actions: emit(({ context }) => ({
              type: 'say',
              text: text('roles.nobody', {
                community: context.communityName,
                members: membersWord(context.channel),
              }),
            })),
          },
          {
            guard: ({ event }) => event.members.length > 1,
            target: 'choosing',
            actions: assign(({ event }) => ({ members: event.members })),
          },
          { target: 'weighing', actions: assign(({ event }) => ({ chosen: event.members[0]! })) },
        ],
      },
    },
    choosing: {
      meta: {
        ask: ({ members }) => ({
          text: text('roles.several'),
          choices: members.map(({ membershipId, name }) => ({
            label: { plain: name },
            answer: membershipId,
          })),
        }),
      },
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
    weighing: { always: [{ guard: 'isHarmless', target: 'changing' }, { target: 'confirming' }] },
    confirming: {
      meta: {
        ask: ({ act, chosen, communityName: community }) => ({
          text: text(act === 'remove' ? 'roles.askRemove' : 'roles.askSuspend', {
            name: chosen.name,
            community,
          }),
          choices: [
            { label: text('common.yes'), answer: 'yes' },
            { label: text('common.no'), answer: 'no' },
          ],
        }),
      },
      on: {
        'member.answered': [
          { guard: ({ event }) => event.answer === 'yes', target: 'changing' },
          { target: 'unchanged', actions: emit({ type: 'say', text: text('roles.unchanged') }) },
        ],
        'member.wentBack': 'askingWho',
      },
    },
    changing: {
      entry: emit(({ context: { act, communityId, chosen } }) => ({
        type: 'member.change',
        communityId,
        membershipId: chosen.membershipId,
        act,
      })),
      on: {
        'member.changed': {
          target: 'changed',
          actions: emit(({ context: { act, chosen } }) => ({
            type: 'say',
            text: text(`roles.done.${act}`, { name: chosen.name }),
          })),
        },
        'member.unchanged': {
          target: 'unchanged',
          actions: emit(({ context, event }) => ({
            type: 'say',
            text: text(`roles.refused.${event.reason}`, { leave: leaveWord(context.channel) }),
          })),
        },
      },
    },
    changed: { type: 'final' },
    unchanged: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

const command = (act: RoleAct, ...words: [string, ...string[]]): Command => ({
  words,
  takes: 'text',
  isFor: isOrganizer,
  about: `roles.about.${act}`,
  act,
});

export const roles: Flow = {
  name: 'roles',
  version: 1,
  machine,
  upgrades: {},
  commands: [
    command('promote', 'promote', 'promover'),
    command('demote', 'demote', 'degradar'),
    command('suspend', 'suspend', 'suspender'),
    command('lift', 'lift', 'levantar'),
    command('remove', 'remove', 'quitar'),
  ],
};
