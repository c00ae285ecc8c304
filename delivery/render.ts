import type { DueDelivery, DueMessage } from '../db/dueDeliveries.ts';
import type { Channel, Outbound, Span } from '../domain/channel.ts';
import type { Content } from '../domain/content.ts';
import { authorMark } from '../domain/formatting/authorMark.ts';
import { formattedOf } from '../domain/formatting/formattedOf.ts';
import { commandWords, mannersOf } from '../domain/manners.ts';
import { nearestLanguage, type TextRef, text } from '../domain/text.ts';
import { words } from '../texts/words.ts';
import { canChange } from './canChange.ts';
import { carriedTo, type Files, noFiles } from './files.ts';
import { mailHead } from './mailHead.ts';
import { readMessage } from './readMessage.ts';
import { digest, digestTitle } from './renderDigest.ts';

/** Puts a delivery into its reader's language, as its channel shows such things. */
export function render(
  due: DueDelivery,
  channel: Channel,
  { to, files }: { to: string; files: Files },
): Outbound {
  const language = nearestLanguage(due.language);
  // How a command is given depends on the channel, which whoever chose the words may not know.
  const say = (ref: TextRef): Span[] =>
    words({ ...ref, params: { ...commandWords(channel.name), ...ref.params } }, language).map((one) =>
      typeof one === 'object' && 'markdown' in one ? readMessage(one.markdown) : one,
    );
  const label = (words: Label) => ('plain' in words ? words.plain : plain(say(words)));
  const { choices = [], commands = [] } = due.content ?? {};
  const isDeletion = due.message?.isDeleted === true && !due.digest;
  const isNote = due.message !== null && due.changesId !== null && !canChange(due, channel);
  const { shown, lines: fileLines } = isDeletion || isNote || due.digest ? noFiles : carriedTo(due, files);
  const [file, ...more] = shown;
  const body = isNote
    ? correction(due, due.message!, say)
    : due.message && !due.digest
      ? post(due, due.message, { say, files: fileLines.flatMap((line) => ['\n', ...say(line)]) })
      : due.digest
        ? digest(due, due.digest, { say, files, channel })
        : [
            ...lines((due.content?.parts ?? []).map(say)),
            ...fileLines.flatMap((line) => ['\n', ...say(line)]),
          ];
  if (commands.length > 0 && !channel.can.buttons) body.push('\n', ...say(typeInstead(commands)));
  if (due.needsConsent)
    body.push('\n\n', ...say(text(wroteFirst(due) ? 'common.consentWriter' : 'common.consent')));
  return {
    id: due.id,
    to,
    body,
    choices: [...choices, ...(channel.can.buttons ? commands : [])].map((choice) => ({
      label: label(choice.label),
      data: choice.data,
    })),
    ...(file && { file }),
    ...(more.length > 0 && { more }),
    ...templateOf(due),
    ...((due.message || due.digest || due.content?.confirms) && { mayChange: true }),
    ...(channel.name === 'email' && {
      mail: { ...mailHead(due), ...(due.digest && { subject: plain(say(digestTitle(due, due.digest))) }) },
    }),
    listButton: plain(say(text('common.choose'))),
    contactButton: due.content?.contactButton ? plain(say(due.content.contactButton)) : null,
    replyTo: channel.can.nativeReply ? (due.message?.parentProviderId ?? null) : null,
    change:
      due.changes && !isNote
        ? { kind: isDeletion && channel.can.delete ? 'delete' : 'edit', ids: due.changes }
        : null,
  };
}

function templateOf({ content, language }: DueDelivery): Pick<Outbound, 'template'> {
  return content?.template ? { template: { ...content.template, language } } : {};
}

/** What answers is for who wrote; but a code goes to a number that somebody gave elsewhere. */
const wroteFirst = ({ kind, content }: DueDelivery) =>
  kind === 'answer' && content?.parts[0]?.key !== 'registration.codeText';

