import { channelLabel } from '../../domain/manners.ts';
import type { TextRef } from '../../domain/text.ts';
import { plainWords } from '../../texts/words.ts';
import type { Asked } from './asked.ts';

/** What a channel is called. */
export const channelName = ({ language }: Pick<Asked, 'language'>, channel: string): string =>
  plainWords(channelLabel(channel) as TextRef, language);
