import type { Channels } from './channels.ts';
import { Sender } from './delivery/sender.ts';
import type { Pace } from './domain/pace.ts';
import type { Foundation } from './foundation.ts';
import type { KeptFiles } from './keptFiles.ts';
import { limitsFor } from './limits.ts';
import { type Duties, sendsBy } from './role.ts';

/** Lanes in flight at a time. */
export const slots = 64;

/** Sends by the channels that are this process's to send by, as soon as anybody says that there is something. */
export function startSending(
  foundation: Foundation,
  { channels, files, duties, pace }: { channels: Channels; files: KeptFiles; duties: Duties; pace: Pace },
): Sender {
  const { broadcast } = foundation;
  const sender = new Sender({
    ...foundation,
    channels: new Map([...channels.byName].filter(([name]) => sendsBy(duties, name))),
    slots,
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
