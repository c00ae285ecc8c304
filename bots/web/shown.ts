import type { Seat } from '../../domain/broadcast.ts';
import type { WebMessage } from '../../domain/webChat.ts';
import type { ServerEvent, ShownMessage, ShownPerson } from './events.ts';

/** A kept message as browsers get it. */
export function shown({ content, ...message }: WebMessage): ShownMessage {
  return {
    id: message.id,
    number: message.number,
    revision: message.revision,
    is_mine: message.isMine,
    is_press: content?.isPress ?? false,
    is_read: message.isRead,
    is_changed: message.changedAt !== null,
    body: content?.body ?? null,
    choices: content?.choices ?? [],
    reply_to: content?.replyTo ?? null,
    sent_at: message.createdAt.toISOString(),
  };
}

/** A message that is new, or not as it was. */
export const shownEvent = (message: WebMessage): ServerEvent => ({
  event: message.changedAt ? 'message_changed' : 'message_received',
  data: shown(message),
});

export const person = ({ membershipId, name }: Seat): ShownPerson => ({ user_id: membershipId, name });
