import { type DigestItem, findDigestItems, findDigests } from '../../../db/digestItems.ts';
import { findLatestDigest, noteTold } from '../../../db/digests.ts';
import { findNumbered } from '../../../db/why.ts';
import { mostOfEach } from '../../../delivery/digestLimits.ts';
import { bestFirst } from '../../../domain/digest.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { plainText } from '../../../domain/formatting/plainText.ts';
import { mannersOf, typedWord } from '../../../domain/manners.ts';
import { excerpt } from '../../../domain/messageText.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

/** The rest of the latest digest, bit by bit; with a number that message as a whole. */
export const digestMore = oneByOne<'digest.more'>(async ({ tx }, { effect, who }): Promise<ToldEvent> => {
  const { personId, channel } = who!;
  if (effect.number !== null) return told(await whole(tx, personId!, effect.number));
  const latest = await findLatestDigest(tx, personId!);
  const digest = latest && (await findDigests(tx, [latest.id])).get(latest.id);
  const rest = digest ? bestFirst(digest.items).slice(latest.told) : [];
  if (rest.length === 0) return told(text('more.nothing'));
  const next = rest.slice(0, mostAtOnce(channel));
  await noteTold(tx, latest!.id, latest!.told + next.length);
  const left = rest.length - next.length;
  return told(
    text('more.lines', { lines: next.map((item) => lineOf(item, channel)) }),
    left > 0 ? text('digest.more', { more: left, word: typedWord('more', channel) }) : null,
  );
});

const mostAtOnce = (channel: string) => (mannersOf(channel).isTerse ? 5 : 20);

function lineOf(item: DigestItem, channel: string): TextRef {
  const { number, authorName: author, forumName: forum } = item;
  const words = excerpt(plainText(item.text), mostOfEach(channel));
  return text(item.isMain ? 'digest.smsItem' : 'digest.smsItemIn', { number, author, forum, text: words });
}

async function whole(
  tx: Parameters<typeof findNumbered>[0],
  personId: string,
  wanted: number,
): Promise<TextRef> {
  const message = await findNumbered(tx, personId, wanted);
  if (!message) return text('why.unknown');
  const [item] = await findDigestItems(tx, [{ personId, messageId: message.messageId }]);
  if (!item) return text('why.takenBack');
  const { number, authorName: author } = item;
  return text('more.whole', { number, author, text: { markdown: item.text } });
}
