import type { ParsedText } from './parsedText.ts';

export function parseMarkdownV2(source: string): ParsedText {
  return { text: source, entities: [] };
}
