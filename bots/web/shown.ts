import type { Seat } from '../../domain/broadcast.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { plain } from '../../domain/formatting/plainText.ts';
import type { WebFile, WebMessage } from '../../domain/webChat.ts';
import { blocksOf } from './blocks.ts';
import type { ServerEvent, ShownFile, ShownMessage, ShownPerson } from './events.ts';

/** A kept message as browsers get it. */
export function shown({ content, ...message }: WebMessage): ShownMessage {
  const said = content && formattedOf(content.body);
  return {
    id: message.id,
    number: message.number,
    revision: message.revision,
    is_mine: message.isMine,
    is_press: content?.isPress ?? false,
    is_read: message.isRead,
    is_changed: message.changedAt !== null,
    text: said && plain(said),
    body: said && blocksOf(said),
    files: (content?.files ?? []).map((file, index) => shownFile(file, message.id, index)),
    choices: content?.choices ?? [],
    reply_to: content?.replyTo ?? null,
    sent_at: message.createdAt.toISOString(),
  };
}

/** Its address is its place on this screen: what it leads to is signed anew whenever somebody looks. */
const shownFile = (
  { kind, mime, name, size, width, height }: WebFile,
  id: string,
  index: number,
): ShownFile => ({
  url: `/chat/files/${encodeURIComponent(id)}/${index}`,
  kind,
  mime,
  name,
  size,
  width: width ?? null,
  height: height ?? null,
});

/** A message that is new, or not as it was. */
export const shownEvent = (message: WebMessage): ServerEvent => ({
  event: message.changedAt ? 'message_changed' : 'message_received',
  data: shown(message),
});

export const person = ({ membershipId, name }: Seat): ShownPerson => ({ user_id: membershipId, name });
