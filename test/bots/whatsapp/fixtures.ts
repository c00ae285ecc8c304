import { readFileSync } from 'node:fs';

export const ACCOUNT = '106540352242922';
/** The person of most payloads: by the id whom we know, by the number they show. */
export const PERSON = 'US.13491208655302741918';
export const PHONE = '972987654321';

export function fixture<Content>(name: string): Content {
  const file = new URL(`../../fixtures/whatsapp/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
}

/** A payload that pywa published: its kind of webhook, the case, and what Meta posts. */
export interface Payload {
  file: string;
  case: string;
  payload: unknown;
}

/** A webhook with messages or statuses, as Meta posts it; without `from` the number is hidden. */
export function webhook(value: object, field = 'messages') {
  const metadata = { display_phone_number: '972123456789', phone_number_id: ACCOUNT };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1234567890987654321',
        changes: [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  };
}

export function textMessage(changes: object = {}) {
  return {
    id: 'wamid.1',
    from: PHONE,
    timestamp: '1697043223',
    type: 'text',
    text: { body: 'Hola' },
    ...changes,
  };
}

export const contact = { profile: { name: 'Ana' }, wa_id: PHONE, user_id: PERSON };
