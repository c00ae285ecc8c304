import { setup } from 'xstate';
import { readInviteCode } from '../../domain/code.ts';
import type {
  Application,
  ApplicationEvent,
  InviteEvent,
  PhoneEvent,
  Standing,
} from '../../domain/effects/registration.ts';
import type { Effect } from '../../domain/effects.ts';
import type { Asking, FlowInput, PersonEvent } from '../../domain/flow.ts';
import { helpWord } from '../../domain/manners.ts';
import { type TextRef, text } from '../../domain/text.ts';

/** What registration remembers between two answers. */
export interface Context extends Application {
  channel: string;
  /** Where they stand in the community they speak in, then in the one they are invited to; `none` for a stranger. */
  standing: Standing;
  code: string;
  /** They only spoke: what looks like a code may be none. */
  isTalking: boolean;
  isFounding: boolean;
  /** Already in another community: name, phone and time zone are not asked again. */
  isKnown: boolean;
  /** Not where their channel vouches for it, or where nothing could prove it. */
  isPhoneAsked: boolean;
  shownPhone: string;
  timeZones: string[];
  /** Where they could be reached: the choice of channels. */
  channels: string[];
}

export const registering = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | InviteEvent | PhoneEvent | ApplicationEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: {
    isFounding: ({ context }) => context.isFounding,
    isKnown: ({ context }) => context.isKnown,
    isUnknown: ({ context }) => !context.isKnown,
    isPhoneAsked: ({ context }) => context.isPhoneAsked,
    hasCode: ({ context }) => context.code !== '',
    hasPlace: ({ context }) => context.standing in standings,
    mayNotApply: ({ context }) => Boolean(standings[context.standing]?.invited),
    hasOneChannel: ({ context }) => context.channels.length < 2,
    wantsMailbox: ({ context }) => context.preferredChannel === 'email' && context.channel !== 'email',
    hasNumber: ({ context }) => context.phoneId !== null,
    isSameInvite: ({ context, event }) =>
      event.type === 'member.startedAgain' && isSameCode(event.argument, context.code),
  },
});

export function beginning({ who, act, argument }: FlowInput): Context {
  return {
    channel: who.channel,
    standing: who.current?.status ?? 'none',
    code: act === 'found' || (act === 'spoke' && !readInviteCode(argument)) ? '' : argument.trim(),
    isTalking: act === 'spoke',
    isFounding: act === 'found',
    isKnown: act === 'found',
    isPhoneAsked: false,
    inviteId: null,
    communityId: act === 'found' ? null : (who.current?.communityId ?? null),
    communityName: who.current?.communityName ?? '',
    name: '',
    graduatingYear: 0,
    section: null,
    phoneId: null,
    shownPhone: '',
    timeZones: [],
    channels: [],
    preferredChannel: who.channel,
    timeZone: '',
  };
}

/** The link pressed twice, or a bare `/start`. */
const isSameCode = (typed: string, code: string) =>
  typed.trim() === '' || (readInviteCode(typed) ?? typed.trim()) === (readInviteCode(code) ?? code);

type Key = TextRef['key'];

/** Says a sentence about the community, or one made of what is remembered. */
export const say = (sentence: Key | ((context: Context) => TextRef)) =>
  registering.emit(({ context }) => ({
    type: 'say',
    text:
      typeof sentence === 'string' ? text(sentence, { community: context.communityName }) : sentence(context),
  }));

/** What somebody hears who has, or had, a place already. One who left, or whose request ran out, may ask again. */
const standings: Partial<Record<Standing, { talking: Key; invited?: Key }>> = {
  active: { talking: 'registration.welcomeBack', invited: 'registration.alreadyMember' },
  pending: { talking: 'registration.stillWaiting', invited: 'registration.stillWaiting' },
  suspended: { talking: 'registration.suspended', invited: 'registration.suspended' },
  rejected: { talking: 'registration.rejectedBefore', invited: 'registration.rejectedBefore' },
  expired: { talking: 'registration.lapsed' },
};

export const tellPlace = (when: 'talking' | 'invited') =>
  say(({ standing, communityName, channel }) =>
    text(standings[standing]![when]!, { community: communityName, help: helpWord(channel) }),
  );
