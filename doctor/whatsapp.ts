import { type Graph, graphOver } from '../bots/whatsapp/graph.ts';
import { SendError } from '../domain/errors.ts';
import { type Check, type Finding, wrong } from './finding.ts';
import { because } from './shown.ts';
import { aboutNumber } from './whatsappNumber.ts';
import { aboutSubscription } from './whatsappSubscription.ts';
import { aboutTemplates } from './whatsappTemplates.ts';
import { aboutSecret, aboutToken } from './whatsappToken.ts';

export interface WhatsappSettings {
  phoneNumberId: string;
  businessAccountId: string;
  accessToken: string;
  appSecret: string;
  /** Undefined: derived from the secret key. */
  verifyToken: string | undefined;
  apiRoot: string;
  publicUrl: string | undefined;
  now(): Date;
}

/** Less than the limit of a check, so that the reason is told. */
const timeoutMs = 8_000;

/** Asks Meta about token, number, app, webhook and templates. What hangs on the token is asked once that is known to work. */
export function whatsappCheck(settings: WhatsappSettings): Check {
  const graph = graphOver({ ...settings, timeoutMs });
  return {
    part: 'WhatsApp (Cloud API)',
    asked: 'Meta',
    async look() {
      const ways = aboutPublicUrl(settings.publicUrl);
      const number = await orRefusal(() => aboutNumber(graph, settings));
      if ('refusal' in number) return [...ways, number.refusal];
      const rest = await Promise.all(
        [aboutToken, aboutSecret, aboutSubscription, aboutTemplates].map((ask) =>
          found(ask, graph, settings),
        ),
      );
      return [...ways, ...number.value, ...rest.flat()];
    },
  };
}

type Ask = (graph: Graph, settings: WhatsappSettings) => Promise<Finding[]>;

async function found(ask: Ask, graph: Graph, settings: WhatsappSettings): Promise<Finding[]> {
  const answer = await orRefusal(() => ask(graph, settings));
  return 'refusal' in answer ? [answer.refusal] : answer.value;
}

async function orRefusal(
  ask: () => Promise<Finding[]>,
): Promise<{ value: Finding[] } | { refusal: Finding }> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof SendError) return { refusal: refused(error) };
    throw error;
  }
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
function refused({ ours, message, providerCode }: SendError): Finding {
  if (!ours) return wrong(because(message, 'look at network, proxy and WHATSAPP_API_ROOT, and ask again'));
  const cures: Record<string, string> = {
    190: 'make a new WHATSAPP_ACCESS_TOKEN, of a system user so that it does not run out',
    100: 'compare WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_BUSINESS_ACCOUNT_ID with the API Setup page, and give the system user the account',
  };
  const permissions =
    'give the system user the app and the account, and the token whatsapp_business_messaging and whatsapp_business_management';
  return wrong(because(message, cures[providerCode ?? ''] ?? permissions));
}

function aboutPublicUrl(publicUrl: string | undefined): Finding[] {
  if (publicUrl?.startsWith('https://')) return [];
  return [
    wrong(
      'Without an https PUBLIC_URL Meta delivers nothing that people write: put a certificate before this server and ' +
        'set PUBLIC_URL=https://...',
    ),
  ];
}
