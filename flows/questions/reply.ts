import type { Question } from '../../domain/flow.ts';
import { messageText } from '../../domain/messageText.ts';
import { text } from '../../domain/text.ts';
import type { Context } from '../reply.ts';

/** What replying asks, where the reply did not come with its words. */
export const words = ({ parent }: Context): Question => {
  const { authorName: author, number, excerpt, isOwn } = parent!;
  return {
    text: isOwn
      ? text('reply.askTextToOwn', { number, excerpt })
      : text('reply.askText', { author, number, excerpt }),
    answer: messageText,
    isFormatted: true,
  };
};
