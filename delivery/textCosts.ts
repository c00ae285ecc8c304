import { findAllCarried } from '../db/carried.ts';
import type { Tx } from '../db/client.ts';
import { findDigests } from '../db/digestItems.ts';
import type { Fallback, FallbackWay } from '../db/fallbacks.ts';
import { fitted } from './digestLimits.ts';
import { isPaid, type TextCost } from './otherWays.ts';
import { type CountSegments, contentAsText, digestAsText, postCost } from './smsCost.ts';

/** Reads what is needed to count those that may become text messages, all at once. Returns what one costs. */
export async function textCosts(
  tx: Tx,
  fallbacks: Fallback[],
  count: CountSegments,
): Promise<(from: Fallback, way: FallbackWay) => TextCost> {
  const paid = fallbacks.filter((from) => from.ways.some((way) => isPaid(from, way)));
  const messageIds = paid.flatMap(({ kind, messageId }) => (kind === 'post' && messageId ? [messageId] : []));
  const digestIds = paid.flatMap(({ kind, id }) => (kind === 'digest' ? [id] : []));
  const [carried, digests] = await Promise.all([
    findAllCarried(tx, [...new Set(messageIds)]),
    findDigests(tx, digestIds),
  ]);
  const posts = new Map([...carried].map(([id, message]) => [id, postCost(count, message)]));
  return (from, { needsConsent }) => {
    const reader = { ...from, number: from.number ?? 0, needsConsent };
    const digest = digests.get(from.id);
    if (digest)
      return fitted(digest.items.length, (shown) => count(digestAsText({ ...digest, shown }, reader)));
    const post = from.kind === 'post' ? posts.get(from.messageId!) : undefined;
    const segments = post ? post(reader) : count(contentAsText(from.content!, reader));
    return { segments, shown: null };
  };
}
