import type { Said } from '../../domain/channel.ts';
import type { Question } from '../../domain/flow.ts';
import type { Mail } from '../../domain/mail.ts';
import { mannersOf } from '../../domain/manners.ts';
import type { HeldFile } from '../../domain/media.ts';
import type { Who } from '../../domain/member.ts';
import { isActive, isActiveAnywhere } from '../../domain/member.ts';
import { may } from '../../domain/permissions.ts';
import { storable } from '../../domain/storable.ts';
import { text } from '../../domain/text.ts';
import { argumentMarkdown, behind } from './argumentMarkdown.ts';
import { slashWord, steeringWord, type Typed, typedCommand } from './command.ts';
import { digestReply } from './digestReply.ts';
import { answered, type Meaning, type Routes, refusedCommand, start } from './meaning.ts';
import { pressed } from './pressed.ts';
import type { Situation } from './situation.ts';
import { understand } from './understand.ts';

/**
 * Finds the meaning of what was said, in this order: carrier word, button, native reply, command, the waiting
 * question, free text. Pure.
 * @param question what the foreground conversation asks, null while nothing waits
 * @param repliedMessageId the carried message natively replied to, or edited, if it was one
 * @param digestNumber set where it is a digest: the number of one message in it
 */
export function route(
  routes: Routes,
  situation: Situation,
  heard: {
    said: Said;
    question: Question | null;
    repliedMessageId: string | null;
    digestNumber?: number | null;
    mail?: Mail | undefined;
    files?: HeldFile[];
  },
): Meaning {
  const { said, question, repliedMessageId, digestNumber = null, mail, files = [] } = heard;
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
        ...worded(said, editedWords(routes, storable(said.text))),
        repliedMessageId,
      });
    case 'deleted':
      // Of what never became a post nobody needs to hear.
      if (!repliedMessageId || !isActiveAnywhere(who)) return { kind: 'noted' };
      return start(routes.takingBack, who, { repliedMessageId });
    case 'reacted':
    case 'moved':
      return { kind: 'noted' };
    case 'unknown':
      return { kind: 'explain', text: text('common.notUnderstood') };
    case 'media':
      if (question) return { kind: 'explain', text: text('common.textPlease') };
      if (files.length === 0 || !isActiveAnywhere(who))
        return { kind: 'explain', text: text('common.mediaNotCarried') };
      return withFiles(routes, who, { said, repliedMessageId, digestNumber, mail, files });
    case 'text': {
      const heardText = { ...said, text: storable(said.text) };
      if (mail?.target.kind === 'forum' && isActiveAnywhere(who))
        return start(routes.posting, who, {
          ...withSubject(heardText, mail.subject),
          forum: mail.target.name,
          ...typedIdOf(said),
        });
      if (isMailedCommand(routes, who, heardText.text))
        return typed(routes, situation, { said: heardText, question, repliedMessageId: null });
      if (mail?.target.kind === 'replyTo' && isActiveAnywhere(who))
        return start(routes.replying, who, {
          ...worded(heardText, heardText.text),
          number: mail.target.number,
          ...typedIdOf(said),
        });
      if (digestNumber !== null && isActiveAnywhere(who)) {
        const meant = { said: heardText, number: digestNumber, given: typedIdOf(said) };
        const meaning = digestReply(routes, who, meant);
        if (meaning) return meaning;
      }
      // A command may be said as a reply too: then it is about the message replied to.
      const replied = repliedOf(said, repliedMessageId);
      if (replied && isActiveAnywhere(who) && !slashWord(said.text)) {
        return start(routes.replying, who, {
          ...worded(heardText, heardText.text),
          ...replied,
          ...typedIdOf(said),
        });
      }
      return typed(routes, situation, { said: heardText, question, repliedMessageId });
    }
  }
}

/**
 * People who read mail write by answering whatever mail is there: `MENU` and `WHY 12` are not for the whole class because
 * that one was a classmate's. Only what is nothing but a command: `Yes` alone is an answer to them.
 */
function isMailedCommand({ flows }: Routes, who: Who, words: string): boolean {
  if (who.channel !== 'email' || slashWord(words)) return false;
  const alone = typedCommand(words, flows, true);
  const found = alone?.command.bareForm ? alone : typedCommand(words, flows, false);
  return found ? may(who, found.command.permission) : false;
}

