import type { Subscription } from './webhooks.ts';
import type { Clock, World } from './world.ts';

/** What a webhook answered; `status` 0 where nothing came. */
export interface WebhookAnswer {
  status: number;
  body: string;
}

export interface Caller {
  clock: Clock;
  fetch: typeof globalThis.fetch;
  /** Ends what is under way. */
  stopping: AbortSignal;
}

/** Meta calls anything slower failed. */
const timeoutMs = 10_000;

/** Calls a webhook. Refused, reset or too slow are one: status 0. */
export async function call(
  { clock, fetch, stopping }: Caller,
  url: string,
  request: RequestInit,
): Promise<WebhookAnswer> {
  const timeout = new AbortController();
  const cancel = clock.after(timeoutMs, () => timeout.abort());
  const signal = AbortSignal.any([timeout.signal, stopping]);
  try {
    const response = await fetch(url, { ...request, signal, redirect: 'manual' });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  } finally {
    cancel();
  }
}

/**
 * The handshake: the webhook must know the token, and answer with the challenge and nothing else
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests).
 */
export async function shakeHands(
  caller: Caller,
  world: World,
  { url, verifyToken }: Subscription,
): Promise<boolean> {
  const challenge = world.newDigits(10);
  const asked = new URL(url);
  asked.searchParams.set('hub.mode', 'subscribe');
  asked.searchParams.set('hub.challenge', challenge);
  asked.searchParams.set('hub.verify_token', verifyToken);
  const { status, body } = await call(caller, asked.href, { method: 'GET' });
  return status === 200 && body === challenge;
}
