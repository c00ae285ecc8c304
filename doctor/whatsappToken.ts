import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Graph } from '../bots/whatsapp/graph.ts';
import { SendError } from '../domain/errors.ts';
import { type Finding, fine, hint, wrong } from './finding.ts';

interface Keys {
  phoneNumberId: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string | undefined;
}

const Debugged = z.object({
  data: z.looseObject({
    /** Seconds; 0 for one that does not run out. */
    expires_at: z.number().catch(0),
    scopes: z.array(z.string()).nullable().catch(null),
  }),
});

const needed = ['whatsapp_business_messaging', 'whatsapp_business_management'];
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * When the token ends and what it may do, as far as Meta lets a token look at itself
 * (https://developers.facebook.com/docs/graph-api/reference/debug_token).
 */
export async function aboutToken(
  graph: Graph,
  { accessToken, now }: Pick<Keys, 'accessToken'> & { now(): Date },
): Promise<Finding[]> {
  const answer = await graph.get('debug_token', { input_token: accessToken }).catch(unlessSendError);
  const debugged = Debugged.safeParse(answer).data?.data;
  if (!debugged) return [];
  const missing = needed.filter((scope) => debugged.scopes && !debugged.scopes.includes(scope));
  return [
    ...endOf(debugged.expires_at, now()),
    ...(missing.length > 0
      ? [wrong(`The token lacks ${missing.join(' and ')}: make a new one for the system user, with both.`)]
      : []),
  ];
}

function endOf(seconds: number, now: Date): Finding[] {
  if (seconds === 0) return [fine('The access token works, and does not run out.')];
  const days = Math.floor((seconds * 1_000 - now.getTime()) / dayMs);
  const cure = 'make one of a system user, which does not run out';
  if (days < 2)
    return [wrong(`WHATSAPP_ACCESS_TOKEN ends within ${days + 1 < 2 ? 'a day' : 'two days'}: ${cure}.`)];
  return [hint(`WHATSAPP_ACCESS_TOKEN ends in ${days} days: ${cure}.`)];
}

/**
 * Whether the secret is of the app that the token was made for: Meta checks a proof that is made from both
 * (https://developers.facebook.com/docs/graph-api/guides/secure-requests). With another secret no webhook would be let in.
 */
export async function aboutSecret(graph: Graph, keys: Keys): Promise<Finding[]> {
  const proof = createHmac('sha256', keys.appSecret).update(keys.accessToken).digest('hex');
  const answer = await graph
    .get(keys.phoneNumberId, { fields: 'id', appsecret_proof: proof })
    .catch(unlessSendError);
  if (answer instanceof SendError) {
    if (answer.providerCode !== '100') throw answer;
    return [
      wrong(
        'WHATSAPP_APP_SECRET is not of the app that made the token, so that all that people write is refused: copy it ' +
          "from that app's basic settings.",
      ),
    ];
  }
  const verify = keys.verifyToken === undefined ? 'derived from SECRET_KEY' : 'set';
  return [fine(`The app secret fits the token; the verify token is ${verify}.`)];
}

function unlessSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  throw error;
}
