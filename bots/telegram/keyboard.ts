import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import type { Choice } from '../../domain/channel.ts';
import { clean } from './clean.ts';

/** What fits side by side on a narrow phone before labels are cut off, in characters. */
const longestRow = 28;
const mostInRow = 3;

/** Telegram takes "1-64 bytes" of `callback_data` (https://core.telegram.org/bots/api#inlinekeyboardbutton). */
export const isButtonData = (data: string) => data !== '' && Buffer.byteLength(data) <= 64;

/** Buttons under a message. */
export function inlineKeyboard(choices: Choice[]): InlineKeyboardMarkup {
  const buttons = choices.map(({ label, data }) => ({ text: clean(label), callback_data: data }));
  return { inline_keyboard: inRows(buttons) };
}

/**
 * Keys in place of the letters: the first shares the person's own number, the others type their label for them,
 * because buttons under a message cannot go along with these in one message.
 */
export function contactKeyboard(label: string, choices: Choice[]): ReplyKeyboardMarkup {
  const others = inRows(choices.map((choice) => ({ text: clean(choice.label) })));
  return {
    keyboard: [[{ text: clean(label), request_contact: true }], ...others],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}

/** Short labels side by side, three at most; long ones each in a row. */
function inRows<Button extends { text: string }>(buttons: Button[]): Button[][] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    const widthWith = (row ?? []).reduce((sum, { text }) => sum + text.length, button.text.length);
    if (row && row.length < mostInRow && widthWith <= longestRow) row.push(button);
    else rows.push([button]);
  }
  return rows;
}
