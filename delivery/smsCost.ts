import type { CarriedMessage } from '../db/carried.ts';
import type { DueDigest } from '../db/digestItems.ts';
import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { Channel } from '../domain/channel.ts';
import { type Content, laneOf } from '../domain/content.ts';
import type { Files } from './files.ts';
import { render } from './render.ts';

/** How many segments a delivery takes as a text message. */
export type CountSegments = (due: DueDelivery) => number;

/** Counts what the channel itself would send: rendered and cut as it is when it goes out. */
export function segmentCounter(sms: Channel | undefined, files: Files): CountSegments {
  if (!sms?.segments) return () => 0;
  const { segments } = sms;
  return (due) => segments(render(due, sms, { to: '', files }));
}

/** What of a reader shows in a text message to them. */
export interface TextReader {
  personId: string;
  language: string;
  hasCommunities: boolean;
  /** The message's number, and that of the one it answers, as this reader knows them. */
  number: number;
  parentNumber: number | null;
  needsConsent: boolean;
}

/** Counts a message once for all readers to whom it looks alike: of ten thousand there are a handful. */
export const postCost = (count: CountSegments, message: CarriedMessage) => costOf(count, message, postAsText);

/** The same of a correction that is told, as a message in its own right. */
export const correctionCost = (count: CountSegments, message: CarriedMessage) =>
  costOf(count, message, (...one) => ({ ...postAsText(...one), kind: 'edit', changes: [], changesId: '' }));

function costOf(
  count: CountSegments,
  message: CarriedMessage,
  asText: (message: CarriedMessage, reader: TextReader) => DueDelivery,
): (reader: TextReader) => number {
  const known = new Map<string, number>();
  return (reader) => {
    const digits = [reader.number, reader.parentNumber].map((number) => String(number ?? '').length);
    const isAnswered = message.parent?.personId === reader.personId;
    const look = [reader.language, reader.hasCommunities, reader.needsConsent, isAnswered, ...digits].join();
    const segments = known.get(look) ?? count(asText(message, reader));
    known.set(look, segments);
    return segments;
  };
}

function postAsText(message: CarriedMessage, reader: TextReader): DueDelivery {
  const { parent, files, ...written } = message;
  return {
    ...textTo(reader),
    kind: 'post',
    communityName: message.communityName,
    hasCommunities: reader.hasCommunities,
    messageId: message.messageId,
    files,
    message: {
      text: written.text,
      rootText: null,
      isDeleted: false,
      isChanged: false,
      authorId: written.authorId,
      authorName: written.authorName,
      forumName: written.forumName,
      forumTitle: written.forumName ?? '',
      isUrgent: false,
      answersActAt: null,
      number: reader.number,
      parentAuthorName: parent?.authorName ?? null,
      isParentReaders: parent?.personId === reader.personId,
      parentNumber: reader.parentNumber,
      parentProviderId: null,
    },
  };
}

/** The same of something that is no message: a request, a digest. */
export const contentAsText = (
  content: Content,
  reader: Pick<TextReader, 'personId' | 'language' | 'needsConsent'>,
): DueDelivery => ({ ...textTo(reader), content });

/** The same of a digest. */
export const digestAsText = (
  digest: DueDigest,
  reader: Pick<TextReader, 'personId' | 'language' | 'needsConsent'>,
): DueDelivery => ({ ...textTo(reader), kind: 'digest', digest });

function textTo({
  language,
  needsConsent,
  personId,
}: Pick<TextReader, 'language' | 'needsConsent' | 'personId'>): DueDelivery {
  return {
    id: '',
    kind: 'notice',
    lane: laneOf('notice'),
    addressId: '',
    channel: 'sms',
    sealedIdentifier: nothing,
    wrappedKey: null,
    language,
    isStopped: false,
    needsConsent,
    threadId: null,
    heardAt: null,
    quietFrom: null,
    quietTo: null,
    timeZone: null,
    personId,
    communityId: null,
    communityName: null,
    hasCommunities: false,
    messageId: null,
    content: null,
    attempts: 0,
    attemptedAt: null,
    changes: null,
    changesId: null,
    correlationId: null,
    message: null,
    files: [],
    digest: null,
  };
}

const nothing = Buffer.alloc(0);
