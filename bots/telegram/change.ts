import type { Api } from 'grammy';
import type { Outbound, Sent } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { isAlreadySo, toSendError } from './failure.ts';
import { formatted, preview } from './formatted.ts';
import type { Part } from './html.ts';
import { inlineKeyboard } from './keyboard.ts';

/**
 * Writes the parts over the messages there are; where the text got shorter, the surplus messages are taken back.
 * What does not fit into them is left to the caller.
 */
export async function editParts(api: Api, outbound: Outbound, parts: Part[]): Promise<Sent> {
  const ids = outbound.change?.ids ?? [];
  const kept = ids.slice(0, parts.length);
  let note: string | undefined;
  for (const [index, id] of kept.entries()) {
    const choices = index === parts.length - 1 ? outbound.choices : [];
    const edited = await formatted(parts[index]!, (text, format) =>
      repeatable(() =>
        api.editMessageText(Number(outbound.to), Number(id), text, {
          ...format,
          ...preview,
          reply_markup: inlineKeyboard(choices),
        }),
      ),
    );
    note ??= edited.note;
  }
  await takeBack(api, outbound.to, ids.slice(parts.length));
  return { providerIds: kept, note };
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