/** Files are a post, or with a native reply a reply, whose words are their caption. */
function withFiles(
  routes: Routes,
  who: Who,
  heard: {
    said: Said & { kind: 'media' };
    repliedMessageId: string | null;
    digestNumber: number | null;
    mail: Mail | undefined;
    files: HeldFile[];
  },
): Meaning {
  const { said, repliedMessageId, digestNumber, mail, files } = heard;
  const { markdown, replyTo } = said;
  const words = {
    kind: 'text' as const,
    text: storable(said.caption ?? ''),
    replyTo,
    ...(markdown && { markdown }),
  };
  const given = { files, ...(said.messageId && { typedId: said.messageId }), ...worded(words, words.text) };
  if (mail?.target.kind === 'replyTo')
    return start(routes.replying, who, { ...given, number: mail.target.number });
  const meaning =
    digestNumber === null ? null : digestReply(routes, who, { said: words, number: digestNumber, given });
  if (meaning) return meaning;
  const replied = repliedOf(said, repliedMessageId);
  if (replied) return start(routes.replying, who, { ...given, ...replied });
  if (mail?.target.kind !== 'forum') return start(routes.posting, who, given);
  return start(routes.posting, who, {
    ...given,
    ...withSubject(words, mail.subject),
    forum: mail.target.name,
  });
}

/** Which message was natively replied to: by what we sent, else by the number that it shows. */
function repliedOf({ repliedNumber }: Said & { kind: 'text' | 'media' }, repliedMessageId: string | null) {
  if (repliedMessageId) return { repliedMessageId };
  return repliedNumber === undefined ? null : { number: repliedNumber };
}

function typed(
  routes: Routes,
  { who, foreground }: Situation,
  heard: { said: Said & { kind: 'text' }; question: Question | null; repliedMessageId: string | null },
): Meaning {
  const { said, question, repliedMessageId } = heard;
  const steering = steeringWord(said.text);
  if (steering === 'cancel') return { kind: 'event', event: { type: 'member.cancelled' } };
  if (steering === 'back' && question) return { kind: 'event', event: { type: 'member.wentBack' } };
  const found = typedCommand(said.text, routes.flows, question === null);
  if (question && found?.command.isAnswerToo && found.argument === '' && foreground?.flow === found.flow.name)
    return answered(understand(question, { ...said, text: found.command.words[0] }));
  if (found && may(who, found.command.permission)) {
    const { number, argument } = found;
    return start(found.flow, who, {
      act: found.command.act,
      number,
      ...worded(said, argument),
      repliedMessageId,
      ...typedIdOf(said),
    });
  }
  if (slashWord(said.text)) return refusedCommand(`/${slashWord(said.text)}`, found?.command, who);
  if (question) {
    const showsNumbers = !mannersOf(who.channel).hasButtons;
    return answered(understand(question, said, { showsNumbers }), typedIdOf(said));
  }
  if (found && isClear(found)) {
    return refusedCommand(/[^\s:]+/.exec(said.text)![0].toUpperCase(), found.command, who);
  }
  if (isActive(who)) return start(routes.posting, who, { ...worded(said, said.text), ...typedIdOf(said) });
  return start(routes.registration, who, { act: 'spoke', argument: said.text });
}

/** `Yes`, and `Remove the chairs`, from somebody who has no such command, are words and nothing else. */
function isClear({ command: { takes }, number, argument }: Typed): boolean {
  if (takes === 'number' || takes === 'someone') return number !== null;
  return takes !== 'words' || argument === '';
}

/** What stands behind a command when it is edited: `/post Hello` became `/post Hello all`. */
function editedWords({ flows }: Routes, typed: string): string {
  return (slashWord(typed) && typedCommand(typed, flows, true)?.argument) || typed;
}

/** The subject of a new thread is part of what is said; that of an answer only says what is answered. */
function withSubject(said: Said & { kind: 'text' }, subject: string | null) {
  const line = storable(subject ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const isAnswer = /^(re|aw|sv|fwd?|tr|rv):/i.test(line);
  if (line === '' || isAnswer || said.text.toLowerCase().startsWith(line.toLowerCase()))
    return worded(said, said.text);
  return { argument: `${line}\n\n${said.text}`, ...behind(`${line}\n\n`, said) };
}

/** What a flow is handed of what was said, with its formatting. */
const worded = (said: Said & { kind: 'text' | 'edited' }, argument: string) => ({
  argument,
  ...argumentMarkdown(said, argument),
});

const typedIdOf = ({ messageId }: Said & { kind: 'text' }) => (messageId ? { typedId: messageId } : {});
