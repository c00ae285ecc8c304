import { Buffer } from 'node:buffer';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { accountResource } from './account.ts';
import { create } from './create.ts';
import { type SendFault, strike } from './faults.ts';
import { list } from './list.ts';
import { listNumbers } from './numbers.ts';
import type { Progress } from './progress.ts';
import { Refusal, refusalOf, refusals } from './refusal.ts';
import { mediaList, resource } from './resource.ts';
import type { World } from './world.ts';

/** The Messages resource, and what the console knows of account and number; mounted at a path, that path is the root the client needs instead of api.twilio.com. */
export function apiRoutes({ world, progress }: { world: World; progress: Progress }): Hono {
  const { account, clock } = world;
  const own = `/2010-04-01/Accounts/${account.accountSid}`;
  const routes = new Hono();

  routes.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json(error.toJSON(), error.status as 400, error.headers);
  });
  routes.use('*', async (c, next) => {
    const given = c.req.header('Authorization');
    if (given !== basic(account.accountSid, account.authToken)) throw refusals.notAuthenticated();
    await next();
    // Its own clock, as Twilio tells it; the Lab's may be ahead of the machine's.
    c.header('Date', clock.now().toUTCString());
  });

  routes.get(`${own}.json`, (c) => c.json(accountResource(world)));
  routes.get(`${own}/IncomingPhoneNumbers.json`, (c) =>
    c.json(listNumbers(world, new URL(c.req.url).searchParams)),
  );

  routes.post(`${own}/Messages.json`, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const to = form.get('To') ?? '';
    const fault = strike(world.state, to, 'refuse', 'throttle', 'answer', 'delay', 'lose');
    if (fault?.kind === 'refuse' && fault.status === undefined) return cut(c);
    refuse(fault, { to, from: form.get('From') ?? '' });
    if (fault?.kind === 'delay') await new Promise<void>((resolve) => clock.after(fault.ms, resolve));
    const message = create(world, form);
    progress.follow(message);
    if (fault?.kind === 'lose') return silence(c, { clock, closeAfterMs: fault.closeAfterMs });
    return c.json(resource(message, account.accountSid), 201);
  });

  routes.get(`${own}/Messages.json`, (c) => c.json(list(world, new URL(c.req.url).searchParams)));

  routes.get(`${own}/Messages/:file`, (c) => {
    const sid = c.req.param('file').replace(/\.json$/, '');
    const message = world.state.messages.find((one) => one.sid === sid && !one.isAutomatic);
    if (!message) throw refusals.notFound(`${own}/Messages/${sid}.json`);
    return c.json(resource(message, account.accountSid));
  });

  routes.get(`${own}/Messages/:sid/Media.json`, (c) => {
    const { sid } = c.req.param();
    const message = world.state.messages.find((one) => one.sid === sid);
    if (!message) throw refusals.notFound(`${own}/Messages/${sid}/Media.json`);
    return c.json(mediaList(message, account.accountSid));
  });

  routes.get(`${own}/Messages/:sid/Media/:mediaSid`, (c) => {
    const { sid, mediaSid } = c.req.param();
    const message = world.state.messages.find((one) => one.sid === sid);
    const file = message?.media.find(({ url }) => url.endsWith(`/${mediaSid}`));
    if (file?.base64 === undefined) throw refusals.notFound(`${own}/Messages/${sid}/Media/${mediaSid}`);
    return c.body(Buffer.from(file.base64, 'base64'), 200, { 'Content-Type': file.contentType });
  });

  routes.notFound((c) => {
    const refusal = refusals.notFound(c.req.path.replace(/^.*(?=\/2010-04-01)/, ''));
    return c.json(refusal.toJSON(), 404);
  });
  return routes;
}

function refuse(fault: SendFault | undefined, request: { to: string; from: string }): void {
  if (fault?.kind === 'refuse') throw refusals.outOfService(fault.status ?? 503);
  if (fault?.kind === 'throttle') throw refusals.throttled(fault.retryAfter);
  if (fault?.kind === 'answer') throw refusalOf(fault.code, request);
}

/** Holds the answer until the client gives up, or the connection is cut. */
async function silence(
  c: Context,
  { clock, closeAfterMs }: { clock: World['clock']; closeAfterMs: number | undefined },
): Promise<Response> {
  const { signal } = c.req.raw;
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (closeAfterMs !== undefined) clock.after(closeAfterMs, resolve);
  });
  return cut(c);
}

/** Only a real server has a connection to cut. */
function cut(c: Context): Response {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket: { destroy(): void } } };
  if (!incoming) return c.text('', 503);
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
