import type { Command, Flow, FlowInput } from '../../domain/flow.ts';
import { helpWord } from '../../domain/manners.ts';
import type { MembershipStatus, Who } from '../../domain/member.ts';
import { shortened } from '../../domain/messageText.ts';
import { groupOf } from '../../domain/permissions.ts';
import { type TextRef, text } from '../../domain/text.ts';
import type { AnyEvent } from './step.ts';
import type { understand } from './understand.ts';

/** What an inbound message turned out to mean. */
export type Meaning =
  /** An event for the conversation that waits. */
  | { kind: 'event'; event: AnyEvent }
  | { kind: 'start'; flow: Flow; input: FlowInput }
  /** Nothing changes; this is said, and the waiting question again where there is one. */
  | { kind: 'explain'; text: TextRef }
  | { kind: 'stopped' }
  | { kind: 'started' }
  /** Heard, and not answered: nobody expects words for a thumb. */
  | { kind: 'noted' };

/** The flows that have a part in understanding people; all others only have commands. */
export interface Routes {
  flows: Flow[];
  posting: Flow;
  replying: Flow;
  correcting: Flow;
  takingBack: Flow;
  confirming: Flow;
  registration: Flow;
}

export function start(
  flow: Flow,
  who: Who,
  given: Partial<{ [K in keyof FlowInput]: FlowInput[K] | undefined }>,
): Meaning {
  return {
    kind: 'start',
    flow,
    input: {
      who,
      communityId: who.current?.communityId ?? null,
      act: given.act ?? null,
      number: given.number ?? null,
      argument: given.argument ?? '',
      repliedMessageId: given.repliedMessageId ?? null,
      isInterrupting: given.isInterrupting ?? false,
      ...(given.markdown && { markdown: given.markdown }),
      ...(given.typedId && { typedId: given.typedId }),
      ...(given.forum && { forum: given.forum }),
      ...(given.files && { files: given.files }),
    },
  };
}

export const answered = (
  understood: ReturnType<typeof understand>,
  typed: { typedId?: string } = {},
): Meaning =>
  'answer' in understood
    ? { kind: 'event', event: { type: 'member.answered', answer: understood.answer, ...typed } }
    : { kind: 'explain', text: understood.problem };

export function refusedCommand(command: string, known: Command | undefined, who: Who): Meaning {
  const reason = known && who.current && withoutCommands[who.current.status];
  if (reason) return { kind: 'explain', text: text(reason, { community: who.current!.communityName }) };
  const help = helpWord(who.channel);
  return {
    kind: 'explain',
    text: text(known ? whyNot(known) : 'common.unknownCommand', {
      command: shortened(command, 40),
      help,
    }),
  };
}

/** Whom a command is for, to those it is not for. */
function whyNot({ permission }: Command): TextRef['key'] {
  const group = groupOf(permission);
  if (group === 'organizers') return 'common.forOrganizers';
  return group === 'ofSeveral' ? 'common.forSeveral' : 'common.forMembers';
}

/** Why somebody may do little in the community they speak in, whatever the command. */
const withoutCommands: Partial<Record<MembershipStatus, TextRef['key']>> = {
  pending: 'registration.stillWaiting',
  suspended: 'registration.suspended',
};
