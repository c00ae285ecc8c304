import type { Client, MessageSendOptions } from 'whatsapp-web.js';
import type { Channel, Outbound, Sent } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';
import { BoundedMap } from './bounded.ts';
import { compose, type Piece } from './compose.ts';
import { notConnected, repeatable, toSendError } from './failure.ts';
import { fileContent } from './fileContent.ts';
import { findMessage } from './find.ts';
import { inTime } from './inTime.ts';
import type { People } from './people.ts';
import { chatIdOf, isGroupId } from './person.ts';
import { takeBack } from './takeBack.ts';

export interface WayOut {
  account: string;
  /** Who can send just now; null while nobody can. */
  client(): Client | null;
  people: People;
  clock: Clock;
  /** Whether this process has the session. */
  isHere(): boolean;
}

/**
 * The way out through WhatsApp Web; `to` is a person's address or a group's id. Edits are not offered: WhatsApp takes them
 * for a quarter of an hour only, so people get a word of correction as on the other WhatsApp.
 *
 * A long text becomes several messages, of which the first shows as the reply. Where a later one fails, the error is that
 * one's, and the same delivery's next attempt in this process goes on behind what was accepted.
 */
export function whatsappWebChannel(way: WayOut): Channel {
  // Delivery -> ids of the messages that WhatsApp already took of it.
  const begun = new BoundedMap<string, string[]>(1_000);
  return {
    name: 'whatsapp-web',
    account: way.account,
    isHere: way.isHere,
    can: { buttons: false, edit: false, delete: true, nativeReply: true, receipts: true },
    async send(outbound) {
      const sending = { outbound, ...readyFor(outbound, way) };
      if (!outbound.change) return sendPieces(way, sending, begun);
      return harmless(inTime(way.clock, longestMs, takeBack(sending, way)));
    },
  };
}

interface Sending {
  outbound: Outbound;
  chatId: string;
  client: Client;
}

function readyFor({ to, change }: Outbound, way: WayOut): Omit<Sending, 'outbound'> {
  const chatId = chatIdOf(to);
  if (!chatId) throw new SendError('rejected', 'this is no address on WhatsApp', { ours: true });
  if (change?.kind === 'edit')
    throw new SendError('rejected', 'a message is not edited on WhatsApp Web', { ours: true });
  const client = way.client();
  if (!client) throw notConnected();
  return { chatId, client };
}

async function sendPieces(way: WayOut, sending: Sending, begun: BoundedMap<string, string[]>): Promise<Sent> {
  const { id } = sending.outbound;
  const providerIds = [...(begun.get(id) ?? [])];
  for (const piece of compose(sending.outbound).slice(providerIds.length)) {
    const isFirst = providerIds.length === 0;
    const quotedMessageId = isFirst ? await quotedBy(way, sending) : undefined;
    providerIds.push(await sendPiece(way, sending, { piece, quotedMessageId }));
    begun.set(id, [...providerIds]);
  }
  begun.delete(id);
  return providerIds.length === 1
    ? { providerIds }
    : { providerIds, note: `sent as ${providerIds.length} messages` };
}

/** What cannot be found any more is not quoted. */
async function quotedBy({ people, clock }: WayOut, { client, chatId, outbound }: Sending) {
  // Asking for them teaches the page who they are, without which it does not write to a number.
  if (outbound.replyTo === null)
    return void (isGroupId(chatId) || (await harmless(people.of(client, chatId))));
  const found = findMessage(client, { chatId, id: outbound.replyTo }, people);
  return (await harmless(inTime(clock, longestMs, found)))?.id._serialized;
}

/** What may be asked again without harm is never uncertain. */
function harmless<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return asked.catch((error: unknown) => {
    throw repeatable(error);
  });
}

async function sendPiece(
  way: WayOut,
  { client, chatId }: Sending,
  { piece, quotedMessageId }: { piece: Piece; quotedMessageId: string | undefined },
): Promise<string> {
  const { content, ...options } = await contentOf(piece);
  const sent = client.sendMessage(chatId, content, { ...always, ...options, quotedMessageId });
  const message = await inTime(way.clock, longestMs, sent).catch((error: unknown) => {
    throw toSendError(error);
  });
  // The library's types leave out that it may find nothing to send to, or not find again what it sent.
  if (!(message as unknown)) throw new SendError('uncertain', 'WhatsApp Web does not say what became of it');
  if (message.ack === -1) throw new SendError('unreachable', 'WhatsApp Web marked it as failed');
  return message.id.id;
}

/** Without a preview: to make one, the link is opened, and ours may work only once. */
const always: MessageSendOptions = {
  linkPreview: false,
  parseVCards: false,
  sendSeen: false,
  waitUntilMsgSent: true,
};

async function contentOf(piece: Piece) {
  return piece.kind === 'text' ? { content: piece.text } : fileContent(piece);
}

/** How long WhatsApp may take over one message, a large file on a slow line among them. */
const longestMs = 120_000;
