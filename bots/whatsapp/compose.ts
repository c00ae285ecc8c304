import type { Outbound, OutboundFile } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { offerOf } from './choices.ts';
import { mediaTypeOf } from './mediaType.ts';
import { longestCaption, partsOf } from './parts.ts';
import { templateContent } from './template.ts';

/** One message of the Cloud API, without the envelope; a file still needs its upload. */
export type Piece =
  | { type: 'text' | 'interactive' | 'template'; content: object }
  | { type: 'file'; file: OutboundFile; caption: string | null };

/**
 * A message as one or more messages of the Cloud API, in the order in which they are to be read.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
 * @throws {SendError} where it can never be sent
 */
export function compose(outbound: Outbound): Piece[] {
  if (outbound.change) throw unsendable('a WhatsApp message cannot be changed once it is sent');
  if (!outbound.choices.every(({ data }) => isButtonData(data)))
    throw unsendable('a button holds no data, or more than 64 bytes');
  if (outbound.template)
    return [{ type: 'template', content: templateContent(outbound.template, outbound.choices) }];
  const pieces = outbound.file ? withFile(outbound, outbound.file) : worded(outbound);
  if (pieces.length === 0) throw unsendable('the message has no text');
  return pieces;
}

/** The contract's limit; blanks at its ends WhatsApp would refuse. */
const isButtonData = (data: string) => data.trim() === data && data !== '' && Buffer.byteLength(data) <= 64;

const unsendable = (reason: string) => new SendError('rejected', reason, { ours: true });

/** The words are the file's caption where they fit and nothing has to stand under them; else they follow it. */
function withFile(outbound: Outbound, file: OutboundFile): Piece[] {
  const parts = partsOf(outbound.body);
  const fits = parts.length <= 1 && (parts[0] ?? '').length <= longestCaption;
  if (fits && outbound.choices.length === 0 && mediaTypeOf(file).hasCaption)
    return [{ type: 'file', file, caption: parts[0] ?? null }];
  return [{ type: 'file', file, caption: null }, ...worded(outbound)];
}

/** Opens a list where nobody gave words for it: a sign that needs no language. */
const anyListButton = '☰';

function worded({ body, choices, listButton = anyListButton }: Outbound): Piece[] {
  const offer = offerOf(choices, listButton || anyListButton);
  switch (offer.kind) {
    case 'none':
      return partsOf(body).map(text);
    case 'numbered':
      return partsOf([...body, '\n\n', offer.lines.join('\n')]).map(text);
    case 'buttons':
      return above(partsOf(body, longestCaption), [{ type: 'button', action: offer.action }]);
    case 'lists':
      return above(
        partsOf(body, longestCaption),
        offer.actions.map((action) => ({ type: 'list', action })),
      );
  }
}

/** The last part stands above the first of the interactive ones; what follows has only its place among them. */
function above(parts: string[], interactives: { type: string; action: object }[]): Piece[] {
  const last = parts.at(-1);
  if (last === undefined) throw unsendable('the message has no text');
  const offers = interactives.map(({ type, action }, page) => {
    const body = page === 0 ? last : `${page + 1}/${interactives.length}`;
    return { type: 'interactive' as const, content: { type, body: { text: body }, action } };
  });
  return [...parts.slice(0, -1).map(text), ...offers];
}

/** Without a preview: to make one, Meta's servers open the link, and ours may work only once. */
const text = (body: string): Piece => ({ type: 'text', content: { body, preview_url: false } });
