import { assertEvent, emit } from 'xstate';
import type { Application, ApplicationEvent } from '../../domain/effects/registration.ts';
import { type TextRef, text } from '../../domain/text.ts';
import { mailboxButton } from '../questions/email.ts';
import { type Context, registering, say } from './registering.ts';

const saySubmitted = registering.emit(({ context, event }) => {
  assertEvent(event, 'application.submitted');
  const { communityName: community } = context;
  return { type: 'say', text: text('registration.submitted', { community, number: event.approvalNumber }) };
});

/** Who wants mail has to say where. */
const askForMailbox = registering.emit({
  type: 'say',
  text: text('registration.mailboxNext'),
  buttons: [mailboxButton],
});

/** The answers are handed in. */
export const submitting = registering.createStateConfig({
  entry: emit(({ context }) => ({ type: 'application.submit', application: applicationOf(context) })),
  on: {
    'application.submitted': [
      { guard: 'wantsMailbox', target: 'submitted', actions: [saySubmitted, askForMailbox] },
      { target: 'submitted', actions: saySubmitted },
    ],
    'application.linked': {
      target: 'linked',
      actions: say(({ name, communityName: community }) => text('registration.linked', { name, community })),
    },
    'application.barred': {
      target: 'known',
      actions: emit(({ context, event }) => ({
        type: 'say',
        text: text(bars[event.standing], { community: context.communityName }),
      })),
    },
    'community.founded': {
      target: 'founded',
      actions: emit(({ context, event }) => ({ type: 'say', text: founded(context, event) })),
    },
    'application.refused': {
      target: 'refused',
      actions: emit(({ event }) => ({ type: 'say', text: text(`invite.${event.reason}`) })),
    },
  },
});

const bars = { suspended: 'registration.suspended', rejected: 'registration.rejectedBefore' } as const;

/** With the ways in that this installation has. */
function founded(
  { communityName: community }: Context,
  { ways }: ApplicationEvent & { type: 'community.founded' },
): TextRef {
  return text('founding.done', { community, ways });
}

/** Of all that is remembered, the answers. */
const applicationOf = ({
  inviteId,
  communityId,
  communityName,
  name,
  graduatingYear,
  section,
  phoneId,
  preferredChannel,
  timeZone,
}: Context): Application => ({
  inviteId,
  communityId,
  communityName,
  name,
  graduatingYear,
  section,
  phoneId,
  preferredChannel,
  timeZone,
});
