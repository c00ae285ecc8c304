import type { Channels } from './channels.ts';
import { Sender } from './delivery/sender.ts';
import type { CountSegments } from './delivery/smsCost.ts';
import type { Pace } from './domain/pace.ts';
import type { Foundation } from './foundation.ts';
import type { KeptFiles } from './keptFiles.ts';
import { limitsFor } from './limits.ts';
import { type Duties, sendsBy } from './role.ts';

/** Lanes in flight at a time. */
export const slots = 64;

export interface SendingOptions {
  channels: Channels;
  files: KeptFiles;
  countSegments: CountSegments;
  duties: Duties;
  pace: Pace;
}

/** Sends by the channels that are this process's to send by, as soon as anybody says that there is something. */
export function startSending(
  foundation: Foundation,
  { channels, files, countSegments, duties, pace }: SendingOptions,
): Sender {
  const { broadcast } = foundation;
  const sender = new Sender({
    ...foundation,
    channels: new Map([...channels.byName].filter(([name]) => sendsBy(duties, name))),
    slots,
    countSegments,
    files: files.outgoing,
    repeats: limitsFor('repeats', foundation),
    pace,
  });
  broadcast.listen((news) => {
    if (news.kind === 'queued' && news.queues.includes('deliveries')) sender.wake();
  });
  sender.start();
  return sender;
}
