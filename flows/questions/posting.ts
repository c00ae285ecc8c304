import { z } from 'zod';
import type { Question, QuestionChoice } from '../../domain/flow.ts';
import { plainText } from '../../domain/formatting/plainText.ts';
import { mannersOf } from '../../domain/manners.ts';
import { excerpt, messageText } from '../../domain/messageText.ts';
import { type TextRef, text } from '../../domain/text.ts';
import type { Context } from '../posting.ts';

/** What posting asks, state by state. */

export const words = (context: Context): Question => ({
  text: context.isChanging
    ? text('posting.askTextAgain')
    : text('posting.askText', { community: context.communityName }),
  answer: messageText,
  isFormatted: true,
});

export const forum = (context: Context): Question => ({
  text: text('posting.askForum'),
  choices: context.forums.map(({ name, forumId }) => ({ label: { plain: name }, answer: forumId })),
});

/** A text message shows only the beginning: every further part of a long preview is paid for. */
const shownBySms = 70;

export const confirmation = (context: Context): Question => {
  const { readers } = chosenForum(context);
  const shown = mannersOf(context.channel).isTerse
    ? excerpt(plainText(context.text), shownBySms)
    : { markdown: context.text };
  return {
    text: text(previewOf(context, readers), {
      readers,
      place: place(context),
      text: context.files ? fileLines(context) : shown,
    }),
    choices: [
      { label: text('posting.post'), answer: 'post' },
      { label: text('posting.change'), answer: 'change' },
      leaving(context),
    ],
    answer: assent,
  };
};

function previewOf({ isUrgent }: Context, readers: number) {
  if (readers === 0) return 'posting.previewAlone';
  return isUrgent ? 'announce.preview' : 'posting.preview';
}

/** What files there are, and the words with them. */
function fileLines({ files = [], text: caption }: Context): TextRef[] {
  const kinds = files.map(({ kind }) => text(`media.kind.${kind}`));
  return caption === '' ? kinds : [...kinds, text('posting.words', { words: plainText(caption) })];
}

const leaving = ({ channel }: Context): QuestionChoice => ({
  label: text(mannersOf(channel).hasSlash ? 'posting.cancel' : 'posting.leave'),
  answer: 'cancel',
});

/** People say yes to a preview in their own way. */
const assent = z
  .string()
  .transform((typed): string => {
    if (/^(rehearse|ensayar)$/i.test(typed.trim())) return 'rehearse';
    return /^(y|yes|ok|okay|s[ií]|vale|dale|post|publicar)[.!\s]*$/i.test(typed.trim()) ? 'post' : '';
  })
  .pipe(z.string().min(1, { error: 'common.chooseOne' }));

const chosenForum = ({ forums, forumId }: Context) => forums.find((one) => one.forumId === forumId)!;

/** Named with its forum where there is a choice. */
function place(context: Context): TextRef | string {
  const { communityName: community, forums } = context;
  if (forums.length < 2) return community;
  return text('posting.forumOf', { community, forum: chosenForum(context).name });
}
