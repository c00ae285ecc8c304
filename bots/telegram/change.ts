import type { Api } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Outbound, Sent } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { isAlreadySo, toSendError } from './failure.ts';
import { formatted, preview } from './formatted.ts';
import { inlineKeyboard } from './keyboard.ts';
import type { Piece } from './pieces.ts';

/**
 * Writes the pieces over the messages there are; where the text got shorter, the surplus messages are taken back.
 * What does not fit into them is left to the caller.
 */
export async function editPieces(api: Api, outbound: Outbound, pieces: Piece[]): Promise<Sent> {
  const ids = outbound.change?.ids ?? [];
  const kept = ids.slice(0, pieces.length);
  let note: string | undefined;
  for (const [index, id] of kept.entries()) {
    const choices = index === pieces.length - 1 ? outbound.choices : [];
    const place = { to: outbound.to, id, reply_markup: inlineKeyboard(choices) };
    const edited = await editPiece(api, pieces[index]!, place);
    note ??= edited.note;
  }
  await takeBack(api, outbound.to, ids.slice(pieces.length));
  return { providerIds: kept, note };
}

/** The file of a message stays; what changes is what stands below it. */
function editPiece(
  api: Api,
  piece: Piece,
  { to, id, ...other }: { to: string; id: string; reply_markup: InlineKeyboardMarkup },
) {
  const [chat, message] = [Number(to), Number(id)];
  return formatted(piece, (text, format) =>
    repeatable(() =>
      piece.file
        ? api.editMessageCaption(chat, message, { caption: text, ...format, ...other })
        : api.editMessageText(chat, message, text, { ...format, ...preview, ...other }),
    ),
  );
}

/** One call for each message, because `deleteMessages` does not say which of them could not be deleted. */
export async function takeBack(api: Api, to: string, ids: string[]): Promise<Sent> {
  for (const id of ids) await repeatable(() => api.deleteMessage(Number(to), Number(id)));
  return { providerIds: ids };
}

/** What may be done twice without harm is done when it is done already, and never uncertain. */
async function repeatable(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (isAlreadySo(error)) return;
    const failure = toSendError(error);
    if (failure.code !== 'uncertain') throw error;
    throw new SendError('unreachable', failure.message, { providerCode: failure.providerCode });
  }
}
