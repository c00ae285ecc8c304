import { z } from 'zod';
import { clean } from './clean.ts';

/** A field that is left out where it is not what it should be: no message is lost for a strange detail. */
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const text = z.string().transform(clean);
const filled = text.pipe(z.string().min(1));

/** Who takes part, as far as they show it (…/whatsapp/business-scoped-user-ids). */
const contact = z.looseObject({
  profile: lenient(z.looseObject({ name: lenient(text) })),
  wa_id: lenient(filled),
  user_id: lenient(filled),
});

const media = z.looseObject({
  id: filled,
  mime_type: lenient(text),
  sha256: lenient(text),
  caption: lenient(text),
  filename: lenient(text),
  voice: lenient(z.boolean()),
});

const place = z.looseObject({ name: lenient(text), address: lenient(text) });

const option = z.looseObject({ id: filled });

const content = z.looseObject({
  type: filled,
  text: lenient(z.looseObject({ body: text })),
  image: lenient(media),
  video: lenient(media),
  audio: lenient(media),
  document: lenient(media),
  sticker: lenient(media),
  location: lenient(place),
  contacts: lenient(
    z.array(z.looseObject({ phones: lenient(z.array(z.looseObject({ phone: lenient(filled) }))) })),
  ),
  button: lenient(z.looseObject({ payload: filled })),
  interactive: lenient(
    z.looseObject({ type: filled, button_reply: lenient(option), list_reply: lenient(option) }),
  ),
  reaction: lenient(z.looseObject({ message_id: filled, emoji: lenient(text) })),
  revoke: lenient(z.looseObject({ original_message_id: filled })),
  system: lenient(z.looseObject({ type: lenient(text) })),
  unsupported: lenient(z.looseObject({ type: lenient(text) })),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */
export const messageSchema = content.extend({
  id: filled,
  from: lenient(filled),
  from_user_id: lenient(filled),
  group_id: lenient(filled),
  context: lenient(z.looseObject({ id: lenient(filled) })),
  edit: lenient(z.looseObject({ original_message_id: filled, message: content })),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
export const statusSchema = z.looseObject({
  id: filled,
  status: filled,
  recipient_type: lenient(text),
  biz_opaque_callback_data: lenient(filled),
  errors: lenient(z.array(z.looseObject({ code: z.number() }))),
});

/** What a change says, where it is about messages; each message and status is read by itself. */
export const valueSchema = z.looseObject({
  metadata: z.looseObject({ phone_number_id: filled }),
  contacts: z.array(contact).catch([]),
  messages: z.array(z.unknown()).default([]),
  statuses: z.array(z.unknown()).default([]),
  errors: z.array(z.unknown()).catch([]),
});

/** Anything Meta may post for WhatsApp: a list of changes under one or several accounts. */
export const webhookSchema = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.looseObject({ changes: z.array(z.looseObject({ field: filled, value: z.unknown() })).default([]) }),
  ),
});

export type Contact = z.infer<typeof contact>;
export type Content = z.infer<typeof content>;
export type Media = z.infer<typeof media>;
export type Message = z.infer<typeof messageSchema>;
export type Value = z.infer<typeof valueSchema>;

/** Names the first field that is wrong, never its value. */
export function complaint(error: z.ZodError): string {
  const issue = error.issues[0]!;
  return `${issue.path.join('.') || 'body'}: ${issue.message}`;
}
