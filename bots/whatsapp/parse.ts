import type { Parsed } from '../../domain/channel.ts';
import { cleanAll } from './clean.ts';
import { heardIn } from './content.ts';
import { type Contact, complaint, messageSchema, type Value, valueSchema, webhookSchema } from './payload.ts';
import { senderOf } from './sender.ts';
import { readStatus } from './status.ts';

/**
 * Everything a webhook says, in its order: Meta puts up to 1,000 messages and statuses into one. What is not for us is
 * there as well, with the reason; nothing is thrown, however strange the payload.
 * @param payload as Meta posted it: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
 * @param account our phone number's id; what is said to another number of the same business is not for us
 */
export function parse(payload: unknown, account: string): Parsed[] {
  const webhook = webhookSchema.safeParse(payload);
  if (!webhook.success) return [ignored(`malformed webhook: ${complaint(webhook.error)}`)];
  const changes = webhook.data.entry.flatMap((entry) => entry.changes);
  if (changes.length === 0) return [ignored('webhook without changes')];
  return changes.flatMap(({ field, value }) =>
    field === 'messages' ? inMessages(value, account) : [ignored(field.slice(0, 60))],
  );
}

function inMessages(raw: unknown, account: string): Parsed[] {
  const read = valueSchema.safeParse(raw);
  if (!read.success) return [ignored(`malformed change: ${complaint(read.error)}`)];
  const value = read.data;
  if (value.metadata.phone_number_id !== account) return [ignored('said to another number of ours')];
  const told = [
    ...value.messages.map((message) => inMessage(message, value)),
    ...value.statuses.map((status) => readStatus(status, account)),
  ];
  if (told.length > 0) return told;
  return [ignored(value.errors.length > 0 ? 'an error of the account' : 'change without content')];
}

function inMessage(raw: unknown, value: Value): Parsed {
  const read = messageSchema.safeParse(raw);
  if (!read.success) return ignored(`malformed message: ${complaint(read.error)}`);
  const message = read.data;
  if (message.group_id) return ignored('said in a group');
  const heard = heardIn(message);
  if ('ignored' in heard) return ignored(heard.ignored);
  const sender = senderOf(message, value.contacts);
  if (!sender) return ignored('a message without a sender');
  return {
    kind: 'inbound',
    inbound: {
      channel: 'whatsapp',
      account: value.metadata.phone_number_id,
      externalId: eventId(message),
      from: sender.id,
      phone: sender.phone,
      // Meta numbers nothing, and its timestamps are whole seconds.
      sequence: null,
      said: heard,
      language: null,
      name: sender.name,
      raw: alone(raw, value, sender.contact),
    },
  };
}

/** An edit and a taking back may carry the id of the message they change, which was handled before. */
function eventId({ id, type }: { id: string; type: string }): string {
  return type === 'edit' || type === 'revoke' ? `${id}:${type}` : id;
}

/** One message as a webhook of its own, without what others said in it, so that it can be parsed again. */
function alone(message: unknown, { metadata }: Value, contact: Contact | null): unknown {
  const contacts = contact ? [contact] : [];
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages: [message] };
  return cleanAll({
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ field: 'messages', value }] }],
  });
}

function ignored(reason: string): Parsed {
  return { kind: 'ignored', reason };
}
