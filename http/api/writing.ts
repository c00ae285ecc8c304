import { z } from '@hono/zod-openapi';
import { findForum } from '../../db/api/forums.ts';
import { findMessage, type MessageRow } from '../../db/api/messages.ts';
import { type Account, accountMay } from '../account/account.ts';
import { type Actor, actingAs, endedIn } from './acting.ts';
import { type ApiDeps, reading } from './deps.ts';
import { ApiError } from './errors.ts';
import { id, words } from './listing.ts';

/** As long as what may be said in chat. */
export const content = words(4_000).min(1).openapi({ example: 'Who brings the cake?' });

/** A message as a program writes it. */
export const newMessage = z
  .strictObject({
    content,
    forum_id: id.optional().openapi({ description: 'Where there are several' }),
    parent_id: id.optional().openapi({ description: 'The message it answers' }),
    is_urgent: z.boolean().optional().openapi({ description: 'An announcement; for organizers' }),
  })
  .refine(({ forum_id, parent_id }) => !(forum_id && parent_id), {
    path: ['forum_id'],
    error: 'An answer stands in the forum of what it answers.',
  })
  .refine(({ is_urgent, parent_id }) => !(is_urgent && parent_id), {
    path: ['is_urgent'],
    error: 'An answer is no announcement.',
  })
  .openapi('NewMessage');

/**
 * Writes to everybody, or answers a message, as `/post` and `REPLY` do.
 * @returns what was written, as the author sees it
 * @throws {ApiError}
 */
export async function writeMessage(
  deps: Pick<ApiDeps, 'act' | 'app'>,
  actor: Actor,
  account: Account,
  { content: argument, forum_id, parent_id, is_urgent }: z.infer<typeof newMessage>,
): Promise<MessageRow> {
  if (is_urgent && !accountMay(account, 'message.announce'))
    throw new ApiError('FORBIDDEN', 'Only organizers announce.');
  if (parent_id) await messageSeen(deps, account, parent_id);
  if (forum_id) await forumJoined(deps, account, forum_id);
  const act = parent_id
    ? { flow: 'reply', messageId: parent_id, argument }
    : { flow: 'posting', ...(is_urgent && { act: 'announce' }), argument, answers: posting(forum_id) };
  const { events } = await actingAs(deps, actor, act, endedIn('posted'));
  const published = events.find(({ type }) => type === 'message.published');
  return messageSeen(deps, account, String(published!.messageId));
}

/** Where one has only one forum nothing is asked. */
const posting = (forumId: string | undefined) => [
  ...(forumId ? [{ state: 'askingForum', answer: forumId, field: 'forum_id' }] : []),
  { state: 'confirming', answer: 'post' },
];

/** @throws {ApiError} for what is not in this community, or not in a forum they read */
export async function messageSeen(
  deps: Pick<ApiDeps, 'app'>,
  account: Account,
  messageId: string,
): Promise<MessageRow> {
  const found = await reading(deps, account, (tx) => findMessage(tx, account, messageId));
  if (!found) throw new ApiError('NOT_FOUND', 'There is no such message.');
  return found;
}

async function forumJoined(deps: Pick<ApiDeps, 'app'>, account: Account, forumId: string): Promise<void> {
  const found = await reading(deps, account, (tx) => findForum(tx, { ...account, id: forumId }));
  if (!found?.is_member) throw new ApiError('NOT_FOUND', 'There is no such forum.');
}
