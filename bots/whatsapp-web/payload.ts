import { z } from 'zod';

/** An id of WhatsApp Web's, which comes as text or as an object that holds it. */
const wid = z.union([
  z.string().min(1),
  z.looseObject({ _serialized: z.string().min(1) }).transform(({ _serialized }) => _serialized),
]);

const softText = z.string().optional().catch(undefined);
const softWid = wid.optional().catch(undefined);
const softFlag = z.boolean().optional().catch(undefined);

/** Which message: in groups with its author. */
const key = z.looseObject({
  id: z.string().min(1),
  fromMe: z.boolean(),
  remote: wid,
  participant: softWid,
});

/**
 * What is read of a message; WhatsApp Web adds fields unannounced, and nobody's message is refused for a strange one.
 * The library hands it on as the page has it (https://docs.wwebjs.dev/Message.html, `rawData`).
 */
export const messageSchema = z.looseObject({
  id: key,
  type: z.string().min(1),
  subtype: softText,
  from: softWid,
  author: softWid,
  body: softText,
  caption: softText,
  notifyName: softText,
  quotedStanzaID: softText,
  isStatusV3: softFlag,
  isGif: softFlag,
  isViewOnce: softFlag,
  mimetype: softText,
  filename: softText,
  filehash: softText,
  directPath: softText,
  size: z.int().nonnegative().optional().catch(undefined),
  latestEditSenderTimestampMs: z.number().nullish().catch(undefined),
  protocolMessageKey: key.nullish().catch(undefined),
});

/** A reaction (https://docs.wwebjs.dev/Reaction.html). */
const reactionSchema = z.looseObject({
  id: key,
  msgId: key,
  senderId: wid,
  reaction: z.string().nullish(),
});

/** Both ids of a person, as far as WhatsApp tells them. `lid` is the hidden id, `phone` E.164. */
const personSchema = z.object({ lid: z.string().nullable(), phone: z.string().nullable() });
export type Person = z.infer<typeof personSchema>;

const heard = { person: personSchema.nullish() };

/** What the library told us, kept as it is, with who the page says the sender is. */
export const eventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('message'), message: messageSchema, ...heard }),
  z.object({ event: z.literal('edit'), message: messageSchema, body: z.string(), ...heard }),
  z.object({ event: z.literal('revoke'), message: messageSchema, ...heard }),
  /** A message that could not be decrypted, also when it was asked for again. */
  z.object({ event: z.literal('undecryptable'), message: messageSchema, ...heard }),
  z.object({ event: z.literal('reaction'), reaction: reactionSchema, ...heard }),
  z.object({ event: z.literal('ack'), message: messageSchema, ack: z.int() }),
]);

/** Enough of an event to tell whose it is. */
export const reactionOrMessage = z
  .object({ message: messageSchema.optional(), reaction: reactionSchema.optional() })
  .refine(({ message, reaction }) => message ?? reaction);

export type WebEvent = z.infer<typeof eventSchema>;
export type WebMessage = z.infer<typeof messageSchema>;

/** Names the first field that is wrong, never its value. */
export function complaint(error: z.ZodError): string {
  const issue = error.issues[0]!;
  return `${issue.path.join('.') || 'event'}: ${issue.message}`;
}
