import { Hono } from 'hono';
import type { Answer, LoggedCall } from './answer.ts';
import { outbound } from './faults.ts';
import type { Context } from './method.ts';
import { methods } from './methods.ts';
import { type Call, readCall } from './params.ts';
import { Refusal, tooManyRequests } from './refusal.ts';
import type { BotState } from './state.ts';
import type { Polling } from './updates.ts';
import type { Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

export interface ServerParts {
  world: World;
  polling: Polling;
  webhooks: Webhooks;
  log(call: LoggedCall): void;
}

const byLowerName = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** The HTTP side: `/bot<token>/<method>` and `/file/bot<token>/<path>`, below wherever it is mounted. */
export function botApiRoutes(parts: ServerParts): Hono {
  const routes = new Hono();
  routes.get('*', async (c, next) => {
    const match = /\/file\/bot([^/]+)\/(.+)$/.exec(c.req.path);
    return match ? sendFile(parts.world, decodeURIComponent(match[1]!), match[2]!) : next();
  });
  routes.all('*', async (c) => {
    const match = /\/bot([^/]+)\/([^/]+)$/.exec(c.req.path);
    if (!match) return reply(new Refusal(404, 'Not Found'));
    const socket = (c.env as { incoming?: { socket?: { destroy(): void } } } | undefined)?.incoming?.socket;
    const request = { token: decodeURIComponent(match[1]!), method: match[2]!, request: c.req.raw };
    return serve(parts, { ...request, cut: () => cutConnection(socket) });
  });
  return routes;
}

interface Incoming {
  token: string;
  method: string;
  request: Request;
  /** Closes the connection without an answer. */
  cut(): Promise<never>;
}

async function serve(parts: ServerParts, incoming: Incoming): Promise<Response> {
  const { world } = parts;
  const bot = Object.values(world.state.bots).find((one) => one.token === incoming.token);
  const name = byLowerName.get(incoming.method.toLowerCase())?.name ?? incoming.method;
  let logged: LoggedCall | undefined;
  try {
    if (!bot) throw unknownToken(incoming.token);
    const call = await readCall(name, incoming.request);
    logged = newLog(parts, { bot, call });
    parts.log(logged);
    const result = await withFaults(parts, { bot, call, incoming });
    logged.answer = { ok: true, result };
    return Response.json(logged.answer);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (logged) logged.answer = answerOf(error);
    return reply(error);
  }
}

function newLog({ world }: ServerParts, { bot, call }: { bot: BotState; call: Call }): LoggedCall {
  return {
    at: world.clock.now(),
    botId: bot.user.id,
    method: call.method,
    params: Object.fromEntries(call.params),
    files: [...call.files.keys()],
    answer: null,
  };
}

function unknownToken(token: string): Refusal {
  const couldBe = /^[1-9]\d{0,15}:[\w-]{1,64}$/.test(token);
  return new Refusal(401, couldBe ? 'Unauthorized' : 'Unauthorized: invalid token specified');
}

async function withFaults(
  parts: ServerParts,
  on: { bot: BotState; call: Call; incoming: Incoming },
): Promise<unknown> {
  const { world } = parts;
  const chatId = Number(on.call.params.get('chat_id')) || null;
  const fault = outbound(world.state, { method: on.call.method, chatId });
  if (fault?.kind === 'refuse' && fault.status === undefined) return on.incoming.cut();
  if (fault?.kind === 'refuse')
    throw new Refusal(fault.status!, STATUS_WORDS[fault.status!] ?? 'Internal Server Error');
  if (fault?.kind === 'throttle') throw tooManyRequests(fault.retryAfter);
  if (fault?.kind === 'answer') throw new Refusal(fault.code, fault.description, fault.parameters);
  if (fault?.kind === 'delay') await new Promise<void>((resolve) => world.clock.after(fault.ms, resolve));
  const result = await runMethod(parts, { ...on, signal: on.incoming.request.signal });
  if (fault?.kind === 'lose') return loseAnswer(world, { fault, incoming: on.incoming });
  return result;
}

const STATUS_WORDS: Record<number, string> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function runMethod(parts: ServerParts, on: { bot: BotState; call: Call; signal: AbortSignal }): unknown {
  const known = byLowerName.get(on.call.method.toLowerCase());
  if (!known) throw new Refusal(404, 'Not Found: method not found');
  const { world, polling, webhooks } = parts;
  const context: Context = { world, polling, webhooks, ...on };
  return known.method(context);
}

/** Runs what a webhook answered with; a refusal is only in the log, as nobody waits for it. */
export async function runReply(parts: ServerParts, on: { bot: BotState; call: Call }): Promise<void> {
  const logged = newLog(parts, on);
  parts.log(logged);
  try {
    const signal = AbortSignal.timeout(1);
    logged.answer = { ok: true, result: await runMethod(parts, { ...on, signal }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logged.answer = answerOf(error);
  }
}

/** The message is there, and whoever sent it will never hear of it. */
function loseAnswer(
  world: World,
  on: { fault: { closeAfterMs?: number }; incoming: Incoming },
): Promise<never> {
  const { closeAfterMs } = on.fault;
  return new Promise((_, reject) => {
    if (closeAfterMs === 0) on.incoming.cut().catch(reject);
    else if (closeAfterMs) world.clock.after(closeAfterMs, () => on.incoming.cut().catch(reject));
  });
}

/** Where there is no socket (a request made in process) an error stands for the cut connection. */
function cutConnection(socket: { destroy(): void } | undefined): Promise<never> {
  if (!socket) return Promise.reject(new Error('connection cut'));
  socket.destroy();
  return new Promise(() => undefined);
}

function answerOf(refusal: Refusal): Answer {
  const { code, description, parameters } = refusal;
  return { ok: false, error_code: code, description, ...(parameters && { parameters }) };
}

function reply(refusal: Refusal): Response {
  return Response.json(answerOf(refusal), { status: refusal.code });
}

function sendFile(world: World, token: string, path: string): Response {
  const bot = Object.values(world.state.bots).find((one) => one.token === token);
  const file = Object.values(world.state.files).find(
    (one) => one.botId === bot?.user.id && one.path === path,
  );
  if (!bot) return reply(unknownToken(token));
  if (!file) return reply(new Refusal(404, 'Not Found'));
  return new Response(Buffer.from(file.base64, 'base64'), {
    headers: { 'content-type': 'application/octet-stream' },
  });
}
