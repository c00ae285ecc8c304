import type { Outbound, OutboundFile } from '../../domain/channel.ts';
import { type Part, render } from './html.ts';

/** What becomes one message: some text, or a file with the text as its caption. */
export interface Piece extends Part {
  file: OutboundFile | null;
}

/** "0-1024 characters after entities parsing" (https://core.telegram.org/bots/api#sendphoto), counted as texts are. */
export const longestCaption = 1024;

/** The file comes first; what is too long for a caption comes behind it. */
export function piecesOf({ body, file = null }: Pick<Outbound, 'body' | 'file'>): Piece[] {
  const [first, ...others] = render(body).map((part): Piece => ({ ...part, file: null }));
  if (!file) return [first!, ...others];
  const isCaption = others.length === 0 && first!.text.length <= longestCaption;
  return isCaption ? [{ ...first!, file }] : [{ text: '', html: '', file }, first!, ...others];
}
