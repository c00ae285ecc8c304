import { z } from 'zod';
import type { Channel, Outbound, Sent } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { BoundedMap } from './bounded.ts';
import { compose, type Piece } from './compose.ts';
import type { Graph } from './graph.ts';
import { mediaTypeOf } from './mediaType.ts';
import type { Templates } from './templates.ts';
import type { Uploads } from './uploads.ts';

interface WayOut {
  graph: Graph;
  phoneNumberId: string;
  uploads: Uploads;
  templates: Pick<Templates, 'find'>;
}

/**
 * The way out to WhatsApp. A long text becomes several messages: the first shows as the reply, the last carries the
 * buttons. Where a later one fails, the error is that one's, and the same delivery's next attempt in this process goes
 * on behind what was accepted; another process begins anew, so that parts may come twice, but none goes missing.
 *
 * A send whose answer never came cannot be asked for: Meta tells of it by a status, which carries the delivery's id.
 */
export function whatsappChannel(way: WayOut): Channel {
  // Delivery -> ids of the messages that Meta already took of it.
  const begun = new BoundedMap<string, string[]>(1_000);
  return {
    name: 'whatsapp',
    account: way.phoneNumberId,
    can: { buttons: true, edit: false, delete: false, nativeReply: true, receipts: true },
    async send(outbound) {
      const pieces = compose(approved(way.templates, outbound));
      const providerIds = [...(begun.get(outbound.id) ?? [])];
      const notes = new Set<string>();
      for (const piece of pieces.slice(providerIds.length)) {
        const [isFirst, isLast] = [providerIds.length === 0, providerIds.length === pieces.length - 1];
        const { id, note } = await sendPiece(way, { outbound, piece, isFirst, isLast });
        providerIds.push(id);
        begun.set(outbound.id, [...providerIds]);
        if (note) notes.add(note);
      }
      begun.delete(outbound.id);
      return sent(providerIds, notes);
    },
  };
}

/** The approved template nearest to the reader's language, with as many parameters as it has. @throws {SendError} */
function approved(templates: WayOut['templates'], outbound: Outbound): Outbound {
  if (!outbound.template) return outbound;
  const { name, language, parameters } = outbound.template;
  const template = templates.find(name, language);
  // It may be under review, or paused for a while: somebody can see to it.
  if (!template)
    throw new SendError('unreachable', `WhatsApp has no approved template ${name} for ${language}`, {
      ours: true,
      isUnasked: true,
    });
  return {
    ...outbound,
    choices: outbound.choices.slice(0, template.quickReplies),
    template: { name, language: template.language, parameters: parameters.slice(0, template.parameters) },
  };
}

interface Sending {
  outbound: Outbound;
  piece: Piece;
  isFirst: boolean;
  isLast: boolean;
}

/** A file that Meta knew and no longer knows is uploaded again, once. */
async function sendPiece(way: WayOut, { outbound, piece, ...place }: Sending): Promise<Accepted> {
  const envelope = envelopeOf(outbound, place);
  if (piece.type !== 'file') return post(way, { ...envelope, type: piece.type, [piece.type]: piece.content });
  const { id, isFresh } = await way.uploads.idOf(piece.file);
  try {
    return await post(way, { ...envelope, ...fileContent(piece, id) });
  } catch (error) {
    if (isFresh || !(error instanceof SendError) || !aboutFiles.has(error.providerCode ?? '')) throw error;
    way.uploads.forget(piece.file);
    const renewed = await way.uploads.idOf(piece.file);
    return post(way, { ...envelope, ...fileContent(piece, renewed.id) });
  }
}

/** How Meta may refuse an id of a file that is gone. */
const aboutFiles = new Set(['100', '131009', '131052', '131053']);

function fileContent({ file, caption }: Piece & { type: 'file' }, id: string) {
  const { type } = mediaTypeOf(file);
  const content = {
    id,
    ...(caption !== null && { caption }),
    ...(type === 'document' && { filename: file.name ?? 'file' }),
    // Shown with the waves of a voice message, which only Opus has.
    ...(type === 'audio' && file.kind === 'voice' && /^audio\/(ogg|opus)/.test(file.mime) && { voice: true }),
  };
  return { type, [type]: content };
}

/** `biz_opaque_callback_data` comes back in each status: once the last part was taken, the whole of the delivery was. */
function envelopeOf({ id, to, replyTo }: Outbound, { isFirst, isLast }: Pick<Sending, 'isFirst' | 'isLast'>) {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(/^\+\d+$/.test(to) ? { to } : { recipient: to }),
    ...(isFirst && replyTo !== null && { context: { message_id: replyTo } }),
    ...(isLast && { biz_opaque_callback_data: id }),
  };
}

interface Accepted {
  id: string;
  note?: string;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#response-syntax */
const Answer = z.object({
  messages: z
    .tuple([z.object({ id: z.string().min(1), message_status: z.string().optional() })])
    .rest(z.unknown()),
});

async function post({ graph, phoneNumberId }: WayOut, body: object): Promise<Accepted> {
  const answer = Answer.safeParse(await graph.post(`${phoneNumberId}/messages`, body));
  if (!answer.success) throw new SendError('uncertain', 'WhatsApp took the message, and gave no id for it');
  const [{ id, message_status: status }] = answer.data.messages;
  if (status === 'held_for_quality_assessment')
    return { id, note: 'held by WhatsApp, which tries the template out' };
  return status === 'paused' ? { id, note: 'paused by WhatsApp, which tries the template out' } : { id };
}

function sent(providerIds: string[], notes: Set<string>): Sent {
  if (providerIds.length > 1) notes.add(`sent as ${providerIds.length} messages`);
  return notes.size === 0 ? { providerIds } : { providerIds, note: [...notes].join('; ') };
}
