import type { Said } from '../../domain/channel.ts';
import type { Command, Flow, FlowInput, Question } from '../../domain/flow.ts';
import { helpWord } from '../../domain/manners.ts';
import type { Belonging, MembershipStatus, Who } from '../../domain/member.ts';
import { isActive, isActiveAnywhere } from '../../domain/member.ts';
import { shortened, storable } from '../../domain/messageText.ts';
import { type TextRef, text } from '../../domain/text.ts';
import { readButton } from './button.ts';
import { slashWord, steeringWord, type Typed, typedCommand } from './command.ts';
import type { Situation } from './situation.ts';
import type { AnyEvent } from './step.ts';
import { choiceAt, understand } from './understand.ts';

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
  registration: Flow;
}

/**
 * Finds the meaning of what was said, in this order: carrier word, button, native reply, command, the waiting
 * question, free text. Pure.
 * @param question what the foreground conversation asks, null while nothing waits
 * @param repliedMessageId the carried message natively replied to, or edited, if it was one
 */
export function route(
  routes: Routes,
  situation: Situation,
  heard: { said: Said; question: Question | null; repliedMessageId: string | null },
): Meaning {
  const { said, question, repliedMessageId } = heard;
  const { who } = situation;
  switch (said.kind) {
    case 'stopped':
    case 'started':
      return { kind: said.kind };
    case 'carrierHelp':
      return { kind: 'explain', text: text('common.carrierHelp') };
    case 'pressed':
      return pressed(routes, situation, said.data, question);
    case 'contact':
      return { kind: 'event', event: { type: 'member.sharedContact', phone: said.phone, isOwn: said.isOwn } };
    case 'edited':
      if (!repliedMessageId || !isActiveAnywhere(who))
        return { kind: 'explain', text: text('common.editedTooLate') };
      return start(routes.correcting, who, {
        argument: editedWords(routes, storable(said.text)),
        repliedMessageId,
      });
    case 'reacted':
    case 'deleted':
      return { kind: 'noted' };
    case 'unknown':
      return { kind: 'explain', text: text('common.notUnderstood') };
    case 'media':
      if (question) return { kind: 'explain', text: text('common.textPlease') };
      return { kind: 'explain', text: text('common.mediaNotCarried') };
    case 'text': {
      const heardText = { ...said, text: storable(said.text) };
      // A command may be said as a reply too: then it is about the message replied to.
      if (repliedMessageId && isActiveAnywhere(who) && !slashWord(said.text)) {
        return start(routes.replying, who, {
          argument: heardText.text,
          repliedMessageId,
          ...typedIdOf(said),
        });
      }
      return typed(routes, who, { said: heardText, question, repliedMessageId });
    }
  }
}

function typed(
  routes: Routes,
  who: Who,
  heard: { said: Said & { kind: 'text' }; question: Question | null; repliedMessageId: string | null },
): Meaning {
  const { said, question, repliedMessageId } = heard;
  const steering = steeringWord(said.text);
  if (steering === 'cancel') return { kind: 'event', event: { type: 'member.cancelled' } };
  if (steering === 'back' && question) return { kind: 'event', event: { type: 'member.wentBack' } };
  const found = typedCommand(said.text, routes.flows, question === null);
  if (found?.command.isFor(who)) {
    const { number, argument } = found;
    return start(found.flow, who, {
      act: found.command.act,
      number,
      argument,
      repliedMessageId,
      ...typedIdOf(said),
    });
  }
  if (slashWord(said.text)) return refusedCommand(`/${slashWord(said.text)}`, found?.command, who);
  if (question) return answered(understand(question, said), typedIdOf(said));
  if (found && isClear(found)) {
    return refusedCommand(/[^\s:]+/.exec(said.text)![0].toUpperCase(), found.command, who);
  }
  if (isActive(who)) return start(routes.posting, who, { argument: said.text, ...typedIdOf(said) });
  return start(routes.registration, who, { act: 'spoke', argument: said.text });
}

/** `Yes`, and `Remove the chairs`, from somebody who has no such command, are words and nothing else. */
function isClear({ command: { takes }, number, argument }: Typed): boolean {
  if (takes === 'number' || takes === 'someone') return number !== null;
  return takes !== 'words' || argument === '';
}

function pressed(routes: Routes, situation: Situation, data: string, question: Question | null): Meaning {
  const press = readButton(data);
  if (!press) return { kind: 'explain', text: text('common.finishedButton') };
  if (press.kind === 'command') return pressedCommand(routes, situation.who, press);
  const { foreground } = situation;
  if (foreground?.id !== press.conversationId) {
    const isParked = situation.parked.some(({ id }) => id === press.conversationId);
    return { kind: 'explain', text: text(isParked ? 'common.staleButton' : 'common.finishedButton') };
  }
  if (!question || foreground.step !== press.step)
    return { kind: 'explain', text: text('common.staleButton') };
  return answered(choiceAt(question, press.index));
}

/** The button names its community, and that wins over the current one, for this once. */
function pressedCommand(
  routes: Routes,
  who: Who,
  press: { communityId: string | null; command: string },
): Meaning {
  const there = press.communityId ? speakingIn(who, press.communityId) : who;
  const found = typedCommand(`/${press.command}`, routes.flows, true);
  if (!there || !found?.command.isFor(there)) return refusedCommand(`/${press.command}`, found?.command, who);
  return start(found.flow, there, {
    act: found.command.act,
    number: found.number,
    argument: found.argument,
  });
}

function speakingIn(who: Who, communityId: string): Who | null {
  const current: Belonging | undefined = who.belongings.find((one) => one.communityId === communityId);
  return current ? { ...who, current } : null;
}

/** What stands behind a command when it is edited: `/post Hello` became `/post Hello all`. */
function editedWords({ flows }: Routes, typed: string): string {
  return (slashWord(typed) && typedCommand(typed, flows, true)?.argument) || typed;
}

const typedIdOf = ({ messageId }: Said & { kind: 'text' }) => (messageId ? { typedId: messageId } : {});

const answered = (understood: ReturnType<typeof understand>, typed: { typedId?: string } = {}): Meaning =>
  'answer' in understood
    ? { kind: 'event', event: { type: 'member.answered', answer: understood.answer, ...typed } }
    : { kind: 'explain', text: understood.problem };

function refusedCommand(command: string, known: Command | undefined, who: Who): Meaning {
  const reason = known && who.current && withoutCommands[who.current.status];
  if (reason) return { kind: 'explain', text: text(reason, { community: who.current!.communityName }) };
  const help = helpWord(who.channel);
  return {
    kind: 'explain',
    text: text(known ? 'common.notForYou' : 'common.unknownCommand', {
      command: shortened(command, 40),
      help,
    }),
  };
}

/** Why somebody may do little in the community they speak in, whatever the command. */
const withoutCommands: Partial<Record<MembershipStatus, TextRef['key']>> = {
  pending: 'registration.stillWaiting',
  suspended: 'registration.suspended',
};

function start(
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
      ...(given.typedId && { typedId: given.typedId }),
    },
  };
}
