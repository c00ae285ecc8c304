import type { Parsed, Receipt } from '../../domain/channel.ts';
import { meaningOf } from './codes.ts';
import { complaint, statusSchema } from './payload.ts';

/** What Meta calls the stages; `played` is a voice message that was listened to. */
const stages = new Map<string, Receipt['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** What we put there ourselves; anything else was sent by another program with the same number. */
const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** One status of a webhook: news of a message we sent. */
export function readStatus(raw: unknown, account: string): Parsed {
  const read = statusSchema.safeParse(raw);
  if (!read.success) return { kind: 'ignored', reason: `malformed status: ${complaint(read.error)}` };
  const { id, status, recipient_type: to, biz_opaque_callback_data: deliveryId, errors } = read.data;
  // One who read it is not all who should.
  if (to === 'group') return { kind: 'ignored', reason: 'status of a message to a group' };
  const stage = stages.get(status);
  if (!stage) return { kind: 'ignored', reason: `status ${status.slice(0, 40)}` };
  const code = stage === 'failed' ? errors?.[0]?.code : undefined;
  const failure = code === undefined ? null : (meaningOf(code)?.code ?? null);
  const receipt: Receipt = {
    channel: 'whatsapp',
    account,
    providerId: id,
    status: stage,
    providerCode: code === undefined ? null : String(code),
    isStopped: failure === 'stopped',
    failure,
    deliveryId: deliveryId && isUuid.test(deliveryId) ? deliveryId : null,
  };
  return { kind: 'receipt', receipt };
}
