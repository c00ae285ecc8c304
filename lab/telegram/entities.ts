import { checkedLink } from './links.ts';
import type { MessageEntity } from './shapes.ts';

/** Where several begin and end together, the outermost comes first. */
const PRIORITY: Record<string, number> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 11,
  code: 20,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
};

const priority = (entity: MessageEntity) =>
  entity.type === 'pre' && entity.language ? 10 : (PRIORITY[entity.type] ?? 50);

/** By place, the longer first. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length || priority(a) - priority(b));
}

/** A link becomes a link, a mention of a person (`tg://user?id=`), or nothing where Telegram does not take it. */
export function fromLink(place: { offset: number; length: number }, url: string): MessageEntity | undefined {
  const person = /^tg:(?:\/\/)?user\/?\?(?:.*&)?id=(\d+)(?:[&#].*)?$/i.exec(url);
  if (person) {
    const user = { id: Number(person[1]), is_bot: false, first_name: '' };
    return { type: 'text_mention', ...place, user };
  }
  const link = checkedLink(url);
  return link ? { type: 'text_link', ...place, url: link } : undefined;
}
