import { z } from 'zod';
import { type Clock, sleep } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Graph } from './graph.ts';

interface Start {
  graph: Graph;
  phoneNumberId: string;
  businessAccountId: string | null;
  /** Where Meta is to post, and what it shows in the handshake; null where we cannot be reached by https. */
  webhook: { url: string; verifyToken: string } | null;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

/**
 * Checks token and number, and subscribes our webhook to what happens with the account. Tries on while Meta cannot be
 * reached.
 * @returns the number as people see it, in E.164; null where the signal aborted before it was known
 * @throws {Error} where Meta refuses the token, the number or the webhook
 */
export async function introduce(start: Start): Promise<string | null> {
  const { graph, phoneNumberId, businessAccountId, webhook } = start;
  const fields = { fields: 'display_phone_number,verified_name' };
  const number = await persist('The number', () => graph.get(phoneNumberId, fields), start);
  if (webhook && businessAccountId)
    await persist('The webhook', () => subscribe(graph, businessAccountId, webhook), start);
  const shown = Numbered.safeParse(number).data?.display_phone_number;
  return shown === undefined ? null : `+${shown.replace(/\D/g, '')}`;
}

const Numbered = z.object({ display_phone_number: z.string() });

/**
 * The webhook of this account alone, whatever the app's own is.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override
 */
function subscribe(
  graph: Graph,
  businessAccountId: string,
  { url, verifyToken }: NonNullable<Start['webhook']>,
) {
  return graph.post(`${businessAccountId}/subscribed_apps`, {
    override_callback_uri: url,
    verify_token: verifyToken,
  });
}

const shortestMs = 1_000;
const longestMs = 30_000;

async function persist<Value>(
  what: string,
  call: () => Promise<Value>,
  { clock, log, signal }: Pick<Start, 'clock' | 'log' | 'signal'>,
): Promise<Value | null> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.ours) throw new Error(`${what} does not work: ${error.message}`, { cause: error });
      const pauseMs = error.retryAfterMs ?? Math.min(longestMs, shortestMs * 2 ** (failures - 1));
      log.warn({ reason: error.message, pauseMs }, 'WhatsApp cannot be asked just now');
      await sleep(clock, pauseMs, signal);
    }
  }
  return null;
}
