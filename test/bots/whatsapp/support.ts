import { type WhatsappBotOptions, whatsappBot } from '../../../bots/whatsapp/bot.ts';
import { graphOver } from '../../../bots/whatsapp/graph.ts';
import type { Inbound, Outbound, OutboundFile, Parsed, Receipt } from '../../../domain/channel.ts';
import { idMaker } from '../../../domain/id.ts';
import { silent } from '../../../domain/log.ts';
import { fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';
import { ACCOUNT, PERSON } from './fixtures.ts';
import { BUSINESS, meta, ROOT, TOKEN } from './meta.ts';

export const SECRET = 'of the app';

/** The real bot before a Graph API that is held to the published schema. */
export function openPlayground(options: Partial<WhatsappBotOptions> = {}) {
  const graph = meta();
  const clock = fakeClock();
  const received: Parsed[][] = [];
  const trouble: { receive?: Error } = {};
  const bot = whatsappBot({
    phoneNumberId: ACCOUNT,
    businessAccountId: BUSINESS,
    accessToken: TOKEN,
    verifyToken: 'a word of ours',
    appSecret: SECRET,
    apiRoot: ROOT,
    publicUrl: null,
    receive: async (parsed) => {
      if (trouble.receive) throw trouble.receive;
      received.push(parsed);
    },
    log: silent,
    clock,
    newId: idMaker(clock, seededRandom(7)),
    fetch: graph.fetch,
    ...options,
  });
  return {
    ...{ bot, graph, clock, received, trouble },
    inbound: (): Inbound[] => received.flat().flatMap((one) => (one.kind === 'inbound' ? [one.inbound] : [])),
    receipts: (): Receipt[] =>
      received.flat().flatMap((one) => (one.kind === 'receipt' ? [one.receipt] : [])),
  };
}

/** The Graph API as the parts of the bot ask it. */
export function openGraph() {
  const made = meta();
  return { made, graph: graphOver({ accessToken: TOKEN, apiRoot: ROOT, fetch: made.fetch }) };
}

export const DELIVERY = '018f0000-0000-7000-8000-000000000001';

export function message(changes: Partial<Outbound> = {}): Outbound {
  const nothing = { choices: [], contactButton: null, replyTo: null, change: null };
  return { id: DELIVERY, to: PERSON, body: ['Hola'], ...nothing, ...changes };
}

export function file(changes: Partial<OutboundFile> = {}): OutboundFile {
  const read = async () => new TextEncoder().encode('bytes');
  return { kind: 'photo', key: 'photo-1', mime: 'image/jpeg', name: null, read, ...changes };
}
