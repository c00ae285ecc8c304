import { contactOf, head, seconds } from './envelope.ts';
import { webhookError } from './errors.ts';
import type { Message, Person, Status } from './state.ts';
import { windowMs } from './window.ts';
import type { World } from './world.ts';

/**
 * News of a message that the business sent (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status).
 * A number that is not on WhatsApp has no contact.
 */
export function statusValue(world: World, message: Message, status: Status) {
  const person = world.person(message.waId);
  return {
    ...head(world),
    ...(person && { contacts: [contactOf(person)] }),
    statuses: [
      {
        id: message.id,
        status,
        timestamp: seconds(world.nowText()),
        ...recipient(message, person),
        ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
        ...(status === 'failed' ? failure(message) : costs(world, message, { status, person })),
      },
    ],
  };
}

function recipient({ waId }: Message, person: Person | undefined) {
  if (!person?.hidesNumber) return { recipient_id: waId };
  return { recipient_user_id: person.userId, recipient_parent_user_id: person.parentUserId };
}

const failure = ({ errorCode }: Message) => ({ errors: [webhookError(errorCode ?? 131000)] });

/** When the conversation ends is only said with `sent`. */
function costs(
  world: World,
  { category }: Message,
  { status, person }: { status: Status; person: Person | undefined },
) {
  if (!person) return {};
  const { id, expiresAt } = conversation(world, person, category);
  return {
    conversation: {
      id,
      ...(status === 'sent' && { expiration_timestamp: seconds(expiresAt) }),
      origin: { type: category },
    },
    pricing: { billable: true, pricing_model: 'CBP', category },
  };
}

/** One conversation of a category lasts 24 hours. */
function conversation(world: World, person: Person, category: string) {
  const open = person.conversations[category];
  if (open && !world.isPast(open.expiresAt)) return open;
  const begun = { id: world.random.bytes(16).toString('hex'), expiresAt: world.inMs(windowMs) };
  person.conversations[category] = begun;
  return begun;
}
