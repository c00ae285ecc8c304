import { z } from '@hono/zod-openapi';
import { findForum } from '../../db/api/forums.ts';
import { findMessage, listMessages } from '../../db/api/messages.ts';
import type { Account } from '../account/account.ts';
import { accountMay } from '../account/account.ts';
import { acting, endedIn } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, listed, listQuery, moment, nullableMoment, pageOf, words } from './listing.ts';
import { body, listRoute, makingRoute, route } from './route.ts';
import { person, withId } from './shapes.ts';

/** As long as what may be said in chat. */
const content = words(4_000).min(1).openapi({ example: 'Who brings the cake?' });

const message = z
  .strictObject({
    id,
    forum_id: id,
    parent_id: id.nullable(),
    author: person,
    content: z.string().nullable().openapi({ description: 'Markdown; null once it was taken back' }),
    number: z.int().nullable(),
    is_urgent: z.boolean(),
    created_at: moment,
    edited_at: nullableMoment,
    deleted_at: nullableMoment,
  })
  .openapi('Message');

const newMessage = z
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

const list = listRoute({
  path: '/messages',
  permission: 'message.see',
  tag: 'messages',
  summary: 'What was written in the forums one reads',
  request: {
    query: listQuery(['created_at'], {
      forum_id: id.optional(),
      author_id: id.optional(),
      parent_id: id.optional(),
    }),
  },
  data: message,
});

const byId = route({
  method: 'get',
  path: '/messages/{id}',
  permission: 'message.see',
  tag: 'messages',
  summary: 'One message',
  request: { params: withId },
  data: message,
});

const post = makingRoute({
  method: 'post',
  path: '/messages',
  permission: 'message.post',
  tag: 'messages',
  summary: 'Write to everybody, or answer a message',
  request: { body: body(newMessage) },
  data: message,
});

const correct = route({
  method: 'put',
  path: '/messages/{id}',
  permission: 'message.correct',
  tag: 'messages',
  summary: 'Put other words in the place of one’s own',
  request: { params: withId, body: body(z.strictObject({ content })) },
  data: message,
});

const takeBack = route({
  method: 'delete',
  path: '/messages/{id}',
  permission: 'message.takeBack',
  tag: 'messages',
  summary: 'Take back what one wrote; organizers and moderators, what anybody wrote',
  request: { params: withId },
  data: message,
});

export const messageRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(list, async (c) => {
      const { forum_id, author_id, parent_id, ...page } = c.req.valid('query');
      const filter = { forum_id, author_id, parent_id };
      const found = await reading(deps, c.var.account, (tx) =>
        listMessages(tx, { reader: c.var.account, filter }, pageOf(page)),
      );
      return c.json(listed(found, page), 200);
    })
    .openapi(byId, async (c) =>
      c.json(one(await messageSeen(deps, c.var.account, c.req.valid('param').id)), 200),
    )
    .openapi(post, async (c) => {
      const { content: argument, forum_id, parent_id, is_urgent } = c.req.valid('json');
      if (is_urgent && !accountMay(c.var.account, 'message.announce'))
        throw new ApiError('FORBIDDEN', 'Only organizers announce.');
      if (parent_id) await messageSeen(deps, c.var.account, parent_id);
      if (forum_id) await forumJoined(deps, c.var.account, forum_id);
      const act = parent_id
        ? { flow: 'reply', messageId: parent_id, argument }
        : { flow: 'posting', ...(is_urgent && { act: 'announce' }), argument, answers: posting(forum_id) };
      const { events } = await acting(deps, c, act, endedIn('posted'));
      const published = events.find(({ type }) => type === 'message.published');
      return c.json(one(await messageSeen(deps, c.var.account, String(published!.messageId))), 201);
    })
    .openapi(correct, async (c) => {
      const { id: messageId } = c.req.valid('param');
      await messageSeen(deps, c.var.account, messageId);
      const { content: argument } = c.req.valid('json');
      await acting(deps, c, { flow: 'edit', messageId, argument }, endedIn('corrected'));
      return c.json(one(await messageSeen(deps, c.var.account, messageId)), 200);
    })
    .openapi(takeBack, async (c) => {
      const { id: messageId } = c.req.valid('param');
      await messageSeen(deps, c.var.account, messageId);
      await acting(deps, c, { flow: 'delete', messageId }, endedIn('takenBack'));
      return c.json(one(await messageSeen(deps, c.var.account, messageId)), 200);
    });

/** Where one has only one forum nothing is asked. */
const posting = (forumId: string | undefined) => [
  ...(forumId ? [{ state: 'askingForum', answer: forumId, field: 'forum_id' }] : []),
  { state: 'confirming', answer: 'post' },
];

/** @throws {ApiError} for what is not in this community, or not in a forum they read */
async function messageSeen(deps: ApiDeps, account: Account, messageId: string) {
  const found = await reading(deps, account, (tx) => findMessage(tx, account, messageId));
  if (!found) throw new ApiError('NOT_FOUND', 'There is no such message.');
  return found;
}

async function forumJoined(deps: ApiDeps, account: Account, forumId: string): Promise<void> {
  const found = await reading(deps, account, (tx) => findForum(tx, { ...account, id: forumId }));
  if (!found?.is_member) throw new ApiError('NOT_FOUND', 'There is no such forum.');
}
