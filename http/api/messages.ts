import { z } from '@hono/zod-openapi';
import { listMessages } from '../../db/api/messages.ts';
import { acting, actorOf, endedIn } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { id, listed, listQuery, moment, nullableMoment, pageOf } from './listing.ts';
import { body, listRoute, route } from './route.ts';
import { person, withId } from './shapes.ts';
import { content, messageSeen, newMessage, writeMessage } from './writing.ts';

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

const post = route({
  method: 'post',
  status: 201,
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
      const written = await writeMessage(deps, actorOf(deps, c), c.var.account, c.req.valid('json'));
      return c.json(one(written), 201);
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
