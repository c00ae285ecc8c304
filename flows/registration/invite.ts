import { assign, emit } from 'xstate';
import { text } from '../../domain/text.ts';
import { type Context, registering } from './registering.ts';

/** The invite is looked up, and where those who bring it stand already. */
export const checkingInvite = registering.createStateConfig({
  entry: emit(({ context }) => ({ type: 'invite.find', code: context.code })),
  on: {
    'invite.found': {
      target: 'invited',
      actions: assign(({ event }) => ({
        inviteId: event.inviteId,
        communityId: event.communityId,
        communityName: event.communityName,
        standing: event.standing,
        isFounding: event.communityId === null,
        isKnown: event.known !== null,
        name: event.known?.name ?? '',
        timeZone: event.known?.timeZone ?? '',
      })),
    },
    'invite.refused': [
      {
        // "Hello all" has eight letters, as a code has, and is none.
        guard: ({ context, event }) => event.reason === 'unknown' && isTalk(context),
        target: 'greeting',
        actions: assign({ code: '' }),
      },
      {
        target: 'uninvited',
        actions: emit(({ event }) => ({ type: 'say', text: text(`invite.${event.reason}`) })),
      },
    ],
  },
});

const isTalk = ({ isTalking, code }: Context) => isTalking && (/\s/.test(code) || !/\d/.test(code));
