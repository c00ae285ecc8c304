import type { Channels } from './channels.ts';
import type { Sender } from './delivery/sender.ts';
import { text } from './domain/text.ts';
import { outcome } from './flows/engine/perform/why.ts';
import { isPrivate, reasonForAuthor } from './flows/engine/perform/whyWords.ts';
import { flows } from './flows/registry.ts';
import type { WorkingChannel, Workings } from './http/admin/workings.ts';
import { timetable } from './jobs.ts';
import type { CountedPace } from './pace.ts';
import { type Duties, sendsBy } from './role.ts';

export interface WorkingsOptions {
  channels: Pick<Channels, 'accounts' | 'states' | 'templates' | 'pairing'>;
  sender: Pick<Sender, 'gates'>;
  pace: Pick<CountedPace, 'left'>;
  duties: Duties;
}

/** The words of `/why` as an author hears them: whom somebody does not want to hear is not organizers' business either. */
export const explain: Workings['explain'] = {
  outcome: (status, reason) =>
    isPrivate(reason)
      ? text('why.status.skipped', { reason: reasonForAuthor(reason) })
      : outcome(status, reason),
  reason: reasonForAuthor,
};

/** What the dashboard shows of this process. */
export function workingsOf({ channels, sender, pace, duties }: WorkingsOptions): Workings {
  async function channelOf({ channel, account }: Channels['accounts'][number]): Promise<WorkingChannel> {
    const since = sender.gates.broken().find((one) => one.channel === channel)?.since ?? null;
    const state = since ? 'paused' : channels.states()[channel];
    return {
      name: channel,
      state: sendsBy(duties, channel) ? (state ?? 'starting') : 'elsewhere',
      brokenSince: since,
      pace: await pace.left(channel, account),
    };
  }
  return {
    flows,
    timetable: timetable.map(({ name, everyMs }) => ({ name, everyMs })),
    explain,
    channels: () => Promise.all(channels.accounts.map(channelOf)),
    templates: () => channels.templates(),
    whatsappWeb: () => channels.pairing(),
  };
}
