import type { Said } from '../../domain/channel.ts';
import type { Question, QuestionChoice } from '../../domain/flow.ts';
import { plainMarkdown } from '../../domain/formatting/toMarkdown.ts';
import { languages, type TextRef, text } from '../../domain/text.ts';
import type { TextKey } from '../../texts/texts.ts';
import { plainWords } from '../../texts/words.ts';

/** What a person's words mean as the answer to a question. */
export type Understood = { answer: string } | { problem: TextRef };

/**
 * Reads what was said as the answer: a choice by its label or number, else what the question's schema makes of it.
 * @param showsNumbers whether choices stand there with their numbers; else a number that can be an answer by itself is
 *   one: a section, a member's number
 */
export function understand(question: Question, said: Said, { showsNumbers = true } = {}): Understood {
  if (said.kind !== 'text') return { problem: text('common.textPlease') };
  const { choices = [], answer, isFormatted } = question;
  const numbered = numberedBy(choices, said.text);
  const chosen = labelledBy(choices, said.text) ?? (showsNumbers || !answer ? numbered : undefined);
  if (chosen) return { answer: chosen.answer };
  if (!answer) return { problem: text('common.chooseOne') };
  const typed = isFormatted ? (said.markdown ?? plainMarkdown(said.text)) : said.text;
  const read = answer.safeParse(typed);
  if (read.success) return { answer: read.data };
  return numbered ? { answer: numbered.answer } : { problem: text(read.error.issues[0]!.message as TextKey) };
}

/** The choice a button of this question stands for. */
export function choiceAt(question: Question, index: number): Understood {
  const choice = question.choices?.[index];
  return choice ? { answer: choice.answer } : { problem: text('common.chooseOne') };
}

function labelledBy(choices: QuestionChoice[], typed: string): QuestionChoice | undefined {
  const wanted = folded(typed);
  return choices.find(({ label }) => labels(label).some((one) => folded(one) === wanted));
}

function numberedBy(choices: QuestionChoice[], typed: string): QuestionChoice | undefined {
  const number = /^#?(\d{1,3})[.)]?$/.exec(folded(typed))?.[1];
  return number ? choices[Number(number) - 1] : undefined;
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
