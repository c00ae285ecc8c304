import { type EmailBotOptions, emailBot } from '../../../bots/email/bot.ts';
import type { Inbound, Parsed, Receipt } from '../../../domain/channel.ts';
import { idMaker } from '../../../domain/id.ts';
import { silent } from '../../../domain/log.ts';
import { seededRandom } from '../../support/random.ts';
import { MAILBOX, NOW } from './support.ts';

/** The whole bot, what it received, and what `receive` throws, where it should. */
export function openBot(options: Partial<EmailBotOptions> = {}) {
  const received: Parsed[] = [];
  const trouble: { receive?: Error } = {};
  const clock = { now: () => NOW, after: () => () => undefined };
  const bot = emailBot({
    smtpUrl: 'smtp://127.0.0.1:1',
    from: 'Class of ’88 <class@homeroom.example>',
    inboundDomain: MAILBOX.domain,
    keys: MAILBOX.keys,
    sendgrid: { secret: 'let-me-in', publicKey: '' },
    snsTopicArns: [],
    smtp: null,
    publicUrl: null,
    receive: async (parsed) => {
      if (trouble.receive) throw trouble.receive;
      received.push(...parsed);
    },
    clock,
    newId: idMaker(clock, seededRandom(7)),
    log: silent,
    resolver: async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    },
    ...options,
  });
  return {
    bot,
    received,
    trouble,
    inbound: (): Inbound[] => received.flatMap((one) => (one.kind === 'inbound' ? [one.inbound] : [])),
    receipts: (): Receipt[] => received.flatMap((one) => (one.kind === 'receipt' ? [one.receipt] : [])),
  };
}
