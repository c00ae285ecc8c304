import type { Choice, TemplateUse } from '../../domain/channel.ts';
import { clean } from './clean.ts';

/** "The body is limited to 1,024 characters" with its parameters; the words around them need some. */
const longestParameters = 800;
/** A template has 10 buttons at most. */
const mostButtons = 10;

/**
 * A template filled in; its quick replies carry the data of the choices, in their order.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview
 */
export function templateContent({ name, language, parameters }: TemplateUse, choices: Choice[]) {
  const room = Math.floor(longestParameters / Math.max(1, parameters.length));
  const texts = parameters.map((text) => ({ type: 'text', text: oneLine(text, room) }));
  const body = texts.length > 0 ? [{ type: 'body', parameters: texts }] : [];
  const buttons = choices.slice(0, mostButtons).map(({ data }, index) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index: String(index),
    parameters: [{ type: 'payload', payload: data }],
  }));
  return { name, language: { policy: 'deterministic', code: language }, components: [...body, ...buttons] };
}

/** Neither empty, nor with line ends, tabs or more than four blanks in a row: WhatsApp refuses such parameters (132018). */
function oneLine(text: string, room: number): string {
  const line = clean(text).replace(/\s+/g, ' ').trim() || '…';
  if (line.length <= room) return line;
  const end = line.codePointAt(room - 2)! > 0xffff ? room - 2 : room - 1;
  return `${line.slice(0, end).trimEnd()}…`;
}
