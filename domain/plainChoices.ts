import type { QuestionChoice } from './flow.ts';

/** Members to choose from, by what others know them as; of one name and class, by their number too. */
export const memberChoices = (members: { membershipId: string; number: number; who: string }[]) =>
  plainChoices(
    members.map(({ membershipId, number, who }) => ({
      label: who,
      answer: membershipId,
      apart: `#${number}`,
    })),
  );

/** A thing to choose, and what tells it from another of the same label. */
interface Choosable {
  label: string;
  answer: string;
  apart: string;
}

/** Choices in people's own words: two members of one name, two browsers, are told apart. */
export function plainChoices(things: Choosable[]): QuestionChoice[] {
  const labels = things.map(({ label }) => label);
  const isAlone = (label: string) => labels.indexOf(label) === labels.lastIndexOf(label);
  return things.map(({ label, answer, apart }) => ({
    label: { plain: isAlone(label) ? label : `${label}, ${apart}` },
    answer,
  }));
}