type Label = TextRef | { plain: string };

/** A command's number says what it is about at any time; the numbers of choices only mean something to a question. */
function typeInstead(commands: NonNullable<Content['commands']>): TextRef {
  const typed = commands.map((one) => ('plain' in one.typed ? one.typed.plain : one.typed));
  return text('common.typeInstead', {
    words: typed.reduceRight((other, one) => text('common.or', { one, other })),
  });
}

/** How the words around a message are said, and the lines that stand for its files. */
interface Around {
  say: (ref: TextRef) => Span[];
  files: Span[];
}

function post(due: DueDelivery, message: DueMessage, around: Around): Span[] {
  if (message.isDeleted) return around.say(text('post.deleted', { author: authorOf(due, message) }));
  return mannersOf(due.channel).isTerse
    ? textMessage(due, message, around)
    : chatMessage(due, message, around);
}

/** What was sent before cannot be changed there: these are the words that count now. */
function correction(due: DueDelivery, message: DueMessage, say: (ref: TextRef) => Span[]): Span[] {
  const params = {
    author: authorOf(due, message),
    number: numbered(message.number),
    place: placeOf(due, message),
  };
  const footer = mannersOf(due.channel).isTerse ? answerLine(message, say) : [];
  return [...say(text('post.corrected', params)), readMessage(message.text), ...footer];
}

function chatMessage(due: DueDelivery, message: DueMessage, { say, files }: Around): Span[] {
  const params = {
    author: authorOf(due, message),
    number: numbered(message.number),
    place: placeOf(due, message),
  };
  // In a group nobody has a number for it.
  const key = params.place ? 'post.headerIn' : message.number ? 'post.header' : 'post.headerAlone';
  const header = say(text(key, params));
  // A native reply shows whom it answers by itself.
  const answering = message.parentProviderId ? [] : answeringLine(message, say);
  return [...header, ...answering, '\n', readMessage(message.text), ...files];
}

function textMessage(due: DueDelivery, message: DueMessage, { say, files }: Around): Span[] {
  const params = { author: authorOf(due, message), place: placeOf(due, message) };
  const header = say(text(params.place ? 'post.smsHeaderIn' : 'post.smsHeader', params));
  return [
    ...header,
    ...answeringLine(message, say),
    ': ',
    readMessage(message.text),
    ...files,
    ...answerLine(message, say),
  ];
}

/** Who speaks is seen at a glance; in a text message each mark would make one of two or three. */
const authorOf = ({ channel }: DueDelivery, { authorId, authorName: name }: DueMessage) =>
  mannersOf(channel).isTerse ? name : text('post.author', { mark: authorMark(authorId), name });

const answerLine = ({ number }: DueMessage, say: (ref: TextRef) => Span[]): Span[] =>
  number ? ['\n', ...say(text('post.smsFooter', { number }))] : [];

function answeringLine(message: DueMessage, say: (ref: TextRef) => Span[]): Span[] {
  if (!message.parentAuthorName) return [];
  const params = { author: message.parentAuthorName, number: numbered(message.parentNumber) };
  return [' (', ...say(text(answeringKey(message), params)), ')'];
}

function answeringKey({ parentNumber, isParentReaders }: DueMessage) {
  if (isParentReaders) return parentNumber ? 'post.answeringYouNumber' : 'post.answeringYou';
  return parentNumber ? 'post.answeringNumber' : 'post.answering';
}

/** Which community or forum it is from, where that is not clear by itself. */
function placeOf(due: DueDelivery, message: DueMessage): string {
  return [due.hasCommunities ? due.communityName : null, message.forumName].filter(Boolean).join(', ');
}

const numbered = (number: number | null) => (number ? `#${number}` : '');

function lines(parts: Span[][]): Span[] {
  return parts.flatMap((part, index) => (index === 0 ? part : ['\n\n', ...part]));
}

const plain = (spans: Span[]) => formattedOf(spans).text;
