import type { MessageEntity } from './shapes.ts';

const KINDS: [string, RegExp][] = [
  ['bot_command', /(?<![\w/<>@])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>@])/gi],
  ['mention', /(?<!\w)@\w{4,32}(?!\w)/g],
  ['hashtag', /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
  ['email', /[\w.+-]+@[\w-]+(?:\.[a-z]{2,})+/gi],
  ['url', /(?:https?:\/\/[^\s<>"]+|(?<![\w@.])[\w-]+\.(?:com|org|net|me|io|dev)(?:\/[^\s<>"]*)?)/gi],
];

/** What Telegram finds in a text by itself: commands, mentions, hashtags, addresses. */
export function findEntities(text: string): MessageEntity[] {
  return KINDS.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ type, offset: match.index, length: match[0].length })),
  ).sort((a, b) => a.offset - b.offset);
}
