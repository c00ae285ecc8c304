import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { type CreateParts, create, markRead, react, recipientOf } from './create.ts';
import { type SendFault, strike } from './faults.ts';
import { type Json, readJson } from './params.ts';
import { refusalOf, refusals } from './refusal.ts';
import { checkProduct, readMarkOf, readRequest, type SendRequest } from './request.ts';
import type { World } from './world.ts';

/** Sends, or marks as read; with the faults that strike this person. */
export async function messages(parts: CreateParts, c: Context): Promise<Response> {
  const { world } = parts;
  const body = await readJson(c);
  checkProduct(body);
  if (body.status !== undefined) {
    markRead(world, readMarkOf(body));
    return c.json({ success: true });
  }
  const fault = strike(world.state, waIdGuess(world, body), 'refuse', 'throttle', 'answer', 'delay', 'lose');
  if (fault?.kind === 'refuse' && fault.status === undefined) return cut(c);
  refuse(fault);
  if (fault?.kind === 'delay') await new Promise<void>((resolve) => world.clock.after(fault.ms, resolve));
  const answer = accept(parts, readRequest(body));
  if (fault?.kind === 'lose') return silence(c, { clock: world.clock, closeAfterMs: fault.closeAfterMs });
  return c.json(answer);
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#response-syntax */
function accept(parts: CreateParts, request: SendRequest) {
  const { world } = parts;
  const recipient = recipientOf(world, request);
  const { input, waId, person } = recipient;
  const id =
    request.what.kind === 'reaction' ? react(world, request.what) : create(parts, request, recipient).id;
  const isTemplate = request.what.kind === 'template';
  return {
    messaging_product: 'whatsapp',
    contacts: [request.to === undefined ? { input, user_id: person!.userId } : { input, wa_id: waId }],
    messages: [{ id, ...(isTemplate && { message_status: 'accepted' }) }],
  };
}

/** Faults strike before anything is checked. */
function waIdGuess(world: World, { to, recipient }: Json): string {
  if (typeof to === 'string') return to.replace(/\D/g, '');
  return world.personByUserId(String(recipient))?.waId ?? '';
}

function refuse(fault: SendFault | undefined): void {
  if (fault?.kind === 'refuse') throw refusals.outOfService(fault.status ?? 503);
  if (fault?.kind === 'throttle') throw refusalOf(fault.code ?? 130429);
  if (fault?.kind === 'answer') throw fault.code === 190 ? refusals.expiredToken() : refusalOf(fault.code);
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
