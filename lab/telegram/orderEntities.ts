import { sortEntities } from './entities.ts';
import type { MessageEntity } from './shapes.ts';

const STYLES = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'];
const QUOTES = ['blockquote', 'expandable_blockquote'];
/** What holds no styles. */
const UNSTYLED = ['pre', 'code', 'date_time'];

/**
 * Puts entities into the order in which Telegram keeps them: none crosses another, code and moments hold no styles, quotations
 * stand neither in each other nor in links and code, and styles are cut where something else begins or ends.
 */
export function orderEntities(sorted: MessageEntity[]): MessageEntity[] {
  const quotes = withoutOverlaps(sorted.filter((one) => QUOTES.includes(one.type)));
  const solid = withoutOverlaps(
    sorted.filter((one) => !QUOTES.includes(one.type) && !STYLES.includes(one.type)),
  ).filter((one) => quotes.every((quote) => !overlap(one, quote) || isInside(one, quote)));
  const styles = cutStyles(sorted, { quotes, solid });
  return sortEntities([...quotes, ...solid, ...styles]);
}

const isInside = (inner: MessageEntity, outer: MessageEntity) =>
  outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length;

/** Of two that share a character the earlier stays. */
function withoutOverlaps(sorted: MessageEntity[]): MessageEntity[] {
  const kept: MessageEntity[] = [];
  for (const entity of sorted) if (!kept.some((one) => overlap(one, entity))) kept.push(entity);
  return kept;
}

export const overlap = (one: MessageEntity, other: MessageEntity) =>
  one.offset < other.offset + other.length && other.offset < one.offset + one.length;

/** A style runs on until it ends, until another style begins, or until the border of something else. */
function cutStyles(
  sorted: MessageEntity[],
  others: { quotes: MessageEntity[]; solid: MessageEntity[] },
): MessageEntity[] {
  const borders = new Set(
    [...others.quotes, ...others.solid].flatMap((one) => [one.offset, one.offset + one.length]),
  );
  const unstyled = others.solid.filter((one) => UNSTYLED.includes(one.type));
  const styles = sorted.filter((one) => STYLES.includes(one.type));
  const points = new Set([...borders, ...styles.flatMap((one) => [one.offset, one.offset + one.length])]);
  const running = new Map<string, MessageEntity>();
  const done: MessageEntity[] = [];
  for (const at of [...points].toSorted((a, b) => a - b)) {
    const isUnstyled = unstyled.some((one) => covers(one, at));
    const now = isUnstyled
      ? []
      : STYLES.filter((type) => styles.some((one) => one.type === type && covers(one, at)));
    const isCut = borders.has(at) || now.some((type) => !running.has(type));
    for (const [type, entity] of [...running]) {
      if (now.includes(type) && !isCut) continue;
      done.push({ ...entity, length: at - entity.offset });
      running.delete(type);
    }
    for (const type of now) if (!running.has(type)) running.set(type, { type, offset: at, length: 0 });
  }
  return done;
}

const covers = (entity: MessageEntity, at: number) =>
  entity.offset <= at && at < entity.offset + entity.length;
