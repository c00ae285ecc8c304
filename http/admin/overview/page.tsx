import { findChannels, findGlance, findHours } from '../../../db/admin/today.ts';
import { noReceipts } from '../../../domain/channel.ts';
import type { Asked } from '../asked.ts';
import { dayAfter, startOfDay } from '../days.ts';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { dayWords } from '../when.tsx';
import { ChannelTable } from './channelTable.tsx';
import { HourChart } from './hourChart.tsx';
import { Tiles } from './tiles.tsx';

const parts: Record<string, Part> = {
  today: { on: ['approvals', 'members', 'messages', 'deliveries'], view: (asked) => <Today asked={asked} /> },
};

/** How today goes: what waits, what came and went, and how fast. */
export const overview: AdminPage = {
  path: '',
  permission: 'figures.see',
  title: 'admin.overview.title',
  group: 'now',
  parts,
  view: (asked) => (
    <>
      <p class="hint">
        {asked.say('admin.overview.day', {
          day: dayWords(asked, asked.now),
          zone: asked.account.timeZone.replaceAll('_', ' '),
        })}
      </p>
      <Live asked={asked} parts={parts} name="today" />
    </>
  ),
};

async function Today({ asked }: { asked: Asked }) {
  const { say, now, account } = asked;
  const from = startOfDay(now, account.timeZone);
  const [glance, hours, channels] = await asked.read(async (tx, communityId) => {
    const to = dayAfter(from, account.timeZone);
    const span = { communityId, from, to, now, noReceipts: [...noReceipts] };
    return Promise.all([findGlance(tx, span), findHours(tx, span), findChannels(tx, span)]);
  });
  const [all, ...each] = channels;
  const chart = { asked, hours, from };
  return (
    <>
      <Tiles {...{ asked, glance, all: all! }} />
      <div class="charts">
        <HourChart {...chart} title={say('admin.overview.heard')} of="heard" />
        <HourChart {...chart} title={say('admin.overview.sent')} of="sent" />
      </div>
      <h2>{say('admin.overview.channels')}</h2>
      <ChannelTable {...{ asked, channels: each, hours }} />
    </>
  );
}
