import { z } from 'zod';
import { entitiesSchema } from './formatting.ts';

/** The kinds of updates asked of Telegram; a new bot's default would leave out none of them, but add others. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** What a person calls themselves; nobody's message is refused for a strange name. */
const naming = {
  first_name: z.string().optional().catch(undefined),
  last_name: z.string().optional().catch(undefined),
};

const chat = z.looseObject({ id: z.int(), type: z.string(), ...naming });

const user = z.looseObject({
  id: z.int(),
  is_bot: z.boolean().optional(),
  language_code: z.string().optional().catch(undefined),
  ...naming,
});

const messageIdentity = z.looseObject({ message_id: z.int() });

const quoted = messageIdentity.extend({
  from: user.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
});

const message = z.looseObject({
  message_id: z.int(),
  from: user.optional(),
  chat,
  text: z.string().optional(),
  entities: entitiesSchema,
  caption: z.string().optional(),
  caption_entities: entitiesSchema,
  reply_to_message: quoted.optional(),
  forward_origin: z.unknown().optional(),
  migrate_to_chat_id: z.int().optional(),
  contact: z.looseObject({ phone_number: z.string(), user_id: z.int().optional() }).optional(),
});

/**
 * The fields of an update that are read here; all others pass through (https://core.telegram.org/bots/api#update).
 * The message of a press may be an `InaccessibleMessage`, which holds no more than chat and id.
 */
export const updateSchema = z.looseObject({
  update_id: z.int(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .looseObject({
      id: z.string(),
      from: user,
      data: z.string().optional(),
      message: messageIdentity.extend({ chat }).optional(),
    })
    .optional(),
  my_chat_member: z
    .looseObject({ chat, from: user, new_chat_member: z.looseObject({ status: z.string() }) })
    .optional(),
});

/** Where a kind of update that this version does not know may say whom it is about. */
export const strangeSchema = z.looseObject({
  chat: chat.optional().catch(undefined),
  message: z.looseObject({ chat }).optional().catch(undefined),
  from: user.optional().catch(undefined),
  user: user.optional().catch(undefined),
});

export type Update = z.infer<typeof updateSchema>;
export type Message = z.infer<typeof message>;
export type Chat = z.infer<typeof chat>;
export type User = z.infer<typeof user>;

const identity = z.looseObject({ update_id: z.int() });

/** True for anything that has an `update_id`, however strange the rest is. */
export function isUpdate(body: unknown): boolean {
  return identity.safeParse(body).success;
}

const press = z.looseObject({ callback_query: z.looseObject({ id: z.string() }) });

/** The id under which a press waits for an answer, or null where the update is no press. */
export function pressIdOf(update: unknown): string | null {
  // Most are none, and a schema costs 2 us to find that out.
  if (typeof update !== 'object' || update === null || !('callback_query' in update)) return null;
  return press.safeParse(update).data?.callback_query.id ?? null;
}
