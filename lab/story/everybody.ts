import type { ChannelName } from '../cast.ts';
import { Actor } from './actor.ts';
import type { Line } from './handset.ts';
import { founds, knownInvite, letsIn, registers } from './joining.ts';
import { StoryStopped } from './player.ts';
import { type StoryParts, wordsOf } from './story.ts';

/** What each of them answers to the photo, and how they come in. */
const parts: { id: string; joins: string; answers: string }[] = [
  { id: 'ben', joins: 'by text message', answers: 'The broken bus! I still have the scarf.' },
  { id: 'eva', joins: 'on WhatsApp', answers: '' },
  { id: 'hana', joins: 'on WhatsApp Web', answers: 'I was behind the camera, as always.' },
  { id: 'gina', joins: 'by mail', answers: 'I would love a print for my mother.' },
  { id: 'iris', joins: 'in a browser', answers: 'Who is the tall one on the left?' },
];
const organizer = { id: 'olga', answers: 'We should go again next winter.' };
const caption = 'Look what was in the attic: the ski trip!';

interface People {
  olga: Actor;
  /** Who shows the photo. */
  eva: Actor;
  /** All but Olga. */
  others: Actor[];
}

/**
 * One class on every channel that is served: somebody posts a photo, everybody answers in their own way, and everybody
 * has all of it, as replies to it.
 */
export async function playEverybody(story: StoryParts, speed: number): Promise<void> {
  story.player.prepare();
  const code = await story.foundingCode();
  const actors = [organizer, ...parts].flatMap(({ id }) => story.cast.find(id) ?? []);
  const [olga, ...others] = actors.map((member) => new Actor(member, story));
  const people = { olga: olga!, others, eva: others.find(({ member }) => member.id === 'eva')! };
  if (!people.eva) throw new StoryStopped('This story needs WhatsApp, which is not served here.');
  const chapters = [
    code ? 'Olga founds the class' : 'Olga has a class',
    ...others.map(({ member, name }) => `${name} joins ${parts.find(({ id }) => id === member.id)!.joins}`),
    `${people.eva.name} posts a photo`,
    'Everybody answers',
    'Everybody has it all',
  ];
  await story.player.play(chapters, speed, () => script(story, people, code));
}

async function script(story: StoryParts, people: People, code: string | null): Promise<string> {
  const { player } = story;
  const { olga, others, eva } = people;
  let chapter = 0;
  const next = (sentence: string) => player.chapter(chapter++, sentence);
  const everybody = [olga, ...others];

  next('Olga is on Telegram, and organizes the class.');
  const invite = code ? await founds(olga, code) : knownInvite(story);

  for (const actor of others) {
    next(welcomes[actor.member.channel](actor.name));
    await joins(actor, { story, olga, invite });
  }

  next(`${eva.name} shows a photo, with her WhatsApp.`);
  const before = countsOf(everybody);
  await eva.sendsPhoto(caption);
  await eva.chooses(await eva.hears(wordsOf(caption)), /^post/i);
  await eva.hears(/#\d+/);

  next('Each got it on their own channel, and answers there.');
  for (const actor of everybody) {
    if (actor === eva) continue;
    const post = await actor.sees((line) => isNew(before, actor, line) && isPhoto(line));
    await actor.replies(post, answerOf(actor));
  }

  next('Whoever answered how: everybody has it all, as answers to the photo.');
  for (const reader of everybody) {
    for (const author of everybody) {
      if (author === reader || author === eva) continue;
      await reader.sees((line) => isNew(before, reader, line) && isAnswer(line, { reader, author }));
    }
    player.show({ phone: reader.member.id });
    await player.pause(lookingMs);
  }
  return `${everybody.length} people on ${everybody.length} channels, one conversation. Now it is your turn.`;
}

const lookingMs = 1_500;

/** Who came in an earlier round is in already. */
async function joins(
  actor: Actor,
  { story, olga, invite }: { story: StoryParts; olga: Actor; invite: string },
): Promise<void> {
  if (actor.isMember) return;
  if (actor.member.channel === 'whatsapp-web') await linksClassPhone(story);
  await registers(actor, invite);
  await letsIn(olga, actor);
}

/** Before anybody can write to an ordinary account, its own phone scans the code of WhatsApp Web. */
async function linksClassPhone({ player, classPhone }: StoryParts): Promise<void> {
  const kind = () => classPhone?.view().kind;
  const missed = () => 'WhatsApp Web did not begin: its panel says why.';
  await player.until(() => (['pairing', 'connected'].includes(kind() ?? '') ? true : undefined), missed);
  if (kind() === 'pairing') await classPhone!.scan();
  await player.until(() => (kind() === 'connected' ? true : undefined), missed);
}

const welcomes: Record<ChannelName, (name: string) => string> = {
  telegram: (name) => `${name} has Telegram.`,
  sms: (name) => `${name}’s phone can only text: JOIN and the code.`,
  whatsapp: (name) => `${name} is on WhatsApp, with buttons and lists.`,
  'whatsapp-web': (name) => `${name} writes to an ordinary WhatsApp account, and answers with numbers.`,
  email: (name) => `${name} mails to join+CODE, and answers mails.`,
  web: (name) => `${name} has nothing but a browser. A text message proves her number.`,
};

const answerOf = ({ member }: Actor): string =>
  [organizer, ...parts].find(({ id }) => id === member.id)!.answers;

/** How many lines each had: the story may be played again. */
const countsOf = (actors: Actor[]) => new Map(actors.map((actor) => [actor, actor.lines().length]));

const isNew = (before: Map<Actor, number>, actor: Actor, line: Line) =>
  actor
    .lines()
    .slice(before.get(actor))
    .some(({ id }) => id === line.id);

const isPhoto = ({ text, hasPicture }: Line) => hasPicture && wordsOf(caption).test(text);

/** By text message an answer says what it answers; everywhere else it hangs on it. */
function isAnswer({ text, repliesTo }: Line, { reader, author }: { reader: Actor; author: Actor }): boolean {
  if (!wordsOf(answerOf(author)).test(text)) return false;
  return reader.member.channel === 'sms'
    ? text.includes(author.name)
    : wordsOf(caption).test(repliesTo ?? '');
}
