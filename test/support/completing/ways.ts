import type { Parsed } from '../../../domain/channel.ts';
import { exitWord, helpWord } from '../../../domain/manners.ts';
import { type Language, languages } from '../../../domain/text.ts';
import { Answer, type Asking } from '../../../flows/engine/answer.ts';
import type { AnyEvent } from '../../../flows/engine/step.ts';
import { typedAnswers } from '../exploring/events.ts';
import type { Shown, Side } from '../sides/side.ts';
import { brokenPromises, showOn } from './shown.ts';
import { inWords, understood } from './understood.ts';

/** What can be done about a question on one channel, and what is wrong with how it is asked there. */
export interface Ways {
  /** How it looks there: `2 buttons, words`. */
  form: string;
  /** What the machine hears of all that can be said there, but cancelling. */
  events: AnyEvent[];
  problems: string[];
}

export async function waysOf(side: Side, asking: Asking): Promise<Ways> {
  const inLanguages: Ways[] = [];
  for (const language of languages) inLanguages.push(await waysIn(side, asking, language));
  return { ...inLanguages[0]!, problems: inLanguages.flatMap(({ problems }) => problems) };
}

async function waysIn(side: Side, asking: Asking, language: Language): Promise<Ways> {
  const shown = await showOn(side, new Answer().content(asking, null)!, language);
  const hear = heardBy(side, asking);
  const chosen = await choicesOf(shown, asking, hear);
  const typed = await typedOn(side, asking, hear);
  const problems = [
    ...shown.problems,
    ...brokenPromises(side, shown),
    ...chosen.problems,
    ...(await labelsTyped(side, shown, { asking, hear })),
    ...typed.problems,
    ...(await missingWords(side, hear)),
  ];
  const form = [shown.form, typed.events.length > 0 && 'words', shown.hasContactButton && 'contact'];
  return {
    form: form.filter(Boolean).join(', ') || 'nothing',
    events: [...chosen.events, ...typed.events, ...(await othersOn(side, hear))],
    problems,
  };
}

type Hear = (said: Promise<Parsed>) => Promise<ReturnType<typeof understood>>;

const heardBy =
  (side: Side, asking: Asking): Hear =>
  async (said) =>
    understood(side, await said, asking);

const answerIn = (meaning: ReturnType<typeof understood>): AnyEvent | null =>
  'kind' in meaning && meaning.kind === 'event' && meaning.event.type === 'member.answered'
    ? meaning.event
    : null;

/** Each choice, pressed or typed by its number, has to come in as its answer. */
async function choicesOf(shown: Shown, { question: { choices = [] } }: Asking, hear: Hear) {
  const events: AnyEvent[] = [];
  const problems: string[] = [];
  const labels = shown.offers.map(({ label }) => label);
  if (new Set(labels).size < labels.length) problems.push(`two choices look alike: ${labels.join(', ')}`);
  if (labels.length !== choices.length) problems.push(`shows ${labels.length} of ${choices.length} choices`);
  for (const [index, { label, take }] of shown.offers.entries()) {
    const meaning = await hear(take());
    const event = answerIn(meaning);
    if (event) events.push(event);
    if (event?.answer !== choices[index]?.answer)
      problems.push(`the choice “${label}” is taken for ${inWords(meaning)}`);
  }
  return { events, problems };
}

/** People type what they read, buttons or not. A choice that cancels may be understood as cancelling. */
async function labelsTyped(
  side: Side,
  shown: Shown,
  { asking, hear }: { asking: Asking; hear: Hear },
): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, { label }] of shown.offers.entries()) {
    const { answer } = asking.question.choices![index] ?? {};
    const meaning = await hear(side.type(label));
    const isCancel =
      'kind' in meaning && meaning.kind === 'event' && meaning.event.type === 'member.cancelled';
    if (answerIn(meaning)?.answer !== answer && !(isCancel && answer === 'cancel'))
      problems.push(`“${label}”, typed, is taken for ${inWords(meaning)}`);
  }
  return problems;
}

/** Where the question takes words of their own, some of them have to arrive as such. */
async function typedOn(side: Side, { question: { answer } }: Asking, hear: Hear) {
  if (!answer) return { events: [], problems: [] };
  const events: AnyEvent[] = [];
  for (const words of typedAnswers) {
    const read = answer.safeParse(words);
    const event = read.success ? answerIn(await hear(side.type(words))) : null;
    if (event && event.answer === read.data) events.push(event);
  }
  return { events, problems: events.length > 0 ? [] : ['takes none of the words that are typed'] };
}

/** Going back, and contacts: understood in some states, and explained in others. */
async function othersOn(side: Side, hear: Hear): Promise<AnyEvent[]> {
  const said = [side.type('back'), ...(side.share ? [side.share(true), side.share(false)] : [])];
  const meanings = await Promise.all(said.map(hear));
  return meanings.flatMap((meaning) =>
    'kind' in meaning && meaning.kind === 'event' ? [meaning.event] : [],
  );
}

/** The way out and help, by the words that people are told there. */
async function missingWords(side: Side, hear: Hear): Promise<string[]> {
  const { name } = side.channel;
  const out = await hear(side.type(exitWord(name)));
  const help = await hear(side.type(helpWord(name)));
  return [
    ...(inWords(out) === 'member.cancelled' ? [] : [`${exitWord(name)} is taken for ${inWords(out)}`]),
    ...(inWords(help) === 'the command of help' ? [] : [`${helpWord(name)} is taken for ${inWords(help)}`]),
  ];
}
