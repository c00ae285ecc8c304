import type { Api } from 'grammy';
import type { Channel, Outbound, Sent } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { BoundedMap } from './bounded.ts';
import { editPieces, takeBack } from './change.ts';
import { toSendError } from './failure.ts';
import { contactKeyboard, inlineKeyboard, isButtonData } from './keyboard.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { type Extras, sendPiece, type Ways } from './sendPiece.ts';
import { telegramUploads } from './uploads.ts';

interface Options {
  api: Api;
  /** For calls that carry a file; the same unless set. */
  uploadApi?: Api;
  account: string;
}

/**
 * The way out to Telegram. A text of more than 4,096 units becomes several messages, and so does a file with more than
 * its caption may hold: the first shows as the reply, the last carries the buttons. Where a later one fails, the error is that one's, and the same delivery's next attempt in
 * this process goes on behind what was accepted; another process begins anew, so that parts may come twice, but none
 * goes missing.
 */
export function telegramChannel({ api, uploadApi = api, account }: Options): Channel {
  const ways: Ways = { api, uploadApi, uploads: telegramUploads() };
  const memory: Memory = { begun: new BoundedMap(1_000), keyboards: new BoundedMap(10_000) };
  return {
    name: 'telegram',
    account,
    can: { buttons: true, edit: true, delete: true, nativeReply: true, receipts: false },
    async send(outbound) {
      try {
        return await carryOut(ways, outbound, memory);
      } catch (error) {
        throw toSendError(error);
      }
    },
  };
}

/** What sending remembers while the process lives; every entry may be lost without losing a message. */
interface Memory {
  /** Delivery -> ids of the messages that Telegram already took of a long text. */
  begun: BoundedMap<string, string[]>;
  /** Chats that show the contact keyboard. */
  keyboards: BoundedMap<string, true>;
}

async function carryOut(ways: Ways, outbound: Outbound, memory: Memory): Promise<Sent> {
  const { change, to } = outbound;
  if (change?.kind === 'delete') return takeBack(ways.api, to, change.ids);
  refuseBadButtons(outbound);
  const pieces = piecesOf(outbound);
  if (!change) return sendPieces(ways, { outbound, pieces, done: [] }, memory);
  const edited = await editPieces(ways.api, outbound, pieces);
  if (pieces.length <= change.ids.length) return edited;
  return sendPieces(ways, { outbound, pieces, done: edited.providerIds }, memory);
}

/** Telegram would refuse them too (BUTTON_DATA_INVALID), but after the first parts of a long text are out. */
function refuseBadButtons({ choices, contactButton }: Outbound): void {
  if (contactButton === null && !choices.every(({ data }) => isButtonData(data))) {
    throw new SendError('rejected', 'A button holds no data, or more than 64 bytes', { ours: true });
  }
}

async function sendPieces(
  ways: Ways,
  { outbound, pieces, done }: { outbound: Outbound; pieces: Piece[]; done: string[] },
  { begun, keyboards }: Memory,
): Promise<Sent> {
  const providerIds = [...(begun.get(outbound.id) ?? done)];
  let note: string | undefined;
  for (const piece of pieces.slice(providerIds.length)) {
    const isLast = providerIds.length === pieces.length - 1;
    const extras: Extras = {
      ...(providerIds.length === 0 && asReply(outbound)),
      ...(isLast && withKeyboard(outbound, keyboards)),
    };
    const { value: message, ...told } = await sendPiece(ways, outbound.to, { piece, extras });
    note ??= told.note;
    providerIds.push(String(message.message_id));
    begun.set(outbound.id, [...providerIds]);
  }
  begun.delete(outbound.id);
  noteKeyboard(outbound, keyboards);
  return { providerIds, note };
}

function asReply({ replyTo }: Outbound) {
  if (replyTo === null || !/^\d+$/.test(replyTo)) return {};
  return { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } };
}

/**
 * The contact keyboard folds itself away once used, and goes for good with the next message that has no buttons and never
 * changes: one that takes it away can never be edited ("message can't be edited").
 */
function withKeyboard({ to, choices, contactButton, mayChange }: Outbound, keyboards: Memory['keyboards']) {
  if (contactButton !== null) return { reply_markup: contactKeyboard(contactButton, choices) };
  if (choices.length > 0) return { reply_markup: inlineKeyboard(choices) };
  if (!mayChange && keyboards.has(to)) return { reply_markup: { remove_keyboard: true as const } };
  return {};
}

function noteKeyboard(
  { to, choices, contactButton, mayChange }: Outbound,
  keyboards: Memory['keyboards'],
): void {
  if (contactButton !== null) keyboards.set(to, true);
  else if (choices.length === 0 && !mayChange) keyboards.delete(to);
}
