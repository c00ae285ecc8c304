import { type Formatted, formatted, isSame } from './formatted.ts';
import { toMarkdown } from './toMarkdown.ts';

/**
 * What a parser adds to the words somebody typed: nothing where they say no more than their letters.
 * @param message what the words mean
 */
export const withMarkdown = (message: Formatted, typed: string): { markdown?: string } =>
  isSame(message, formatted(typed)) ? {} : { markdown: toMarkdown(message) };
