import { expect, test } from 'vitest';
import { bestFirst } from '../../domain/digest.ts';

/** `a1 a2!`: messages of the thread a, the second an announcement; ids grow as they come. `music/` before it: the forum. */
function read(words: string) {
  return words.split(' ').map((word, index) => {
    const [, forumId = 'main', rootId, urgent] = /^(?:(\w+)\/)?(\w)(!?)$/.exec(word)!;
    return { forumId, rootId: rootId!, isUrgent: urgent === '!', messageId: String(index + 1) };
  });
}

test.each([
  ['the newest thread first', 'a b c', '3 2 1'],
  ['what was talked about most before what is newer', 'a a b', '1 2 3'],
  ['a thread from its beginning', 'a b a b b', '2 4 5 1 3'],
  ['announcements before all', 'a! b b b', '1 2 3 4'],
  ['forums together, the one with the best thread first', 'a music/m music/m b', '2 3 4 1'],
  ['nothing for nothing', '', ''],
])('%s', (_name, items, order) => {
  const sorted = bestFirst(items === '' ? [] : read(items));
  expect(sorted.map(({ messageId }) => messageId).join(' ')).toBe(order);
});
