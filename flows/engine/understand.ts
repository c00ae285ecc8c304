import type { Said } from '../../domain/channel.ts';
import type { Question, QuestionChoice } from '../../domain/flow.ts';
import { plainMarkdown } from '../../domain/formatting/toMarkdown.ts';
import { languages, type TextRef, text } from '../../domain/text.ts';
import type { TextKey } from '../../texts/texts.ts';
import { plainWords } from '../../texts/words.ts';

/** What a person's words mean as the answer to a question. */
export type Understood = { answer: string } | { problem: TextRef };

/** Reads what was said as the answer: a choice by its number or label, else what the question's schema makes of it. */
export function understand(question: Question, said: Said): Understood {
  if (said.kind !== 'text') return { problem: text('common.textPlease') };
  const chosen = chosenBy(question.choices ?? [], said.text);
  if (chosen) return { answer: chosen.answer };
  if (!question.answer) return { problem: text('common.chooseOne') };
  const typed = question.isFormatted ? (said.markdown ?? plainMarkdown(said.text)) : said.text;
  const read = question.answer.safeParse(typed);
  if (read.success) return { answer: read.data };
  return { problem: text(read.error.issues[0]!.message as TextKey) };
}

/** The choice a button of this question stands for. */
export function choiceAt(question: Question, index: number): Understood {
  const choice = question.choices?.[index];
  return choice ? { answer: choice.answer } : { problem: text('common.chooseOne') };
}

function chosenBy(choices: QuestionChoice[], typed: string): QuestionChoice | undefined {
  const wanted = folded(typed);
  const byNumber = /^#?(\d{1,3})[.)]?$/.exec(wanted)?.[1];
  return (
    choices.find(({ label }) => labels(label).some((one) => folded(one) === wanted)) ??
    (byNumber ? choices[Number(byNumber) - 1] : undefined)
  );
}

/** People answer in either language, whatever the question was asked in. */
function labels(label: QuestionChoice['label']): string[] {
  if ('plain' in label) return [label.plain];
  return languages.map((language) => plainWords(label, language));
}

/** What phones type for it, and text messages show instead, so that it is the same to whoever reads it. */
const typography: [RegExp, string][] = [
  [/[‘’‚‛′´`]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
  [/[•●▪]/g, '*'],
];

/** Without case, accents, emoji and outer punctuation: `SÍ!` is `si`. */
export function folded(typed: string): string {
  return (
    typography
      .reduce((text, [shown, plain]) => text.replace(shown, plain), typed)
      .normalize('NFKD')
      .replace(/\p{M}|\p{Extended_Pictographic}|\u200d|\ufe0f/gu, '')
      .toLowerCase()
      // Looked for from its beginning only: a long row of dots that ends in a letter would else be read once for each dot.
      .replace(/^[\s"'¡¿]+|(?<![\s"'.!?])[\s"'.!?]+$/g, '')
      .replace(/\s+/g, ' ')
  );
}
