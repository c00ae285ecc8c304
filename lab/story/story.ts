import type { Cast } from '../cast.ts';
import type { ClassPhone } from '../classPhone.ts';
import type { Providers } from '../phones/acts.ts';
import { Actor } from './actor.ts';
import { founds, knownInvite, letsIn, registers } from './joining.ts';
import { type Player, StoryStopped } from './player.ts';

export interface StoryParts extends Providers {
  player: Player;
  cast: Cast;
  classPhone: ClassPhone | null;
  /** The code that founds the first community; null once there is one. */
  foundingCode(): Promise<string | null>;
}

/** The main job, from nothing to an answer that crossed from a text message to Telegram. */
export async function playStory(parts: StoryParts, speed: number): Promise<void> {
  parts.player.prepare();
  const code = await parts.foundingCode();
  const olga = new Actor(parts.cast.find('olga')!, parts);
  const [one, other] = parts.cast.newcomers((member) => new Actor(member, parts).hasSpoken);
  const people = { olga, ana: new Actor(one, parts), ben: new Actor(other, parts) };
  const { ana, ben } = people;
  const chapters = [
    code ? 'Olga founds the class' : 'The invite goes out again',
    `${ana.name} joins on Telegram`,
    `${ben.name} joins by text`,
    'Olga lets both in',
    `${ana.name} posts`,
    `${ben.name} answers by text`,
    `${ana.name} sees the reply`,
  ];
  await parts.player.play(chapters, speed, () => script(parts, people, { code, invited: parts.cast.rounds }));
}

async function script(
  { player, ...parts }: StoryParts,
  { olga, ana, ben }: { olga: Actor; ana: Actor; ben: Actor },
  { code, invited }: { code: string | null; invited: number },
): Promise<string> {
  player.chapter(
    0,
    code ? 'Olga opens the founding link and names her class.' : 'Olga sends her invite to two more.',
  );
  const invite = code ? await founds(olga, code) : knownInvite(parts);

  player.chapter(1, `${ana.name} opens the invite and registers, answer by answer.`);
  await registers(ana, invite);

  player.chapter(2, `${ben.name} has no Telegram: JOIN and the code by text message.`);
  await registers(ben, invite);

  player.chapter(3, 'Olga is asked whether she knows them, and lets them in.');
  for (const newcomer of [ana, ben]) await letsIn(olga, newcomer);

  player.chapter(4, `${ana.name} writes to everybody.`);
  const talk = talks[invited % talks.length]!;
  await ana.says(talk.post);
  const preview = await ana.hears(wordsOf(talk.post));
  await ana.chooses(preview, /^(post|publicar)/i);
  await ana.hears(/#\d+/);

  player.chapter(5, `The post reached ${ben.name} as a text message, with a number to answer to.`);
  const text = await ben.hears(new RegExp(`${ana.fullName}[\\s\\S]*REPLY \\d+`));
  await ben.replies(text, talk.answer);

  player.chapter(6, `${ben.name}’s text message travels to Telegram.`);
  const reply = await ana.hears(wordsOf(talk.answer));
  if (!wordsOf(talk.post).test(reply.repliesTo ?? ''))
    throw new StoryStopped(`${ben.name}’s words arrived, but not as a reply to ${ana.name}’s post.`);
  return `That is Homeroom: ${ben.name}’s text message arrived as a reply to ${ana.name}’s post. Now it is your turn.`;
}

/** What they talk about, another thing in each round. */
const talks = [
  {
    post: 'Dinner on Friday at Rosa’s, like in the old days? Who is in?',
    answer: 'I am in! Save me a seat by the window.',
  },
  {
    post: 'Look what I found in the attic: our photo of the ski trip. Who wants a copy?',
    answer: 'Me, please! Was that the year of the broken bus?',
  },
  {
    post: 'I will be in town for two days next month. Coffee, anybody?',
    answer: 'With pleasure. Same café as always.',
  },
];

/** Text messages write some signs in a simpler way: the first few plain words are enough to know them by. */
export const wordsOf = (text: string) => new RegExp(/[\w ,]+/.exec(text)![0]);
