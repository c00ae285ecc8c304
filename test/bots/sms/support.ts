import { type SmsBotOptions, smsBot } from '../../../bots/sms/bot.ts';
import type { RawSms } from '../../../bots/sms/webhook.ts';
import type { Inbound, Outbound, Parsed, Receipt } from '../../../domain/channel.ts';
import { idMaker } from '../../../domain/id.ts';
import { silent } from '../../../domain/log.ts';
import { ACCOUNT, ANA, type Lab, openLab } from '../../lab/twilio/support.ts';
import { seededRandom } from '../../support/random.ts';

export interface Playground {
  lab: Lab;
  bot: ReturnType<typeof smsBot>;
  received: Parsed[];
  spooled: RawSms[];
  inbound(): Inbound[];
  receipts(): Receipt[];
  /** What `receive` and `spool` throw, where they should. */
  trouble: { receive?: Error; spool?: Error };
}

/** The real bot and the emulator on one loopback server. */
export async function openPlayground(options: Partial<SmsBotOptions> = {}): Promise<Playground> {
  const lab = await openLab();
  const received: Parsed[] = [];
  const spooled: RawSms[] = [];
  const trouble: Playground['trouble'] = {};
  const bot = smsBot({
    ...ACCOUNT,
    apiRoot: lab.apiRoot,
    publicUrl: lab.origin,
    receive: async (parsed) => {
      if (trouble.receive) throw trouble.receive;
      received.push(...parsed);
    },
    spool: async (raw) => {
      if (trouble.spool) throw trouble.spool;
      spooled.push(raw);
    },
    newId: idMaker(lab.clock, seededRandom(7)),
    log: silent,
    ...options,
  });
  lab.app.route('/', bot.routes);
  return {
    lab,
    bot,
    received,
    spooled,
    trouble,
    inbound: () => received.flatMap((parsed) => (parsed.kind === 'inbound' ? [parsed.inbound] : [])),
    receipts: () => received.flatMap((parsed) => (parsed.kind === 'receipt' ? [parsed.receipt] : [])),
  };
}

export function message(changes: Partial<Outbound> = {}): Outbound {
  const nothing = { choices: [], contactButton: null, replyTo: null, change: null };
  return { id: '018f0000-0000-7000-8000-000000000001', to: ANA, body: ['Hola'], ...nothing, ...changes };
}
