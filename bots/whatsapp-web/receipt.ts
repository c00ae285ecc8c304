import type { Parsed, Receipt } from '../../domain/channel.ts';
import type { WebEvent } from './payload.ts';

/**
 * The ticks of a message as a receipt. Those of other people's messages say only that we have them.
 * https://docs.wwebjs.dev/global.html#MessageAck
 */
export function receiptOf({ message, ack }: Extract<WebEvent, { event: 'ack' }>, account: string): Parsed {
  if (!message.id.fromMe) return { kind: 'ignored', reason: "tick of somebody else's message" };
  const status = statuses.get(ack);
  if (!status) return { kind: 'ignored', reason: `tick ${ack}` };
  const isFailed = status === 'failed';
  return {
    kind: 'receipt',
    receipt: {
      channel: 'whatsapp-web',
      account,
      providerId: message.id.id,
      status,
      providerCode: isFailed ? 'ack -1' : null,
      isStopped: false,
      failure: isFailed ? 'unreachable' : null,
    },
  };
}

/** 0 is the clock of a message that waits, which tells nothing that our own send does not; 4 is a voice message heard. */
const statuses = new Map<number, Receipt['status']>([
  [-1, 'failed'],
  [1, 'sent'],
  [2, 'delivered'],
  [3, 'read'],
  [4, 'read'],
]);
