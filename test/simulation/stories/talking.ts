import type { Actor } from '../../../lab/story/actor.ts';
import type { Line } from '../../../lab/story/handset.ts';

/** Text messages write some signs in a simpler way: plain words are known by themselves. */
const wordsIn = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** Writes something to everybody, and waits until it is posted. Returns the author's number for it. */
export async function posts(author: Actor, text: string): Promise<number> {
  await author.says(author.member.channel === 'telegram' ? `/post ${text}` : `POST ${text}`);
  const preview = await author.hears(new RegExp(`This goes to[\\s\\S]*${wordsIn(text).source}`));
  await author.chooses(preview, /^post/i);
  const done = await author.hears(/Posted as #\d+/);
  return Number(/Posted as #(\d+)/.exec(done.text)![1]);
}

/** Waits for words that were posted. */
export const reads = (reader: Actor, text: string): Promise<Line> =>
  reader.sees((line) => wordsIn(text).test(line.text) && !/This goes to/.test(line.text));

/** Answers what was posted, as one's phone does it, and waits until it is sent. */
export async function answers(reader: Actor, text: string, words: string): Promise<void> {
  await reader.replies(await reads(reader, text), words);
  await reader.hears(/Sent as #\d+/);
}
