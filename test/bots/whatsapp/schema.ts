import { Ajv2020 } from 'ajv/dist/2020.js';
import { fixture } from './fixtures.ts';

const schema = fixture<object>('wa-send.schema');
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validate = ajv.compile(schema);
const validateMark = ajv.compile({ $ref: 'wa-send#/components/schemas/MarkMessageRequestPayload' });

/** What is wrong with a request to send; null where nothing is. */
export function problemWith(body: Record<string, unknown>): string | null {
  if ('status' in body) return validateMark(body) ? null : ajv.errorsText(validateMark.errors);
  return validate(body) ? leftOut(body) : ajv.errorsText(validate.errors);
}

interface Interactive {
  type: string;
  body: { text: string };
  action: {
    button?: string;
    buttons?: { reply: { id: string; title: string } }[];
    sections?: { rows: { id: string; title: string; description?: string }[] }[];
  };
}

/** What the pages of buttons and lists say, and the schema does not. */
function leftOut({ interactive }: { interactive?: Interactive }): string | null {
  if (!interactive) return null;
  const { body, action } = interactive;
  const buttons = (action.buttons ?? []).map(({ reply }) => reply);
  const rows = (action.sections ?? []).flatMap((section) => section.rows);
  const all = [...buttons, ...rows];
  if (body.text.trim() === '') return 'the body is empty';
  if (rows.length > 10) return 'more than 10 rows';
  if (all.some(({ id, title }) => id.trim() !== id || id === '' || title.trim() === ''))
    return 'blank id or title';
  if (new Set(all.map(({ id }) => id)).size < all.length) return 'an id comes twice';
  if (new Set(buttons.map(({ title }) => title)).size < buttons.length) return 'a title comes twice';
  if (buttons.some(({ title }) => title.length > 20)) return 'a button of more than 20 characters';
  if (rows.some(({ title }) => title.length > 24)) return 'a row of more than 24 characters';
  if (action.sections && !action.button) return 'nothing opens the list';
  return null;
}
