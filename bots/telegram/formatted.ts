import { isFormattingError } from './failure.ts';
import type { Part } from './html.ts';

/** Off: to make a preview, Telegram's servers open the link, and ours may work only once. */
export const preview = { link_preview_options: { is_disabled: true } };

/** Makes a call with a part as HTML, and again as plain text where Telegram does not understand the HTML. */
export async function formatted<Value>(
  part: Part,
  call: (text: string, format: { parse_mode?: 'HTML' }) => Promise<Value>,
): Promise<{ value: Value; note?: string }> {
  try {
    return { value: await call(part.html, { parse_mode: 'HTML' }) };
  } catch (error) {
    if (!isFormattingError(error)) throw error;
    return { value: await call(part.text, {}), note: 'sent as plain text' };
  }
}
