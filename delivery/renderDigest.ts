import type { DigestItem, DueDigest } from '../db/digestItems.ts';
import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { Channel, Span } from '../domain/channel.ts';
import { bestFirst } from '../domain/digest.ts';
import { authorMark } from '../domain/formatting/authorMark.ts';
import { type Formatted, formatted } from '../domain/formatting/formatted.ts';
import { plain } from '../domain/formatting/plainText.ts';
import { joined, slice } from '../domain/formatting/slice.ts';
import { mannersOf, typedWord } from '../domain/manners.ts';
import { linkLine } from '../domain/mediaText.ts';
import { excerpt } from '../domain/messageText.ts';
import { type TextRef, text } from '../domain/text.ts';
import { mostOfEach, mostShown } from './digestLimits.ts';
import type { Files } from './files.ts';
import { readMessage } from './readMessage.ts';

const topicLength = 60;

interface Around {
  say: (ref: TextRef) => Span[];
  files: Pick<Files, 'linkTo'>;
  channel: Pick<Channel, 'name' | 'replyLink'>;
}

/** What a digest is called: also the subject of its mail. */
export const digestTitle = ({ communityName }: DueDelivery, { timeReason, items }: DueDigest): TextRef =>
  text(`digest.title.${timeReason}`, { community: communityName ?? '', count: items.length });

/** Several messages together, the best first, each with the number that answers it. */
export function digest(due: DueDelivery, made: DueDigest, around: Around): Span[] {
  const items = bestFirst(made.items);
  if (items.length === 0) return around.say(text('digest.empty'));
  const shown = items.slice(0, Math.min(made.shown, mostShown(due.channel)));
  return mannersOf(due.channel).isTerse
    ? textMessage(due, { shown, count: items.length }, around)
    : chatMessage(due, { shown, count: items.length, title: digestTitle(due, made) }, around);
}

interface Chosen {
  shown: DigestItem[];
  /** With those that are not shown. */
  count: number;
}

function textMessage(
  { communityName }: DueDelivery,
  { shown, count }: Chosen,
  { say, files }: Around,
): Span[] {
  const lines = shown.flatMap((item) => [
    '\n',
    ...say(
      text(item.isMain ? 'digest.smsItem' : 'digest.smsItemIn', { ...namesOf(item), text: shortest(item) }),
    ),
    ...fileLines(item, { say, files }),
  ]);
  return [
    ...say(text('digest.smsTitle', { community: communityName ?? '', count })),
    ...lines,
    ...moreLine({ shown, count }, 'sms', say),
    '\n',
    ...say(text('post.smsFooter', { number: shown[0]!.number })),
  ];
}

const namesOf = ({ authorName: author, number, forumName: forum }: DigestItem) => ({ author, number, forum });

const shortest = (item: DigestItem) => excerpt(plain(readMessage(item.text)), mostOfEach('sms'));

function chatMessage(
  due: DueDelivery,
  { shown, count, title }: Chosen & { title: TextRef },
  around: Around,
): Span[] {
  const { say, channel } = around;
  const namesForums = new Set(shown.map(({ forumId }) => forumId)).size > 1 || !shown[0]!.isMain;
  const blocks = shown.flatMap((item, at) => {
    const before = shown[at - 1];
    const forum = namesForums && item.forumId !== before?.forumId ? forumLine(item, say) : [];
    const isNext = item.rootId === before?.rootId;
    const opening = isNext ? ['↳ '] : topicLine(item, say);
    return [...forum, '\n\n', ...opening, ...chatItem(due, item, around)];
  });
  const how = channel.name === 'email' ? 'digest.answerMail' : 'digest.answer';
  return [
    ...say(text('digest.head', { title })),
    ...blocks,
    '\n',
    ...moreLine({ shown, count }, channel.name, say),
    '\n',
    ...say(text(how, { number: shown[0]!.number, reply: typedWord('reply', channel.name) })),
  ];
}

const forumLine = ({ forumName: name }: DigestItem, say: Around['say']): Span[] => [
  '\n\n',
  ...say(text('digest.forum', { name })),
];

/** An answer to something that is not there says what it is about. */
function topicLine({ rootId, messageId, rootText }: DigestItem, say: Around['say']): Span[] {
  if (rootId === messageId || rootText === null) return [];
  const topic = excerpt(plain(readMessage(rootText)), topicLength);
  return [...say(text('digest.topic', { topic })), '\n'];
}

function chatItem(due: DueDelivery, item: DigestItem, { say, files, channel }: Around): Span[] {
  const { authorId, authorName, number } = item;
  const params = {
    author: text('post.author', { mark: authorMark(authorId), name: authorName }),
    number: `#${number}`,
  };
  const link = channel.replyLink?.(due.personId!, number);
  return [
    ...say(text(item.isUrgent ? 'digest.urgent' : 'post.header', params)),
    '\n',
    shortened(readMessage(item.text), mostOfEach(channel.name)),
    ...fileLines(item, { say, files }),
    ...(link ? ['\n', linked(say(text('digest.answerLink', { number })), link)] : []),
  ];
}

/** Nothing is shown here itself: a digest may hold many pictures. */
function fileLines({ files: of }: DigestItem, { say, files }: Omit<Around, 'channel'>): Span[] {
  return of.flatMap((file) => [
    '\n',
    ...say(file.status === 'ready' ? linkLine(file, files.linkTo(file.id)) : text('media.missing')),
  ]);
}

function moreLine({ shown, count }: Chosen, channel: string, say: Around['say']): Span[] {
  const more = count - shown.length;
  return more > 0 ? ['\n', ...say(text('digest.more', { more, word: typedWord('more', channel) }))] : [];
}

function shortened(message: Formatted, most: number): Formatted {
  if (message.text.length <= most) return message;
  const space = message.text.lastIndexOf(' ', most);
  return joined([slice(message, 0, space > most / 2 ? space : most), formatted('…')]);
}

const linked = (words: Span[], url: string): Formatted => {
  const label = words.map((one) => (typeof one === 'string' ? one : 'bold' in one ? one.bold : '')).join('');
  return formatted(label, [{ kind: 'link', url, start: 0, end: label.length }]);
};
