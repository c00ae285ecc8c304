import { emit } from 'xstate';
import type { Application, ApplicationEvent } from '../../domain/effects/registration.ts';
import { type TextRef, text } from '../../domain/text.ts';
import { type Context, registering, say } from './registering.ts';

/** The answers are handed in. */
export const submitting = registering.createStateConfig({
  entry: emit(({ context }) => ({ type: 'application.submit', application: applicationOf(context) })),
  on: {
    'application.submitted': {
      target: 'submitted',
      actions: emit(({ context, event }) => ({
        type: 'say',
        text: text('registration.submitted', {
          community: context.communityName,
          number: event.approvalNumber,
        }),
      })),
    },
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
  { code, link, smsNumber, webLink }: ApplicationEvent & { type: 'community.founded' },
): TextRef {
  const ways = [
    ...(link ? [text('invite.byLink', { link })] : []),
    ...(smsNumber ? [text('invite.bySms', { code, number: smsNumber })] : []),
    ...(webLink ? [text('invite.byWeb', { link: webLink })] : []),
  ];
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
